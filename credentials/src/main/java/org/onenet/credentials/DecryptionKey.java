package org.onenet.credentials;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.crypto.ECDHDecrypter;
import com.nimbusds.jose.jwk.ECKey;
import java.text.ParseException;
import java.util.List;
import java.util.Map;

/**
 * A key of ours that wallets encrypt to, by ECDH-ES on P-256.
 *
 * <pre>
 * {"kty":"EC","crv":"P-256","x":"…","y":"…","use":"enc","alg":"ECDH-ES","kid":"2026-1"}
 * </pre>
 *
 * @see <a
 *     href="https://openid.net/specs/openid-4-verifiable-credential-issuance-1_0.html#section-10">
 *     OpenID4VCI 1.0 §10</a>, and RFC 7518 §4.6
 */
public final class DecryptionKey {
  private static final int MOST_CHARACTERS = 256 * 1024;

  private final ECKey key;

  DecryptionKey(ECKey key) {
    this.key = key;
  }

  /** What is published: {@code kid}, {@code use} and {@code alg} are there. */
  public Map<String, Object> publicJwk() {
    return new ECKey.Builder(key.getCurve(), key.getX(), key.getY())
        .keyID(key.getKeyID().substring(key.getKeyID().indexOf('#') + 1))
        .keyUse(key.getKeyUse())
        .algorithm(JWEAlgorithm.ECDH_ES)
        .build()
        .toJSONObject();
  }

  /**
   * What a compact JWE to this key says. Compression is refused: nothing here unpacks what it has
   * not measured.
   *
   * @throws MalformedCredential when it is not a JWE to this key, or was touched; the message names
   *     the header's member and what was expected
   */
  public byte[] decrypt(String compact) {
    if (compact.length() > MOST_CHARACTERS) {
      throw new MalformedCredential("expected at most " + MOST_CHARACTERS + " characters");
    }
    JWEObject jwe = parsed(compact);
    must(jwe.getHeader().getKeyID(), List.of(publicJwk().get("kid")), "kid");
    return opened(jwe, key);
  }

  /** What a compact JWE by the methods above says to whoever has this key. */
  static byte[] opened(String compact, ECKey key) {
    return opened(parsed(compact), key);
  }

  private static JWEObject parsed(String compact) {
    try {
      return JWEObject.parse(compact.strip());
    } catch (ParseException | IllegalArgumentException e) {
      throw notToUs();
    }
  }

  private static byte[] opened(JWEObject jwe, ECKey key) {
    JWEHeader header = jwe.getHeader();
    must(header.getAlgorithm().getName(), ResponseEncryption.ALGORITHMS, "alg");
    must(header.getEncryptionMethod().getName(), ResponseEncryption.METHODS, "enc");
    if (header.getCompressionAlgorithm() != null) {
      throw new MalformedCredential("zip: expected none, got " + header.getCompressionAlgorithm());
    }
    try {
      jwe.decrypt(new ECDHDecrypter(key));
      return jwe.getPayload().toBytes();
    } catch (JOSEException | IllegalStateException | IllegalArgumentException e) {
      throw notToUs();
    }
  }

  private static void must(String actual, List<?> expected, String member) {
    if (actual == null || !expected.contains(actual)) {
      throw new MalformedCredential(member + ": expected one of " + expected + ", got " + actual);
    }
  }

  private static MalformedCredential notToUs() {
    return new MalformedCredential("expected a compact JWE that this key opens");
  }

  /** The public key alone. */
  @Override
  public String toString() {
    return "DecryptionKey" + publicJwk();
  }
}
