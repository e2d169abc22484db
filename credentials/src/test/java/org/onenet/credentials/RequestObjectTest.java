package org.onenet.credentials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.CompressionAlgorithm;
import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDHEncrypter;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.X509CertUtils;
import java.net.URI;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A verifier's request as its wallet reads it, and an answer that only the verifier can open. */
final class RequestObjectTest {
  private static final String NAME = "verifier.library";
  private static final Did LIBRARY = new Did("did:web:lanting.example:verifiers:library");

  @TempDir static Path folder;
  private static IssuerKeys keys;
  private static CredentialIssuer issuer;
  private final ResponseKey key = ResponseKey.fresh();

  @BeforeAll
  static void open() {
    keys =
        IssuerKeys.open(
            folder.resolve("certified.jwe"),
            "secret".toCharArray(),
            Clock.fixed(TestCity.NOW, ZoneOffset.UTC),
            Optional.of(new DemonstrationAuthority("Lanting", name -> LIBRARY.url())));
    issuer = new CredentialIssuer(keys);
  }

  private RequestObject request(Optional<ResponseKey> responseKey) {
    DcqlQuery query =
        DcqlQuery.read(
            Map.of(
                "credentials",
                List.of(
                    Map.of(
                        "id", "home",
                        "format", "dc+sd-jwt",
                        "meta", Map.of("vct_values", List.of(TestCity.VCT))))));
    return new RequestObject(
        Map.of("en", "City Library"),
        URI.create("https://lanting.example/openid4vp/responses/t"),
        "n-0S6",
        "s-1",
        query,
        responseKey,
        Optional.of("w-2"));
  }

  @ParameterizedTest
  @EnumSource
  void a_wallet_can_tell_who_asks(ClientIdPrefix prefix) throws Exception {
    JWSObject signed =
        JWSObject.parse(
            issuer.signRequest(
                NAME,
                LIBRARY,
                prefix,
                request(Optional.empty()),
                TestCity.NOW,
                Duration.ofMinutes(10)));
    assertEquals("oauth-authz-req+jwt", signed.getHeader().getType().getType());
    Map<String, Object> claims = signed.getPayload().toJSONObject();
    String clientId = (String) claims.get("client_id");
    assertEquals(Optional.of(clientId), issuer.clientId(NAME, LIBRARY, prefix));
    ECPublicKey signer;
    if (prefix == ClientIdPrefix.DECENTRALIZED_IDENTIFIER) {
      assertEquals("decentralized_identifier:" + LIBRARY.value(), clientId);
      assertNull(signed.getHeader().getX509CertChain());
      PublishedKey published = keys.published(NAME).getFirst();
      assertEquals(LIBRARY.value() + "#" + published.fragment(), signed.getHeader().getKeyID());
      signer = ECKey.parse(published.jwk()).toECPublicKey();
    } else {
      byte[] der = signed.getHeader().getX509CertChain().getFirst().decode();
      X509Certificate certificate = X509CertUtils.parse(der);
      certificate.verify(X509CertUtils.parse(keys.authority().orElseThrow()).getPublicKey());
      signer = (ECPublicKey) certificate.getPublicKey();
      if (prefix == ClientIdPrefix.X509_HASH) {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(der);
        assertEquals("x509_hash:" + Base64URL.encode(hash), clientId);
      } else {
        assertEquals("x509_san_dns:lanting.example", clientId);
        assertTrue(
            certificate.getSubjectAlternativeNames().contains(List.of(2, "lanting.example")));
      }
    }
    assertTrue(signed.verify(new ECDSAVerifier(signer)));
    assertEquals("direct_post", claims.get("response_mode"));
    assertEquals("w-2", claims.get("wallet_nonce"));
    assertEquals(TestCity.NOW.getEpochSecond() + 600, claims.get("exp"));
    assertFalse(claims.toString().contains("jwks"));
  }

