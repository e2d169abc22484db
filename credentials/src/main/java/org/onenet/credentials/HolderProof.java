package org.onenet.credentials;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.onenet.credentials.CompactReader.Refused;

/**
 * A wallet's proof that it holds the key a credential shall be bound to.
 *
 * <pre>
 * {"typ":"openid4vci-proof+jwt","alg":"ES256","jwk":{"kty":"EC","crv":"P-256","x":"…","y":"…"}}
 * {"aud":"https://lanting.example","iat":1795424400,"nonce":"…"}
 * </pre>
 *
 * @param holderKey the public JWK, a key on P-256: nothing but {@code kty crv x y}
 * @param thumbprint RFC 7638's of it
 * @param nonce what the issuer gave out, as the wallet sent it back; whether it is fresh is for the
 *     issuer to tell
 * @see <a
 *     href="https://openid.net/specs/openid-4-verifiable-credential-issuance-1_0.html#appendix-F.1">
 *     OpenID4VCI 1.0, Appendix F.1</a>
 */
public record HolderProof(
    Map<String, Object> holderKey, String thumbprint, Optional<String> nonce) {
  private static final int MOST_CHARACTERS = 8 * 1024;
  private static final Duration MOST_AGE = Duration.ofMinutes(5);

  /**
   * Reads a proof and checks all of it but the nonce.
   *
   * @param issuer the credential issuer's identifier, which must be its audience
   * @throws MalformedCredential when it is not a proof for this issuer by the key it brings, made
   *     within the last minutes; the message names what was expected and what was there
   */
  public static HolderProof read(String jwt, String issuer, Instant now) {
    try {
      CompactJws proof = CompactJws.read(jwt, JwsKind.HOLDER_PROOF, MOST_CHARACTERS);
      Map<String, Object> key = proof.header().holderKey().orElseThrow();
      boolean signed =
          SignatureCheck.verifier(key)
              .verify(SignatureCheck.HEADER, proof.signed(), proof.signature());
      if (!signed) throw new MalformedCredential("proof: a signature by the key it brings");
      Map<String, Object> claims = proof.payload();
      if (!issuer.equals(audience(claims.get("aud")))) {
        throw new MalformedCredential("aud: expected " + issuer + ", got " + claims.get("aud"));
      }
      Instant made = Claims.seconds(claims, "iat");
      if (made.isAfter(now.plus(Checklist.SKEW)) || made.isBefore(now.minus(MOST_AGE))) {
        throw new MalformedCredential(
            "iat: expected within "
                + MOST_AGE.toMinutes()
                + " minutes before "
                + now
                + ", got "
                + made);
      }
      return new HolderProof(
          key,
          thumbprint(key),
          claims.containsKey(VciTerms.NONCE)
              ? Optional.of(Claims.text(claims, VciTerms.NONCE))
              : Optional.empty());
    } catch (Refused refused) {
      throw new MalformedCredential(refused.getMessage());
    } catch (JOSEException e) {
      throw new MalformedCredential("proof: a signature by the key it brings");
    }
  }

  /**
   * RFC 7638's thumbprint of a public JWK.
   *
   * @throws MalformedCredential when it is not one on P-256
   */
  public static String thumbprint(Map<String, Object> jwk) {
    return SignatureCheck.thumbprint(jwk);
  }

  /** RFC 7519 §4.1.3: one audience may stand in a list. */
  private static Object audience(Object aud) {
    return aud instanceof List<?> list && list.size() == 1 ? list.getFirst() : aud;
  }

  /** The one key that a proof's header brings, as {@code jwk} or inside a did:jwk. */
  static Map<String, Object> keyOf(Map<String, Object> header) {
    Object jwk = header.get("jwk");
    Object keyId = header.get("kid");
    boolean isDid = keyId instanceof String did && did.startsWith(VciTerms.DID_JWK);
    if ((jwk == null) == !isDid) {
      throw new Refused(
          VerdictCode.HEADER_REFUSED,
          "one of jwk, or kid with a did:jwk",
          "jwk " + jwk + ", kid " + keyId);
    }
    Map<String, Object> named = new HashMap<>();
    if (jwk instanceof Map<?, ?> object) {
      object.forEach((name, value) -> named.put(String.valueOf(name), value));
    } else if (isDid) {
      named.putAll(inside((String) keyId));
    }
    return onlyPublic(named);
  }

  /**
   * @see <a href="https://github.com/quartzjer/did-jwk/blob/main/spec.md">did:jwk method</a>
   */
  private static Map<String, Object> inside(String did) {
    String encoded = did.substring(VciTerms.DID_JWK.length()).replaceFirst("#0$", "");
    try {
      return Json.object(CompactJws.decoded(encoded));
    } catch (MalformedCredential e) {
      throw new Refused(VerdictCode.HEADER_REFUSED, "kid: did:jwk:<base64url of a JWK>#0", did);
    }
  }

  private static Map<String, Object> onlyPublic(Map<String, Object> jwk) {
    try {
      ECKey key = ECKey.parse(jwk);
      if (!key.isPrivate() && Curve.P_256.equals(key.getCurve())) {
        return new LinkedHashMap<>(
            new ECKey.Builder(Curve.P_256, key.getX(), key.getY()).build().toJSONObject());
      }
    } catch (ParseException | IllegalArgumentException | IllegalStateException e) {
      // told below, with what was expected
    }
    throw new Refused(VerdictCode.HEADER_REFUSED, "a public key on the curve P-256", "another key");
  }

  /** For a wallet: a proof by its key. {@code nonce} is what the issuer's nonce endpoint gave. */
  public static String by(HolderKey key, String issuer, Optional<String> nonce, Instant now) {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("aud", issuer);
    claims.put("iat", now.getEpochSecond());
    nonce.ifPresent(one -> claims.put(VciTerms.NONCE, one));
    return key.prove(claims);
  }
}
