package org.onenet.credentials;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.PDSignature;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;

/**
 * A signature in a PDF, as far as it can be judged by the file alone: does it cover every byte but
 * itself, and does it fit the certificate that it brings. By PAdES ({@code ETSI.CAdES.detached}),
 * SHA-256, with a key on P-256; read without DSS, by PDFBox and Bouncy Castle, so that what signs
 * and what verifies are two.
 *
 * @param state how it stands
 * @param thumbprint RFC 7638's of the key in its certificate; empty when not SOUND
 * @param at when it says that it was made; not SOUND signatures have {@link Instant#EPOCH}
 * @see <a
 *     href="https://www.etsi.org/deliver/etsi_en/319100_319199/31914201/01.02.01_60/en_31914201v010201p.pdf">
 *     ETSI EN 319 142-1</a>, ISO 32000-1 §12.8.1
 */
record PdfSignature(State state, String thumbprint, Instant at) {
  private static final String PADES = "ETSI.CAdES.detached";

  enum State {
    /** Over the whole file, by the certificate it brings. */
    SOUND,
    /** Something was put behind it. */
    NOT_OVER_ALL,
    BROKEN
  }

  private static final PdfSignature NOT_OVER_ALL =
      new PdfSignature(State.NOT_OVER_ALL, "", Instant.EPOCH);
  private static final PdfSignature BROKEN = new PdfSignature(State.BROKEN, "", Instant.EPOCH);

  static List<PdfSignature> all(PDDocument document, byte[] pdf) throws IOException {
    List<PdfSignature> all = new ArrayList<>();
    for (PDSignature one : document.getSignatureDictionaries()) all.add(of(one, pdf));
    return all;
  }

  private static PdfSignature of(PDSignature signature, byte[] pdf) {
    int[] range = signature.getByteRange();
    if (range == null || range.length != 4 || !isInside(range, pdf.length)) return BROKEN;
    if (range[2] + range[3] != pdf.length) return NOT_OVER_ALL;
    byte[] contents = signature.getContents();
    if (!PADES.equals(signature.getSubFilter())
        || signature.getSignDate() == null
        || !isAllThatIsLeftOut(Arrays.copyOfRange(pdf, range[1], range[2]), contents)) {
      return BROKEN;
    }
    byte[] covered = new byte[range[1] + range[3]];
    System.arraycopy(pdf, 0, covered, 0, range[1]);
    System.arraycopy(pdf, range[2], covered, range[1], range[3]);
    try {
      return new PdfSignature(
          State.SOUND, thumbprint(covered, contents), signature.getSignDate().toInstant());
    } catch (CMSException
        | CertificateException
        | OperatorCreationException
        | JOSEException
        | IllegalArgumentException
        | IllegalStateException e) {
      return BROKEN;
    }
  }

  private static boolean isInside(int[] range, int length) {
    return range[0] == 0
        && range[1] > 0
        && range[2] > range[1]
        && range[3] >= 0
        && (long) range[2] + range[3] <= length;
  }

  /** In the gap stands the signature in hex between brackets, and nothing a reader might see. */
  private static boolean isAllThatIsLeftOut(byte[] gap, byte[] contents) {
    if (gap.length < 2 || gap[0] != '<' || gap[gap.length - 1] != '>') return false;
    try {
      return Arrays.equals(
          contents,
          HexFormat.of()
              .parseHex(
                  new String(
                      gap, 1, gap.length - 2, java.nio.charset.StandardCharsets.ISO_8859_1)));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static String thumbprint(byte[] covered, byte[] contents)
      throws CMSException, CertificateException, OperatorCreationException, JOSEException {
    // read as a stream: behind it stand zeros, up to the room that was kept for it
    CMSSignedData signed =
        new CMSSignedData(new CMSProcessableByteArray(covered), new ByteArrayInputStream(contents));
    if (signed.getSignerInfos().size() != 1) throw new CMSException("not one signer");
    SignerInformation signer = signed.getSignerInfos().iterator().next();
    @SuppressWarnings("unchecked")
    var found = signed.getCertificates().getMatches(signer.getSID());
    if (found.size() != 1
        || !NISTObjectIdentifiers.id_sha256.equals(signer.getDigestAlgorithmID().getAlgorithm())) {
      throw new CMSException("not one certificate of the signer, or not SHA-256");
    }
    X509Certificate certificate =
        new JcaX509CertificateConverter()
            .getCertificate((X509CertificateHolder) found.iterator().next());
    if (!(certificate.getPublicKey() instanceof ECPublicKey key)
        || !signer.verify(new JcaSimpleSignerInfoVerifierBuilder().build(key))) {
      throw new CMSException("not signed by its certificate's key");
    }
    return new ECKey.Builder(Curve.P_256, key).build().computeThumbprint().toString();
  }
}
