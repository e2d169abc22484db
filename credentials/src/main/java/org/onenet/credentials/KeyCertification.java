package org.onenet.credentials;

import com.nimbusds.jose.util.Base64;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/**
 * A key goes to an authority as a request, and comes back with a chain.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc2986">RFC 2986</a> for the request, <a
 *     href="https://www.rfc-editor.org/rfc/rfc5280#section-6">RFC 5280 §6</a> for the chain
 */
final class KeyCertification {
  private static final int MOST_CERTIFICATES = 6;
  private static final int DIGITAL_SIGNATURE = 0;
  private static final int KEY_CERT_SIGN = 5;

  private KeyCertification() {}

  /**
   * The request, PEM: organisation and department as subject, and as alternative names the issuer's
   * URL and host, by which wallets find the issuer in an {@code x5c}.
   *
   * @param ecdsa the signature over these bytes, with SHA-256, as DER
   */
  static String request(
      PublicKey key,
      String organisation,
      String department,
      URI issuer,
      UnaryOperator<byte[]> ecdsa) {
    try {
      ExtensionsGenerator wanted = new ExtensionsGenerator();
      wanted.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
      wanted.addExtension(
          Extension.subjectAlternativeName,
          false,
          new GeneralNames(
              new GeneralName[] {
                new GeneralName(GeneralName.uniformResourceIdentifier, issuer.toString()),
                new GeneralName(GeneralName.dNSName, issuer.getHost())
              }));
      PKCS10CertificationRequest request =
          new JcaPKCS10CertificationRequestBuilder(
                  new X500NameBuilder(BCStyle.INSTANCE)
                      .addRDN(BCStyle.O, organisation)
                      .addRDN(BCStyle.CN, department)
                      .build(),
                  key)
              .addAttribute(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, wanted.generate())
              .build(OwnCertificate.signer(ecdsa));
      return pem(request.getEncoded());
    } catch (IOException e) {
      throw new IllegalStateException("this Java cannot write a certification request", e);
    }
  }

  private static String pem(byte[] request) {
    String lines = java.util.Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(request);
    return "-----BEGIN CERTIFICATE REQUEST-----\n"
        + lines
        + "\n-----END CERTIFICATE REQUEST-----\n";
  }

  /**
   * Reads and checks a chain for this key. The authority's own certificate at its end is left out:
   * readers have it from elsewhere (HAIP 1.0 §6.1.1).
   *
   * @param pem certificates, the key's own first, each certified by the next
   * @return as a JWK's {@code x5c} has it
   * @throws ChainRefused when it is no such chain, naming the certificate and what was expected
   */
  static List<Base64> chain(String pem, PublicKey key, Instant now) {
    List<X509Certificate> chain = certificates(pem);
    X509Certificate own = chain.getFirst();
    if (!Arrays.equals(own.getPublicKey().getEncoded(), key.getEncoded())) {
      throw new ChainRefused(
          "the first certificate: expected one of the department's key in use, got one of another"
              + " key ("
              + name(own)
              + ")");
    }
    if (isSelfSigned(own)) {
      throw new ChainRefused("the first certificate: expected one that an authority issued");
    }
    if (own.getBasicConstraints() >= 0 || !may(own, DIGITAL_SIGNATURE)) {
      throw new ChainRefused(
          "the first certificate: expected the key usage digitalSignature, and no authority's");
    }
    for (int i = 0; i < chain.size(); i++) {
      mustHold(chain.get(i), i + 1, now);
      if (i > 0) mustCertify(chain.get(i), chain.get(i - 1), i + 1);
    }
    List<Base64> kept = new ArrayList<>();
    for (X509Certificate one : chain) {
      if (!isSelfSigned(one)) kept.add(encoded(one));
    }
    return kept;
  }

  private static List<X509Certificate> certificates(String pem) {
    try {
      List<X509Certificate> chain =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(
                  new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))
              .stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (!chain.isEmpty() && chain.size() <= MOST_CERTIFICATES) return chain;
      throw new ChainRefused(
          "expected 1 to " + MOST_CERTIFICATES + " certificates in PEM, got " + chain.size());
    } catch (CertificateException e) {
      throw new ChainRefused("expected certificates in PEM");
    }
  }

  private static void mustHold(X509Certificate one, int number, Instant now) {
    Date at = Date.from(now);
    if (at.before(one.getNotBefore()) || at.after(one.getNotAfter())) {
      throw new ChainRefused(
          "certificate "
              + number
              + ": expected one that is in force, got one from "
              + one.getNotBefore().toInstant()
              + " to "
              + one.getNotAfter().toInstant());
    }
    String algorithm = one.getSigAlgName().toUpperCase(Locale.ROOT);
    if (algorithm.contains("SHA1") || algorithm.contains("MD5")) {
      throw new ChainRefused(
          "certificate "
              + number
              + ": expected a signature with SHA-256 or better, got "
              + algorithm);
    }
  }

  private static void mustCertify(X509Certificate by, X509Certificate one, int number) {
    if (by.getBasicConstraints() < 0 || !may(by, KEY_CERT_SIGN)) {
      throw new ChainRefused(
          "certificate " + number + ": expected an authority's, got " + name(by));
    }
    try {
      one.verify(by.getPublicKey());
      if (one.getIssuerX500Principal().equals(by.getSubjectX500Principal())) return;
    } catch (GeneralSecurityException e) {
      // told below
    }
    throw new ChainRefused(
        "certificate "
            + number
            + ": expected that of "
            + one.getIssuerX500Principal()
            + ", who issued the one before, got "
            + name(by));
  }

  private static boolean may(X509Certificate one, int use) {
    return one.getKeyUsage() != null && one.getKeyUsage()[use];
  }

  private static boolean isSelfSigned(X509Certificate one) {
    return one.getIssuerX500Principal().equals(one.getSubjectX500Principal());
  }

  private static String name(X509Certificate one) {
    return one.getSubjectX500Principal().toString();
  }

  private static Base64 encoded(X509Certificate one) {
    try {
      return Base64.encode(one.getEncoded());
    } catch (CertificateException e) {
      throw new ChainRefused("a certificate cannot be written: " + name(one));
    }
  }
}
