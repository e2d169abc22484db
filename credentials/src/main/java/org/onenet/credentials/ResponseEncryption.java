package org.onenet.credentials;

import com.nimbusds.jose.CompressionAlgorithm;
import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDHEncrypter;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import java.text.ParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a wallet wants its answer encrypted: to a key of its own, by ECDH-ES on P-256.
 *
 * <pre>
 * {"jwk":{"kty":"EC","crv":"P-256","x":"…","y":"…","alg":"ECDH-ES","use":"enc","kid":"w-1"},
 *  "enc":"A256GCM","zip":"DEF"}
 * </pre>
 *
 * @see <a
 *     href="https://openid.net/specs/openid-4-verifiable-credential-issuance-1_0.html#section-10">
 *     OpenID4VCI 1.0 §8.2 and §10</a>
 */
public final class ResponseEncryption {
  /** The {@code alg} values, as metadata publishes them. */
  public static final List<String> ALGORITHMS = List.of(JWEAlgorithm.ECDH_ES.getName());

  /** The {@code enc} values: what HAIP 1.0 asks of both sides. */
  public static final List<String> METHODS =
      List.of(EncryptionMethod.A128GCM.getName(), EncryptionMethod.A256GCM.getName());

  /** The {@code zip} values. */
  public static final List<String> COMPRESSIONS = List.of(CompressionAlgorithm.DEF.getName());

  private final ECKey key;
  private final EncryptionMethod method;
  private final Optional<CompressionAlgorithm> compression;

  private ResponseEncryption(
      ECKey key, EncryptionMethod method, Optional<CompressionAlgorithm> compression) {
    this.key = key;
    this.method = method;
    this.compression = compression;
  }

  /**
   * Reads {@code credential_response_encryption}.
   *
   * @throws MalformedCredential naming the member and what was expected
   */
  public static ResponseEncryption of(Map<String, Object> parameters) {
    Optional<CompressionAlgorithm> compression =
        parameters.containsKey("zip")
            ? Optional.of(
                new CompressionAlgorithm(
                    oneOf(COMPRESSIONS, VciTerms.RESPONSE_ENCRYPTION + ".zip", parameters, "zip")))
            : Optional.empty();
    EncryptionMethod method =
        EncryptionMethod.parse(
            oneOf(METHODS, VciTerms.RESPONSE_ENCRYPTION + ".enc", parameters, "enc"));
    return new ResponseEncryption(key(parameters.get("jwk")), method, compression);
  }

  private static ECKey key(Object jwk) {
    if (!(jwk instanceof Map<?, ?> members)) throw expected("an object", jwk);
    Map<String, Object> named = new HashMap<>();
    members.forEach((name, value) -> named.put(String.valueOf(name), value));
    oneOf(ALGORITHMS, VciTerms.RESPONSE_ENCRYPTION + ".jwk.alg", named, "alg");
    ECKey key;
    try {
      key = ECKey.parse(named);
    } catch (ParseException | IllegalArgumentException | IllegalStateException e) {
      throw expected("a public key on the curve P-256", "another key");
    }
    if (key.isPrivate() || !Curve.P_256.equals(key.getCurve())) {
      throw expected("a public key on the curve P-256", "another key");
    }
    if (key.getKeyUse() != null && !KeyUse.ENCRYPTION.equals(key.getKeyUse())) {
      throw expected("use enc", key.getKeyUse());
    }
    return key;
  }

  private static MalformedCredential expected(String what, Object actual) {
    return new MalformedCredential(
        VciTerms.RESPONSE_ENCRYPTION + ".jwk: expected " + what + ", got " + actual);
  }

  private static String oneOf(
      List<String> known, String path, Map<String, Object> members, String member) {
    if (members.get(member) instanceof String value && known.contains(value)) return value;
    throw new MalformedCredential(
        path + ": expected one of " + known + ", got " + members.get(member));
  }

  /** The answer as a JWE in compact form, {@code application/jwt}, that the wallet alone opens. */
  public String encrypt(Map<String, Object> answer) {
    JWEHeader.Builder header =
        new JWEHeader.Builder(JWEAlgorithm.ECDH_ES, method).keyID(key.getKeyID());
    compression.ifPresent(header::compressionAlgorithm);
    JWEObject jwe = new JWEObject(header.build(), new Payload(Json.utf8(answer)));
    try {
      jwe.encrypt(new ECDHEncrypter(key));
    } catch (JOSEException e) {
      throw new IllegalStateException("this Java cannot encrypt by ECDH-ES", e);
    }
    return jwe.serialize();
  }
}
