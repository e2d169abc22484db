package org.onenet.credentials;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.text.ParseException;

/**
 * One issuer's private key on P-256 from a file of its own, not encrypted: {@code
 * {"kty":"EC","crv":"P-256","kid":"did:web:lanting.example#2026-1","d":"…","x":"…","y":"…"}}. A
 * city keeps its keys in {@link IssuerKeys}.
 */
public final class SigningKey {
  private final Did issuer;
  private final IssuerKey key;

  private SigningKey(Did issuer, IssuerKey key) {
    this.issuer = issuer;
    this.key = key;
  }

  /**
   * A new one.
   *
   * @param keyId a DID URL, {@code did:web:lanting.example#2026-1}
   * @throws IllegalArgumentException when it is not one
   */
  public static SigningKey fresh(String keyId) {
    try {
      return of(new ECKeyGenerator(Curve.P_256).keyID(keyId).generate());
    } catch (JOSEException e) {
      throw new IllegalStateException("this Java cannot make a P-256 key", e);
    }
  }

  /**
   * @throws IllegalArgumentException when it is not a private JWK on P-256 with a DID URL as kid
   */
  public static SigningKey parse(String privateJwk) {
    try {
      ECKey key = ECKey.parse(privateJwk);
      if (key.isPrivate() && Curve.P_256.equals(key.getCurve())) return of(key);
    } catch (ParseException e) {
      // told below; the message of a private key's parser is not repeated
    }
    throw new IllegalArgumentException("expected a private JWK on the curve P-256");
  }

  private static SigningKey of(ECKey key) {
    String keyId = String.valueOf(key.getKeyID());
    int hash = keyId.indexOf('#');
    if (hash < 1 || hash == keyId.length() - 1) {
      throw new IllegalArgumentException(
          "kid: expected a DID URL such as did:web:lanting.example#2026-1, got " + keyId);
    }
    return new SigningKey(
        new Did(keyId.substring(0, hash)), IssuerKey.of(keyId.substring(hash + 1), key));
  }

  /** Whom it signs for: its {@code kid} before the #. */
  public Did issuer() {
    return issuer;
  }

  IssuerKey key() {
    return key;
  }

  /** For its owner alone to keep. */
  public String privateJwk() {
    return key.jwk().toJSONString();
  }

  @Override
  public String toString() {
    return "SigningKey[" + issuer + "#" + key.fragment() + "]";
  }
}
