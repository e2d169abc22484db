package org.onenet.credentials;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.CompressionAlgorithm;
import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDHDecrypter;
import com.nimbusds.jose.crypto.ECDHEncrypter;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests to us and answers to wallets, encrypted (OpenID4VCI 1.0 §10). */
final class EncryptedMessagesTest {
  private static final ECKey WALLET = key(Curve.P_256);
  private static final byte[] REQUEST =
      "{\"transaction_id\":\"t-1\"}".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;
  private DecryptionKey ours;

  @BeforeEach
  void open() {
    ours = opened().decryptionKey();
  }

  private IssuerKeys opened() {
    return IssuerKeys.open(folder.resolve("keys.jwe"), "password".toCharArray(), Clock.systemUTC());
  }

  @ParameterizedTest
  @CsvSource({"A128GCM,", "A256GCM,", "A128GCM,DEF", "A256GCM,DEF"})
  void a_wallet_opens_what_was_encrypted_to_its_key(String enc, String zip) throws Exception {
    Map<String, Object> wanted = wanted();
    wanted.put("enc", enc);
    if (zip != null) wanted.put("zip", zip);
    Map<String, Object> answer = Map.of("notification_id", "n-1");
    String compact = ResponseEncryption.of(wanted).encrypt(answer);
    JWEObject jwe = JWEObject.parse(compact);
    assertEquals("ECDH-ES", jwe.getHeader().getAlgorithm().getName());
    assertEquals(enc, jwe.getHeader().getEncryptionMethod().getName());
    assertEquals("w-1", jwe.getHeader().getKeyID());
    assertEquals(
        zip == null ? null : CompressionAlgorithm.DEF, jwe.getHeader().getCompressionAlgorithm());
    jwe.decrypt(new ECDHDecrypter(WALLET));
    assertEquals(answer, jwe.getPayload().toJSONObject());
    JWEObject again = JWEObject.parse(compact);
    assertThrows(JOSEException.class, () -> again.decrypt(new ECDHDecrypter(key(Curve.P_256))));
  }

  @Test
  void a_key_without_an_id_gets_an_answer_without_one() throws ParseException {
    Map<String, Object> wanted = wanted();
    wanted.put("jwk", jwk(members -> members.remove("kid")));
    JWEObject jwe = JWEObject.parse(ResponseEncryption.of(wanted).encrypt(Map.of()));
    assertNull(jwe.getHeader().getKeyID());
  }

  @Test
  void what_a_wallet_cannot_have_is_told_by_the_member_that_is_wrong() {
    Map<String, Consumer<Map<String, Object>>> wrong = new LinkedHashMap<>();
    wrong.put(".enc: expected one of [A128GCM, A256GCM], got null", m -> m.remove("enc"));
    wrong.put(".enc: expected one of", m -> m.put("enc", "A128CBC-HS256"));
    wrong.put(".zip: expected one of [DEF], got GZIP", m -> m.put("zip", "GZIP"));
    wrong.put(".zip: expected one of [DEF], got null", m -> m.put("zip", null));
    wrong.put(".jwk: expected an object, got null", m -> m.remove("jwk"));
    wrong.put(".jwk: expected an object, got text", m -> m.put("jwk", "text"));
    wrong.put(".jwk.alg: expected one of [ECDH-ES]", m -> m.put("jwk", jwk(k -> k.remove("alg"))));
    wrong.put(
        ".jwk.alg: expected one of", m -> m.put("jwk", jwk(k -> k.put("alg", "ECDH-ES+A128KW"))));
    wrong.put(".jwk: expected use enc, got sig", m -> m.put("jwk", jwk(k -> k.put("use", "sig"))));
    wrong.put(
        ".jwk: expected a public key on the curve P-256",
        m -> m.put("jwk", jwk(k -> k.put("y", k.get("x")))));
    wrong.put(
        ".jwk: expected a public key on the curve",
        m -> m.put("jwk", jwk(k -> k.put("d", WALLET.getD().toString()))));
    wrong.put(".jwk: expected a public key on", m -> m.put("jwk", withAlg(key(Curve.P_384))));
    wrong.put(
        ".jwk: expected a public key",
        m -> m.put("jwk", Map.of("kty", "oct", "k", "AAAA", "alg", "ECDH-ES")));
    wrong.forEach(
        (message, change) -> {
          Map<String, Object> wanted = wanted();
          change.accept(wanted);
          String told =
              assertThrows(MalformedCredential.class, () -> ResponseEncryption.of(wanted), message)
                  .getMessage();
          assertTrue(told.startsWith("credential_response_encryption" + message), told);
        });
  }

