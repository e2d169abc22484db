package org.onenet.credentials;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.DefaultSignatureAlgorithmIdentifierFinder;

/**
 * A key that no authority has certified certifies itself, where a format has no room for a bare
 * key: a PDF's signature. Whom the key belongs to, readers learn from the issuer's DID document in
 * either case.
 */
final class OwnCertificate {
  private static final Duration LIFETIME = Duration.ofDays(730);
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final AlgorithmIdentifier ES256 =
      new DefaultSignatureAlgorithmIdentifierFinder().find("SHA256withECDSA");

  private OwnCertificate() {}

  /**
   * @param subject its name, and its issuer's
   * @param address an alternative name
   * @param ecdsa the signature over these bytes, with SHA-256, as DER
   */
  static X509Certificate of(
      PublicKey key,
      String subject,
      Optional<URI> address,
      Instant at,
      UnaryOperator<byte[]> ecdsa) {
    X500Name name = new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, subject).build();
    JcaX509v3CertificateBuilder certificate =
        new JcaX509v3CertificateBuilder(
            name,
            new BigInteger(127, RANDOM),
            Date.from(at.minus(Checklist.SKEW)),
            Date.from(at.plus(LIFETIME)),
            name,
            key);
    try {
      certificate.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
      if (address.isPresent()) {
        certificate.addExtension(
            Extension.subjectAlternativeName,
            false,
            new GeneralNames(
                new GeneralName(GeneralName.uniformResourceIdentifier, address.get().toString())));
      }
      return new JcaX509CertificateConverter().getCertificate(certificate.build(signer(ecdsa)));
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("this Java cannot make a P-256 certificate", e);
    }
  }

  /** Bouncy Castle asks for a signature of ours by this. */
  static ContentSigner signer(UnaryOperator<byte[]> ecdsa) {
    ByteArrayOutputStream signed = new ByteArrayOutputStream();
    return new ContentSigner() {
      @Override
      public AlgorithmIdentifier getAlgorithmIdentifier() {
        return ES256;
      }

      @Override
      public OutputStream getOutputStream() {
        return signed;
      }

      @Override
      public byte[] getSignature() {
        return ecdsa.apply(signed.toByteArray());
      }
    };
  }
}
