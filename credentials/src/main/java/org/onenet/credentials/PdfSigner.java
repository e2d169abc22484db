package org.onenet.credentials;

import eu.europa.esig.dss.enumerations.DigestAlgorithm;
import eu.europa.esig.dss.enumerations.SignatureAlgorithm;
import eu.europa.esig.dss.enumerations.SignatureLevel;
import eu.europa.esig.dss.model.DSSDocument;
import eu.europa.esig.dss.model.InMemoryDocument;
import eu.europa.esig.dss.model.SignatureValue;
import eu.europa.esig.dss.model.x509.CertificateToken;
import eu.europa.esig.dss.pades.PAdESSignatureParameters;
import eu.europa.esig.dss.pades.signature.PAdESService;
import eu.europa.esig.dss.spi.validation.CommonCertificateVerifier;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Signs a PDF by PAdES, baseline B or T, invisibly and over all of it: DSS makes what is signed and
 * puts the signature into the file; the arithmetic, and with it the key, stays with the caller.
 *
 * @see <a
 *     href="https://www.etsi.org/deliver/etsi_en/319100_319199/31914201/01.02.01_60/en_31914201v010201p.pdf">
 *     ETSI EN 319 142-1 §6</a>
 */
final class PdfSigner {
  /** Of a CMS beside its certificates: attributes, algorithms, the signature itself. */
  private static final int BESIDE_CERTIFICATES = 1_536;

  /** With its authority's certificates; DSS's own measure for all of it is 9 KB. */
  private static final int OF_A_TIME_STAMP = 8_192;

  /** It tells of each verifier that is made, two a signature. Held here: loggers are forgotten. */
  private static final Logger DSS = Logger.getLogger("eu.europa.esig.dss");

  private static final Logger LOG = Logger.getLogger(PdfSigner.class.getName());

  private final Optional<TimeStampAuthority> timeStamps;
  private final PAdESService service;

  static {
    DSS.setLevel(Level.WARNING);
  }

  /**
   * @param timeStamps whom it asks; empty for baseline B
   */
  PdfSigner(Optional<TimeStampAuthority> timeStamps) {
    this.timeStamps = timeStamps;
    this.service = new PAdESService(new CommonCertificateVerifier());
    timeStamps.ifPresent(authority -> service.setTspSource(authority.source()));
  }

  /**
   * With a time stamp, or without one when its authority is away: a holder's download waits for
   * nobody else's server.
   *
   * @param chain the signer's certificate first, at the time within its period
   * @param ecdsa the signature over these bytes, with SHA-256, as DER (RFC 3279 §2.2.3)
   */
  byte[] signed(byte[] pdf, List<X509Certificate> chain, Instant at, UnaryOperator<byte[]> ecdsa) {
    if (timeStamps.isPresent()) {
      try {
        return signed(pdf, chain, at, ecdsa, SignatureLevel.PAdES_BASELINE_T);
      } catch (Unreachable away) {
        LOG.warning("signed without a time stamp: " + away.getMessage());
      }
    }
    return signed(pdf, chain, at, ecdsa, SignatureLevel.PAdES_BASELINE_B);
  }

  private byte[] signed(
      byte[] pdf,
      List<X509Certificate> chain,
      Instant at,
      UnaryOperator<byte[]> ecdsa,
      SignatureLevel level) {
    List<CertificateToken> tokens = chain.stream().map(CertificateToken::new).toList();
    PAdESSignatureParameters parameters = new PAdESSignatureParameters();
    parameters.setSignatureLevel(level);
    parameters.setDigestAlgorithm(DigestAlgorithm.SHA256);
    parameters.setSigningCertificate(tokens.getFirst());
    parameters.setCertificateChain(tokens);
    parameters.setContentSize(
        room(chain) + (level == SignatureLevel.PAdES_BASELINE_T ? OF_A_TIME_STAMP : 0));
    parameters.bLevel().setSigningDate(Date.from(at));
    DSSDocument document = new InMemoryDocument(pdf);
    byte[] signature = ecdsa.apply(service.getDataToSign(document, parameters).getBytes());
    DSSDocument signed =
        service.signDocument(
            document, parameters, new SignatureValue(SignatureAlgorithm.ECDSA_SHA256, signature));
    try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
      signed.writeTo(out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException("the signed PDF cannot be written", e);
    }
  }

  /** The file keeps room for it, in hex, before it is made; DSS's own measure is 19 KB. */
  private static int room(List<X509Certificate> chain) {
    int room = BESIDE_CERTIFICATES;
    try {
      for (X509Certificate one : chain) room += one.getEncoded().length;
    } catch (CertificateEncodingException e) {
      throw new IllegalArgumentException("a certificate that cannot be written", e);
    }
    return room;
  }
}
