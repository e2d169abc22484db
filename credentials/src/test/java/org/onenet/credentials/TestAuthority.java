package org.onenet.credentials;

import java.io.StringWriter;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;

/** A certificate authority as others run them, made by Bouncy Castle: a root and one below it. */
final class TestAuthority {
  final X509Certificate root;
  final X509Certificate below;
  private final KeyPair belowKey;
  private final Instant now;
  private int serial = 1;

  TestAuthority(Instant now) throws Exception {
    this.now = now;
    KeyPair rootKey = pair();
    belowKey = pair();
    X500Name rootName = new X500Name("O=Trust Centre,CN=Root");
    root = signed(authority(rootName, rootName, rootKey), rootKey);
    below =
        signed(authority(rootName, new X500Name("O=Trust Centre,CN=Issuing 1"), belowKey), rootKey);
  }

  /** What it sends back for a request that is in order: the request's own extensions granted. */
  X509Certificate certificate(String request) throws Exception {
    return certificate(request, now, now.plus(Duration.ofDays(365)), null);
  }

  /**
   * @param usage in place of the one that was asked for
   */
  X509Certificate certificate(String request, Instant from, Instant until, KeyUsage usage)
      throws Exception {
    PKCS10CertificationRequest asked = read(request);
    X509v3CertificateBuilder builder =
        new X509v3CertificateBuilder(
            new X500Name("O=Trust Centre,CN=Issuing 1"),
            BigInteger.valueOf(++serial),
            Date.from(from),
            Date.from(until),
            asked.getSubject(),
            asked.getSubjectPublicKeyInfo());
    Extensions wanted =
        Extensions.getInstance(
            asked
                .getAttributes(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest)[0]
                .getAttrValues()
                .getObjectAt(0));
    builder.addExtension(wanted.getExtension(Extension.subjectAlternativeName));
    if (usage == null) builder.addExtension(wanted.getExtension(Extension.keyUsage));
    else builder.addExtension(Extension.keyUsage, true, usage);
    return signed(builder, belowKey);
  }

  /** A request whose sender has the key, else it is not answered. */
  static PKCS10CertificationRequest read(String request) throws Exception {
    try (PEMParser parser = new PEMParser(new java.io.StringReader(request))) {
      PKCS10CertificationRequest asked = (PKCS10CertificationRequest) parser.readObject();
      if (!asked.isSignatureValid(
          new JcaContentVerifierProviderBuilder().build(asked.getSubjectPublicKeyInfo()))) {
        throw new AssertionError("the request is not signed by its key");
      }
      return asked;
    }
  }

  static String pem(X509Certificate... chain) throws Exception {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter pem = new JcaPEMWriter(text)) {
      for (X509Certificate one : chain) pem.writeObject(one);
    }
    return text.toString();
  }

  private X509v3CertificateBuilder authority(X500Name by, X500Name name, KeyPair key)
      throws Exception {
    X509v3CertificateBuilder builder =
        new X509v3CertificateBuilder(
            by,
            BigInteger.valueOf(serial++),
            Date.from(now.minusSeconds(60)),
            Date.from(now.plus(Duration.ofDays(3_650))),
            name,
            SubjectPublicKeyInfo.getInstance(key.getPublic().getEncoded()));
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(1));
    builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
    return builder;
  }

  private static X509Certificate signed(X509v3CertificateBuilder builder, KeyPair by)
      throws Exception {
    return new JcaX509CertificateConverter()
        .getCertificate(
            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(by.getPrivate())));
  }

  private static KeyPair pair() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    return generator.generateKeyPair();
  }
}