  @Test
  void what_is_encrypted_to_our_published_key_is_read() throws Exception {
    for (EncryptionMethod method : List.of(EncryptionMethod.A128GCM, EncryptionMethod.A256GCM)) {
      assertArrayEquals(REQUEST, ours.decrypt(sealed(header(method).build())));
    }
  }

  @Test
  void the_key_is_published_without_its_secret_and_stays() {
    Map<String, Object> published = ours.publicJwk();
    assertFalse(published.containsKey("d"));
    assertEquals("enc", published.get("use"));
    assertEquals("ECDH-ES", published.get("alg"));
    assertTrue(published.get("kid") instanceof String kid && !kid.isBlank());
    assertEquals(published, opened().decryptionKey().publicJwk());
  }

  @Test
  void what_is_not_a_jwe_to_our_key_is_refused() throws Exception {
    mustBeRefused("enc: expected", sealed(header(EncryptionMethod.A128CBC_HS256).build()));
    mustBeRefused(
        "alg: expected",
        sealed(
            new JWEHeader.Builder(JWEAlgorithm.ECDH_ES_A256KW, EncryptionMethod.A256GCM)
                .keyID(keyId())
                .build()));
    mustBeRefused("kid: expected", sealed(header(EncryptionMethod.A256GCM).keyID("x").build()));
    mustBeRefused("kid: expected", sealed(header(EncryptionMethod.A256GCM).keyID(null).build()));
    mustBeRefused(
        "zip: expected none",
        sealed(
            header(EncryptionMethod.A256GCM)
                .compressionAlgorithm(CompressionAlgorithm.DEF)
                .build()));
    String good = sealed(header(EncryptionMethod.A256GCM).build());
    int at = good.lastIndexOf('.') - 4;
    String touched =
        good.substring(0, at) + (good.charAt(at) == 'A' ? 'B' : 'A') + good.substring(at + 1);
    mustBeRefused("expected a compact JWE that this key opens", touched);
    mustBeRefused("expected a compact JWE", "eyJhbGciOiJub25lIn0.e30.");
    mustBeRefused("expected a compact JWE", "");
    mustBeRefused("expected at most", "A".repeat(256 * 1024 + 1));
  }

  private void mustBeRefused(String why, String compact) {
    String told =
        assertThrows(MalformedCredential.class, () -> ours.decrypt(compact), why).getMessage();
    assertTrue(told.startsWith(why), told);
  }

  private JWEHeader.Builder header(EncryptionMethod method) {
    return new JWEHeader.Builder(JWEAlgorithm.ECDH_ES, method).keyID(keyId());
  }

  private String keyId() {
    return (String) ours.publicJwk().get("kid");
  }

  private String sealed(JWEHeader header) throws Exception {
    JWEObject jwe = new JWEObject(header, new Payload(REQUEST));
    jwe.encrypt(new ECDHEncrypter(ECKey.parse(ours.publicJwk())));
    return jwe.serialize();
  }

  private static Map<String, Object> wanted() {
    Map<String, Object> wanted = new HashMap<>();
    wanted.put("jwk", jwk(members -> {}));
    wanted.put("enc", "A256GCM");
    return wanted;
  }

  private static Map<String, Object> jwk(Consumer<Map<String, Object>> change) {
    Map<String, Object> jwk = withAlg(WALLET);
    jwk.put("kid", "w-1");
    jwk.put("use", "enc");
    change.accept(jwk);
    return jwk;
  }

  private static Map<String, Object> withAlg(ECKey key) {
    Map<String, Object> jwk = new HashMap<>(key.toPublicJWK().toJSONObject());
    jwk.put("alg", "ECDH-ES");
    return jwk;
  }

  private static ECKey key(Curve curve) {
    try {
      return new ECKeyGenerator(curve).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }
}
