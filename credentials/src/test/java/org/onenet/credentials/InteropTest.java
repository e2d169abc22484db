package org.onenet.credentials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.onenet.credentials.TestCity.ASKED;
import static org.onenet.credentials.TestCity.BUREAU;
import static org.onenet.credentials.TestCity.HOLDER;
import static org.onenet.credentials.TestCity.NOW;
import static org.onenet.credentials.TestCity.TOKENS;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.onenet.credentials.Peers.PeerRefused;

/** What others' libraries make of what is issued here. */
final class InteropTest {
  private static final String WALLETS_ISSUER = "https://lanting.example";

  @TempDir static Path folder;
  private static Peers peers;
  private static TestCity city;

  @BeforeAll
  static void start() {
    peers = Peers.start();
    city = new TestCity(TestCity.keysIn(folder));
  }

  @AfterAll
  static void end() {
    peers.close();
  }

  // npm jose

  @Test
  void jose_verifies_a_vc_jwt_and_reads_the_same() {
    String compact = city.issueVcJwt().compact();
    Map<String, Object> read = joseReads(compact, "vc+jwt");
    assertEquals(payload(compact), read);
    assertEquals("Lin Na", Peers.named(read.get("credentialSubject")).get("fullName"));
  }

  @Test
  void jose_verifies_the_issuers_part_of_an_sd_jwt_vc() {
    String signed = city.issueSdJwtVc().compact().split("~")[0];
    assertEquals(payload(signed), joseReads(signed, "dc+sd-jwt"));
  }

  @Test
  void jose_finds_the_key_in_the_issuers_published_metadata() {
    String signed = city.issueSdJwtVc().compact().split("~")[0];
    String document = new IssuerMetadata(BUREAU, List.of(city.publishedKey())).json();
    Map<String, Object> metadata = Json.object(document.getBytes(StandardCharsets.UTF_8));
    Map<String, Object> read = verified(signed, "dc+sd-jwt", "jwks", metadata.get("jwks"));
    assertEquals(metadata.get("issuer"), read.get("iss"));
  }

  @Test
  void jose_verifies_the_holders_key_binding() {
    String bound =
        SdJwtPresentation.of(city.issueSdJwtVc().compact())
            .showing(Set.of("fullName"))
            .boundBy(HOLDER, ASKED, NOW);
    int last = bound.lastIndexOf('~') + 1;
    String binding = bound.substring(last);
    Map<String, Object> read = verified(binding, "kb+jwt", "key", HOLDER.publicJwk());
    assertEquals(ASKED.audience(), read.get("aud"));
    assertEquals(ASKED.nonce(), read.get("nonce"));
    assertEquals(TestCity.digest(bound.substring(0, last)), read.get("sd_hash"));
  }

  @Test
  void jose_verifies_a_holders_proof_by_the_key_it_brings() {
    String proof = HolderProof.by(HOLDER, WALLETS_ISSUER, Optional.of("n-1"), NOW);
    Map<String, Object> read =
        payloadOf(
            peers.object(
                "jose.verifyProof", "jwt", proof, "now", seconds(), "audience", WALLETS_ISSUER));
    assertEquals("n-1", read.get("nonce"));
  }

  @Test
  void jose_verifies_a_token_status_list_and_its_period() {
    String list = city.lists.get(TOKENS);
    assertEquals(TOKENS.toString(), joseReads(list, "statuslist+jwt").get("sub"));
    assertThrows(
        PeerRefused.class,
        () ->
            peers.ask(
                "jose.verify",
                "jwt",
                list,
                "key",
                key(),
                "typ",
                "statuslist+jwt",
                "now",
                seconds() + 7_200));
  }

  @Test
  void jose_verifies_a_bitstring_status_list() {
    String list = city.lists.get(TestCity.BITS);
    assertEquals(payload(list), joseReads(list, "vc+jwt"));
  }

