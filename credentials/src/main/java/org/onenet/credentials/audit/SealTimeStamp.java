package org.onenet.credentials.audit;

import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampToken;
import org.onenet.credentials.Digest;

/**
 * A time-stamp token over a seal's digest (RFC 3161 §2.4.2). Whether its authority is one to
 * believe is for the reader to say: the token carries that certificate.
 */
final class SealTimeStamp {
  private SealTimeStamp() {}

  /** When it was stamped; empty when the token is of another digest or its signature is wrong. */
  static Optional<Instant> time(byte[] der, Digest digest) {
    try {
      TimeStampToken token = new TimeStampToken(new CMSSignedData(der));
      if (!Arrays.equals(token.getTimeStampInfo().getMessageImprintDigest(), digest.bytes())) {
        return Optional.empty();
      }
      @SuppressWarnings("unchecked")
      Collection<X509CertificateHolder> signers =
          token.getCertificates().getMatches(token.getSID());
      if (signers.size() != 1) return Optional.empty();
      X509CertificateHolder signer = signers.iterator().next();
      token.validate(new JcaSimpleSignerInfoVerifierBuilder().build(signer));
      return Optional.of(token.getTimeStampInfo().getGenTime().toInstant());
    } catch (CMSException
        | IOException
        | TSPException
        | OperatorCreationException
        | java.security.cert.CertificateException e) {
      return Optional.empty();
    }
  }
}
