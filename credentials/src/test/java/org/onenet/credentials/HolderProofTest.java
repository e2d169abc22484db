package org.onenet.credentials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

final class HolderProofTest {
  private static final String ISSUER = "https://lanting.example";
  private static final Instant NOW = Instant.parse("2026-11-26T09:00:00Z");
  private static final ECKey KEY = key(Curve.P_256);

  @Test
  void a_wallets_proof_tells_its_key_and_the_nonce() {
    HolderKey wallet = HolderKey.fresh();
    HolderProof proof =
        HolderProof.read(HolderProof.by(wallet, ISSUER, Optional.of("n-1"), NOW), ISSUER, NOW);
    assertEquals(wallet.publicJwk(), proof.holderKey());
    assertEquals(Optional.of("n-1"), proof.nonce());
  }

  @Test
  void a_key_inside_a_did_jwk_is_the_same_key() throws JOSEException {
    String did = "did:jwk:" + Base64URL.encode(KEY.toPublicJWK().toJSONString()) + "#0";
    HolderProof proof = read(signed(header -> header.keyID(did), claims -> {}));
    assertEquals(KEY.computeThumbprint().toString(), proof.thumbprint());
    assertEquals(KEY.getX().toString(), proof.holderKey().get("x"));
  }

  @Test
  void nothing_but_the_public_key_is_taken_over() {
    ECKey named = new ECKey.Builder(KEY.toPublicJWK()).keyID("phone of Lin Na").build();
    HolderProof proof = read(signed(header -> header.jwk(named), claims -> {}));
    assertEquals(java.util.Set.of("kty", "crv", "x", "y"), proof.holderKey().keySet());
  }

  @Test
  void a_proof_without_a_nonce_says_so() {
    HolderProof proof = read(signed(HolderProofTest::withKey, claims -> claims.remove("nonce")));
    assertTrue(proof.nonce().isEmpty());
  }

  @Test
  void a_proof_by_another_key_is_refused() {
    ECKey other = key(Curve.P_256);
    mustBeRefused(signed(header -> header.jwk(other.toPublicJWK()), claims -> {}), "signature");
  }

  @Test
  void a_proof_for_another_issuer_is_refused() {
    mustBeRefused(
        signed(HolderProofTest::withKey, claims -> claims.put("aud", "https://evil.example")),
        "aud");
    mustBeRefused(signed(HolderProofTest::withKey, claims -> claims.remove("aud")), "aud");
  }

  @Test
  void an_old_or_coming_proof_is_refused() {
    mustBeRefused(at(NOW.minusSeconds(301)), "iat");
    mustBeRefused(at(NOW.plusSeconds(61)), "iat");
    mustBeRefused(signed(HolderProofTest::withKey, claims -> claims.remove("iat")), "iat");
    assertFalse(read(at(NOW.minusSeconds(299))).thumbprint().isEmpty());
  }

  @Test
  void a_proof_names_one_key_and_no_private_one() {
    mustBeRefused(signed(header -> header, claims -> {}), "one of jwk");
    mustBeRefused(signed(header -> header.keyID("my-key"), claims -> {}), "one of jwk");
    mustBeRefused(
        signed(header -> withKey(header).keyID("did:jwk:e30#0"), claims -> {}), "one of jwk");
    mustBeRefused(signed(header -> header.keyID("did:jwk:e30#0"), claims -> {}), "P-256");
    mustBeRefused(signed(header -> header.keyID("did:jwk:%%#0"), claims -> {}), "did:jwk");
  }

  @Test
  void other_kinds_of_token_are_refused() {
    for (String type : new String[] {"kb+jwt", "dpop+jwt", "JWT", "vc+jwt"}) {
      mustBeRefused(
          signed(header -> withKey(header).type(new JOSEObjectType(type)), claims -> {}), "typ");
    }
    mustBeRefused("not.a.proof", "JWS");
    mustBeRefused("", "JWS");
  }

  private static String at(Instant made) {
    return signed(HolderProofTest::withKey, claims -> claims.put("iat", made.getEpochSecond()));
  }

  private static JWSHeader.Builder withKey(JWSHeader.Builder header) {
    return header.jwk(KEY.toPublicJWK());
  }

  private static HolderProof read(String proof) {
    return HolderProof.read(proof, ISSUER, NOW);
  }

  private static void mustBeRefused(String proof, String why) {
    String message = assertThrows(MalformedCredential.class, () -> read(proof)).getMessage();
    assertTrue(message.contains(why), message);
  }

  private static String signed(
      UnaryOperator<JWSHeader.Builder> header, Consumer<Map<String, Object>> change) {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("aud", ISSUER);
    claims.put("iat", NOW.getEpochSecond());
    claims.put("nonce", "n-1");
    change.accept(claims);
    JWSObject proof =
        new JWSObject(
            header
                .apply(
                    new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .type(new JOSEObjectType("openid4vci-proof+jwt")))
                .build(),
            new Payload(claims));
    try {
      proof.sign(new ECDSASigner(KEY));
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
    return proof.serialize();
  }

  private static ECKey key(Curve curve) {
    try {
      return new ECKeyGenerator(curve).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }
}