  @Test
  void jose_refuses_what_was_changed_after_we_signed_it() {
    String compact = city.issueVcJwt().compact();
    String[] parts = compact.split("\\.");
    String changed =
        TestCity.encoded(decoded(parts[1]).replace("Lin Na", "Lin Ya")).replace("=", "");
    assertThrows(
        PeerRefused.class, () -> joseReads(parts[0] + "." + changed + "." + parts[2], "vc+jwt"));
  }

  // npm @sd-jwt/sd-jwt-vc

  @Test
  void sd_jwt_vc_verifies_what_is_issued_with_its_status_and_all_disclosures() {
    Map<String, Object> read = sdJwtReads(city.issueSdJwtVc().compact(), null);
    city.draft().subject().forEach((name, value) -> assertEquals(value, read.get(name)));
    assertFalse(read.containsKey("_sd"), read.toString());
  }

  @Test
  void sd_jwt_vc_sees_what_is_shown_and_nothing_of_what_is_hidden() {
    SdJwtPresentation issued = SdJwtPresentation.of(city.issueSdJwtVc().compact());
    for (Set<String> chosen :
        List.of(Set.<String>of(), Set.of("fullName"), Set.of("birthYear", "address"))) {
      Map<String, Object> read = sdJwtReads(issued.showing(chosen).text(), null);
      for (String name : city.draft().disclosable()) {
        assertEquals(chosen.contains(name), read.containsKey(name), name);
      }
      assertEquals("2020-05-01", read.get("residentSince"));
    }
  }

  @Test
  void sd_jwt_vc_finds_the_same_places_to_disclose_as_we_do() {
    String compact = city.issueSdJwtVc().compact();
    assertEquals(
        SdJwtPresentation.of(compact).disclosable().stream().sorted().toList(),
        peers.ask("sd-jwt.presentable", "text", compact));
  }

  @Test
  void sd_jwt_vc_believes_the_holder_who_signed_its_nonce_and_nobody_else() {
    SdJwtPresentation shown =
        SdJwtPresentation.of(city.issueSdJwtVc().compact()).showing(Set.of("fullName"));
    assertEquals(
        "Lin Na", sdJwtReads(shown.boundBy(HOLDER, ASKED, NOW), ASKED.nonce()).get("fullName"));
    assertThrows(
        PeerRefused.class, () -> sdJwtReads(shown.boundBy(HOLDER, ASKED, NOW), "yesterday"));
    assertThrows(
        PeerRefused.class,
        () -> sdJwtReads(shown.boundBy(HolderKey.fresh(), ASKED, NOW), ASKED.nonce()));
    assertThrows(PeerRefused.class, () -> sdJwtReads(shown.text(), ASKED.nonce()));
  }

  @Test
  void sd_jwt_vc_makes_a_presentation_of_ours_that_we_verify() {
    String shown =
        peers.text(
            "sd-jwt.present",
            "text",
            city.issueSdJwtVc().compact(),
            "frame",
            Map.of("birthYear", true),
            "binding",
            Map.of("iat", seconds(), "aud", ASKED.audience(), "nonce", ASKED.nonce()),
            "key",
            privateKey());
    Verdict verdict = city.verify(shown, ASKED);
    assertEquals(Verdict.Outcome.VALID, verdict.overall(), verdict.toString());
    assertEquals(Set.of("birthYear"), verdict.credential().orElseThrow().disclosed());
  }

  @Test
  void sd_jwt_vc_refuses_what_our_list_revokes_or_suspends() {
    String compact = city.issueSdJwtVc().compact();
    TestCity other = new TestCity(city.keys);
    for (int value : new int[] {TokenStatusList.INVALID, TokenStatusList.SUSPENDED}) {
      other.publish(value, BitstringStatusList.empty(BitstringStatusList.LEAST_ENTRIES));
      String list = other.lists.get(TOKENS);
      String why =
          assertThrows(PeerRefused.class, () -> sdJwtReads(compact, null, list)).getMessage();
      assertTrue(why.contains("Status is not valid"), why);
    }
  }

