package org.onenet.credentials;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.function.Function;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A certificate authority of a demonstration's own, so that wallets which know certificates and no
 * DIDs (HAIP 1.0 §4) find one beside each issuer's key. A city in earnest has its keys certified by
 * an authority that others trust, and this one is not there. Nothing here is believed by {@link
 * CredentialVerifier}: that a key is the issuer's, is the issuer's own word.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5280">RFC 5280</a>
 */
public final class DemonstrationAuthority {
  private static final Duration ROOT_LIFETIME = Duration.ofDays(3_650);
  private static final Duration LIFETIME = Duration.ofDays(730);

  /** Clocks differ a little. */
  private static final Duration BEFORE = Duration.ofMinutes(5);

  private static final SecureRandom RANDOM = new SecureRandom();

  private final String organisation;
  private final Function<String, URI> issuers;

  /**
   * @param organisation as whom it names itself
   * @param issuers the issuer's URL, the {@code iss} of what it signs, by the name of its key
   */
  public DemonstrationAuthority(String organisation, Function<String, URI> issuers) {
    this.organisation = organisation;
    this.issuers = issuers;
  }

  /** A new key of the authority's own, with its self-signed certificate. */
  ECKey root(String keyId, Instant now) {
    try {
      ECKey key =
          new ECKeyGenerator(Curve.P_256).keyID(keyId).notBeforeTime(Date.from(now)).generate();
      X500Name name = name("Demonstration authority");
      JcaX509v3CertificateBuilder root = builder(name, name, key, now, ROOT_LIFETIME);
      root.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
      root.addExtension(
          Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
      return with(key, signed(root, key));
    } catch (JOSEException | GeneralSecurityException | IOException e) {
      throw new IllegalStateException("this Java cannot make a P-256 certificate", e);
    }
  }

  /**
   * The key with a certificate by this authority; the authority's own is not in the chain (HAIP 1.0
   * §6.1.1), verifiers have it from elsewhere.
   */
  ECKey certified(ECKey key, String department, ECKey root, Instant now) {
    URI issuer = issuers.apply(department);
    try {
      X509Certificate by = root.getParsedX509CertChain().getFirst();
      JcaX509v3CertificateBuilder leaf =
          builder(
              X500Name.getInstance(by.getSubjectX500Principal().getEncoded()),
              name(department),
              key,
              now,
              LIFETIME);
      leaf.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
      leaf.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
      leaf.addExtension(
          Extension.subjectAlternativeName,
          false,
          new GeneralNames(
              new GeneralName[] {
                new GeneralName(GeneralName.uniformResourceIdentifier, issuer.toString()),
                new GeneralName(GeneralName.dNSName, issuer.getHost())
              }));
      leaf.addExtension(
          Extension.authorityKeyIdentifier,
          false,
          new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(by));
      return with(key, signed(leaf, root));
    } catch (JOSEException | GeneralSecurityException | IOException e) {
      throw new IllegalStateException("this Java cannot make a P-256 certificate", e);
    }
  }

  private X500Name name(String common) {
    return new X500NameBuilder(BCStyle.INSTANCE)
        .addRDN(BCStyle.O, organisation)
        .addRDN(BCStyle.CN, common)
        .build();
  }

  private static JcaX509v3CertificateBuilder builder(
      X500Name issuer, X500Name subject, ECKey key, Instant now, Duration lifetime)
      throws JOSEException, GeneralSecurityException, IOException {
    Instant from = now.minus(BEFORE).truncatedTo(ChronoUnit.SECONDS);
    JcaX509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            issuer,
            new BigInteger(127, RANDOM),
            Date.from(from),
            Date.from(from.plus(lifetime)),
            subject,
            key.toECPublicKey());
    builder.addExtension(
        Extension.subjectKeyIdentifier,
        false,
        new JcaX509ExtensionUtils().createSubjectKeyIdentifier(key.toECPublicKey()));
    return builder;
  }

  private static X509Certificate signed(JcaX509v3CertificateBuilder certificate, ECKey by)
      throws JOSEException, GeneralSecurityException {
    try {
      return new JcaX509CertificateConverter()
          .getCertificate(
              certificate.build(
                  new JcaContentSignerBuilder("SHA256withECDSA").build(by.toECPrivateKey())));
    } catch (OperatorCreationException e) {
      throw new GeneralSecurityException("this Java cannot sign by ECDSA", e);
    }
  }

  private static ECKey with(ECKey key, X509Certificate certificate)
      throws GeneralSecurityException {
    return new ECKey.Builder(key)
        .x509CertChain(List.of(Base64.encode(certificate.getEncoded())))
        .build();
  }
}
