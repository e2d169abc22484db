package org.onenet.credentials;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.text.ParseException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A verifier's key for one answer: the wallet encrypts to it by ECDH-ES on P-256, with A128GCM or
 * A256GCM, and it is thrown away after.
 *
 * @see <a href="https://openid.net/specs/openid-4-verifiable-presentations-1_0.html#section-8.3">
 *     OpenID4VP 1.0 §8.3</a>
 */
public final class ResponseKey {
  /** Enough for several presentations. */
  private static final int MOST_CHARACTERS = 512 * 1024;

  private final ECKey key;

  private ResponseKey(ECKey key) {
    this.key = key;
  }

  /** A new one. */
  public static ResponseKey fresh() {
    try {
      return new ResponseKey(
          new ECKeyGenerator(Curve.P_256)
              .keyIDFromThumbprint(true)
              .keyUse(KeyUse.ENCRYPTION)
              .algorithm(JWEAlgorithm.ECDH_ES)
              .generate());
    } catch (JOSEException e) {
      throw new IllegalStateException("this Java cannot make a P-256 key", e);
    }
  }

  /**
   * One that was kept.
   *
   * @throws IllegalArgumentException when it is not what {@link #privateJwk} gave
   */
  public static ResponseKey of(String privateJwk) {
    try {
      return new ResponseKey(ECKey.parse(privateJwk));
    } catch (ParseException e) {
      // without its cause, whose message may show the key
      throw new IllegalArgumentException("not a private JWK on the curve P-256");
    }
  }

  /** The private JWK, for the verifier alone to keep until the answer comes. */
  public String privateJwk() {
    return key.toJSONString();
  }

  Map<String, Object> publicJwk() {
    return new LinkedHashMap<>(key.toPublicJWK().toJSONObject());
  }

  /**
   * What the wallet said.
   *
   * <pre>{"vp_token":{"residence":["eyJ…~WyJ…~eyJ…"]},"state":"…"}</pre>
   *
   * @param jwe compact, {@code {"alg":"ECDH-ES","enc":"A256GCM","kid":"…","epk":{…}}}
   * @throws MalformedCredential when it is not encrypted so and to this key, or no JSON object
   */
  public Map<String, Object> open(String jwe) {
    if (jwe.length() > MOST_CHARACTERS) {
      throw new MalformedCredential("response: expected at most " + MOST_CHARACTERS);
    }
    try {
      return Json.object(DecryptionKey.opened(jwe, key));
    } catch (MalformedCredential e) {
      throw new MalformedCredential("response: " + e.getMessage());
    }
  }

  @Override
  public String toString() {
    return "ResponseKey[" + key.getKeyID() + "]";
  }
}
