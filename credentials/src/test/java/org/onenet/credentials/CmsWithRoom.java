package org.onenet.credentials;

import eu.europa.esig.dss.cms.CMS;
import eu.europa.esig.dss.cms.object.CMSObjectUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.bouncycastle.asn1.ASN1InputStream;

/**
 * In a PDF zeros stand behind a CMS, up to the room that was kept for it. DSS 6.4 validates with
 * Bouncy Castle 1.83, which overlooks them; 1.86, which we have, refuses them. Found by DSS's
 * service loader in the tests, the only place where DSS validates.
 */
public final class CmsWithRoom extends CMSObjectUtils {
  @Override
  public CMS parseToCMS(byte[] cms) {
    try (ASN1InputStream in = new ASN1InputStream(new ByteArrayInputStream(cms))) {
      return super.parseToCMS(in.readObject().getEncoded());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