  @Test
  void sd_jwt_vc_reads_what_has_nothing_to_hide() {
    SdJwtVcDraft draft = city.draft();
    SdJwtVcDraft open =
        new SdJwtVcDraft(
            draft.type(),
            draft.vct(),
            draft.vctIntegrity(),
            draft.validFrom(),
            draft.validUntil(),
            Map.of("district", "越城", "emoji", "🏮", "list", List.of(1, 2)),
            Set.of(),
            0,
            Optional.empty(),
            draft.status());
    Map<String, Object> read = sdJwtReads(city.issueSdJwtVc(open).compact(), null);
    open.subject().forEach((name, value) -> assertEquals(value, read.get(name)));
  }

  @Test
  void sd_jwt_vc_takes_our_type_metadata_for_a_document_in_order() {
    TypeMetadata type =
        new TypeMetadata(
            URI.create(TestCity.VCT),
            "ResidenceCertificate",
            Map.of("zh-CN", "居住证"),
            List.of(
                new TypeMetadata.Claim(
                    List.of("address", "street"),
                    Map.of("zh-CN", "街道"),
                    TypeMetadata.Disclosable.ALWAYS)));
    Map<String, Object> document = Json.object(type.json().getBytes(StandardCharsets.UTF_8));
    Map<String, Object> read =
        peers.object(
            "sd-jwt.verify",
            "text",
            city.issueSdJwtVc().compact(),
            "key",
            key(),
            "now",
            seconds(),
            "list",
            city.lists.get(TOKENS),
            "metadata",
            document);
    assertEquals(document, Peers.named(read.get("typeMetadata")).get("mergedTypeMetadata"));
  }

  // npm @sd-jwt/jwt-status-list

  @ParameterizedTest
  @CsvSource({"1,64", "2,64", "4,64", "8,64", "1,131072", "2,131072"})
  void jwt_status_list_finds_the_states_that_were_set(int bits, int entries) {
    IntUnaryOperator value = index -> (index * 31 + index / 7) % (1 << bits);
    String jwt =
        city.issuer
            .issueTokenStatusList(
                "public-security",
                BUREAU,
                URI.create("https://lanting.example/token-status-lists/psb/9"),
                TokenStatusList.of(bits, entries, value),
                NOW,
                Duration.ofHours(1),
                Duration.ofMinutes(1))
            .compact();
    Map<String, Object> read = peers.object("list.read", "jwt", jwt);
    assertEquals(bits, read.get("bits"));
    assertEquals(
        IntStream.range(0, entries).map(value).boxed().toList(), read.get("states"), "states");
  }

  private static Map<String, Object> joseReads(String jwt, String typ) {
    return verified(jwt, typ, "key", key());
  }

  private static Map<String, Object> verified(String jwt, String typ, String by, Object key) {
    Map<String, Object> read =
        peers.object("jose.verify", "jwt", jwt, "typ", typ, "now", seconds(), by, key);
    return payloadOf(read);
  }

  private static Map<String, Object> sdJwtReads(String text, String nonce) {
    return sdJwtReads(text, nonce, city.lists.get(TOKENS));
  }

  private static Map<String, Object> sdJwtReads(String text, String nonce, String list) {
    return payloadOf(
        peers.object(
            "sd-jwt.verify",
            "text",
            text,
            "key",
            key(),
            "now",
            seconds(),
            "list",
            list,
            "nonce",
            nonce));
  }

  private static Map<String, Object> payloadOf(Map<String, Object> read) {
    return Peers.named(read.get("payload"));
  }

  private static Map<String, Object> payload(String jwt) {
    return Json.object(CompactJws.decoded(jwt.split("\\.")[1]));
  }

  private static String decoded(String part) {
    return new String(CompactJws.decoded(part), StandardCharsets.UTF_8);
  }

  private static Map<String, Object> key() {
    Map<String, Object> jwk = new LinkedHashMap<>(city.publishedKey().jwk());
    jwk.keySet().retainAll(Set.of("kty", "crv", "x", "y"));
    return jwk;
  }

  private static Map<String, Object> privateKey() {
    return Json.object(HOLDER.privateJwk().getBytes(StandardCharsets.UTF_8));
  }

  private static long seconds() {
    return NOW.getEpochSecond();
  }
}
