package org.onenet.credentials;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.impl.ECDSA;
import com.nimbusds.jose.jwk.Curve;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is the same for all that a department signs with one key. */
record Signing(IssuerKey key, Did issuer, JWSHeader header, String header64, JWSSigner signer) {
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  static Signing with(IssuerKey key, Did issuer) {
    JWSHeader header =
        new JWSHeader.Builder(JWSAlgorithm.ES256)
            .type(new JOSEObjectType(VcTerms.TYP))
            .contentType(VcTerms.CTY)
            .keyID(issuer.value() + "#" + key.fragment())
            .build();
    try {
      ECDSASigner signer = new ECDSASigner(key.privateKey(), Curve.P_256);
      key.provider().ifPresent(signer.getJCAContext()::setProvider);
      return new Signing(key, issuer, header, header.toBase64URL().toString(), signer);
    } catch (JOSEException e) {
      throw new IllegalStateException("not a P-256 key: " + key, e);
    }
  }

  /** The same key, over what is no credential. */
  Signing as(String type) {
    return with(
        new JWSHeader.Builder(JWSAlgorithm.ES256)
            .type(new JOSEObjectType(type))
            .keyID(header.getKeyID())
            .build());
  }

  /**
   * The same key by its certificates, when it has any (HAIP 1.0 asks for them), else by its {@code
   * kid}. Never by both: a certificate has no DID URL, and the EU's own library compares.
   */
  Signing asSdJwtVc() {
    return key.jwk().getX509CertChain() == null
        ? as(SdJwtVcTerms.TYP)
        : byCertificate(SdJwtVcTerms.TYP);
  }

  /** The same key, named by its certificates alone. */
  Signing byCertificate(String type) {
    return with(
        new JWSHeader.Builder(JWSAlgorithm.ES256)
            .type(new JOSEObjectType(type))
            .x509CertChain(key.jwk().getX509CertChain())
            .build());
  }

  List<X509Certificate> certificates(Instant at) {
    if (key.jwk().getX509CertChain() != null) return key.jwk().getParsedX509CertChain();
    try {
      return List.of(
          OwnCertificate.of(
              key.jwk().toECPublicKey(),
              issuer.value(),
              Optional.of(issuer.url()),
              at,
              this::asDer));
    } catch (JOSEException e) {
      throw new IllegalStateException("not a P-256 key: " + key, e);
    }
  }

  /** The signature over any bytes, as CMS and certificates write it (RFC 3279 §2.2.3). */
  byte[] asDer(byte[] signed) {
    try {
      return ECDSA.transcodeSignatureToDER(LowerS.of(signer.sign(header, signed).decode()));
    } catch (JOSEException e) {
      throw new IllegalStateException("the key " + header.getKeyID() + " cannot sign", e);
    }
  }

  private Signing with(JWSHeader other) {
    return new Signing(key, issuer, other, other.toBase64URL().toString(), signer);
  }

  /** Signs the payload as compact JWS. */
  SignedCredential sign(Map<String, Object> payload) {
    String signed = header64 + '.' + BASE64.encodeToString(Json.utf8(payload));
    try {
      byte[] signature = signer.sign(header, signed.getBytes(StandardCharsets.US_ASCII)).decode();
      String compact = signed + '.' + BASE64.encodeToString(LowerS.of(signature));
      return new SignedCredential(compact, Digest.ofCompact(compact), header.getKeyID());
    } catch (JOSEException e) {
      throw new IllegalStateException("the key " + header.getKeyID() + " cannot sign", e);
    }
  }
}