  @Test
  void a_certificate_that_does_not_name_the_host_names_nobody_by_it() {
    Did elsewhere = new Did("did:web:elsewhere.example:verifiers:library");
    assertEquals(Optional.empty(), issuer.clientId(NAME, elsewhere, ClientIdPrefix.X509_SAN_DNS));
    assertTrue(issuer.clientId(NAME, elsewhere, ClientIdPrefix.X509_HASH).isPresent());
  }

  @Test
  void without_certificates_nobody_is_asked_by_one() {
    CredentialIssuer plain = new CredentialIssuer(TestCity.keysIn(folder));
    assertEquals(Optional.empty(), plain.clientId(NAME, LIBRARY, ClientIdPrefix.X509_HASH));
    assertThrows(
        IllegalStateException.class,
        () ->
            plain.signRequest(
                NAME,
                LIBRARY,
                ClientIdPrefix.X509_SAN_DNS,
                request(Optional.empty()),
                TestCity.NOW,
                Duration.ZERO));
  }

  @Test
  void an_answer_to_the_key_in_the_request_is_opened_by_the_key_that_was_kept() throws Exception {
    Map<String, Object> claims =
        request(Optional.of(key)).claims("x509_hash:x", TestCity.NOW, Duration.ZERO);
    assertEquals("direct_post.jwt", claims.get("response_mode"));
    Map<?, ?> metadata = (Map<?, ?>) claims.get("client_metadata");
    assertEquals(
        List.of("A128GCM", "A256GCM"), metadata.get("encrypted_response_enc_values_supported"));
    Map<?, ?> jwk = (Map<?, ?>) ((List<?>) ((Map<?, ?>) metadata.get("jwks")).get("keys")).get(0);
    assertEquals("ECDH-ES", jwk.get("alg"));
    assertEquals(Set.of("kty", "use", "crv", "kid", "x", "y", "alg"), jwk.keySet());
    for (EncryptionMethod method : List.of(EncryptionMethod.A128GCM, EncryptionMethod.A256GCM)) {
      String sealed = sealed(new JWEHeader.Builder(JWEAlgorithm.ECDH_ES, method).build(), key);
      assertEquals(Map.of("state", "s-1"), ResponseKey.of(key.privateJwk()).open(sealed));
    }
  }

  @Test
  void an_answer_that_is_sealed_otherwise_is_refused() throws Exception {
    JWEHeader good = new JWEHeader.Builder(JWEAlgorithm.ECDH_ES, EncryptionMethod.A256GCM).build();
    List<String> wrong =
        List.of(
            sealed(good, ResponseKey.fresh()),
            sealed(
                new JWEHeader.Builder(good).compressionAlgorithm(CompressionAlgorithm.DEF).build(),
                key),
            sealed(
                new JWEHeader.Builder(JWEAlgorithm.ECDH_ES, EncryptionMethod.A128CBC_HS256).build(),
                key),
            sealed(
                new JWEHeader.Builder(JWEAlgorithm.ECDH_ES_A256KW, EncryptionMethod.A256GCM)
                    .build(),
                key),
            "eyJ.a.b",
            "",
            "x".repeat(600_000));
    for (String text : wrong) {
      MalformedCredential refused =
          assertThrows(MalformedCredential.class, () -> key.open(text), text);
      assertTrue(
          refused.getMessage().matches("response: ([a-z]+: )?expected.*"), refused.getMessage());
    }
  }

  private static String sealed(JWEHeader header, ResponseKey to) throws Exception {
    JWEObject sealed = new JWEObject(header, new Payload(Map.of("state", "s-1")));
    sealed.encrypt(new ECDHEncrypter(ECKey.parse(to.publicJwk())));
    return sealed.serialize();
  }

  @Test
  void a_vp_token_is_an_object_of_lists_of_texts() {
    assertEquals(
        Map.of("home", List.of("a~")), VpToken.read("{\"home\":[\"a~\"]}").presentations());
    for (String wrong :
        List.of(
            "",
            "[]",
            "{}",
            "\"a~\"",
            "{\"home\":\"a~\"}",
            "{\"home\":[7]}",
            "{\"a\":[],\"a\":[]}")) {
      assertThrows(MalformedCredential.class, () -> VpToken.read(wrong), wrong);
    }
  }
}
