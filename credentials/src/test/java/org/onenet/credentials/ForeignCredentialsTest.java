package org.onenet.credentials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.onenet.credentials.TestCity.ASKED;
import static org.onenet.credentials.TestCity.HOLDER;
import static org.onenet.credentials.TestCity.NOW;
import static org.onenet.credentials.TestCity.code;
import static org.onenet.credentials.Verdict.Outcome.COULD_NOT_CHECK;
import static org.onenet.credentials.Verdict.Outcome.INVALID;
import static org.onenet.credentials.Verdict.Outcome.VALID;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What we make of credentials, presentations and lists that others' libraries issue: valid as they
 * come, and refused by the right name when somebody has touched them.
 */
final class ForeignCredentialsTest {
  private static final Did ISSUER = new Did("did:web:peer.example");
  private static final String KEY_ID = ISSUER.value() + "#key-1";
  private static final String VCT = "https://peer.example/types/ResidenceCertificate";
  private static final URI LIST = URI.create("https://peer.example/lists/1");
  private static final URI BITS = URI.create("https://peer.example/bits/1");
  private static final int PLACE = 5;
  private static final ECKey KEY = key();
  private static final Map<String, Object> SHOWN =
      Map.of("fullName", true, "address", Map.of("street", true), "nationalities", Map.of(1, true));

  @TempDir static Path folder;
  private static IssuerKeys keys;
  private static Peers peers;

  private TestCity city;

  @BeforeAll
  static void start() {
    peers = Peers.start();
    keys = TestCity.keysIn(folder);
  }

  @AfterAll
  static void end() {
    peers.close();
  }

  @BeforeEach
  void know() {
    city = new TestCity(keys);
    PublishedKey published =
        new PublishedKey(
            "key-1",
            KEY.toPublicJWK().toJSONObject(),
            NOW.minus(Duration.ofDays(30)),
            Optional.empty());
    city.elsewhere.put(ISSUER, new DidDocument(ISSUER, List.of(published)));
    city.lists.put(LIST, list(0));
    city.lists.put(BITS, bits(false));
  }

  // npm jose: vc+jwt

  @Test
  void a_vc_jwt_that_jose_signed_is_valid_and_says_what_it_says() {
    Verdict verdict = city.verify(vcJwt(vc -> {}));
    assertEquals(VALID, verdict.overall(), verdict.toString());
    ReadCredential read = verdict.credential().orElseThrow();
    assertEquals(Map.of("fullName", "Lin Na", "district", "越城"), read.subject());
    assertEquals("ResidenceCertificate", read.type());
  }

  @Test
  void a_vc_jwt_may_leave_out_its_id_and_spell_its_type_as_a_whole_media_type() {
    String nameless = vcJwt(vc -> vc.remove("id"));
    assertEquals(VALID, city.verify(nameless).overall());
    assertEquals("", city.verify(nameless).credential().orElseThrow().id());
    for (String typ : List.of("application/vc+jwt", "VC+JWT")) {
      assertEquals(VALID, city.verify(signed(typ, vc(), KEY)).overall(), typ);
    }
    is(VerdictCode.WRONG_TYPE_HEADER, "format", signed("text/vc+jwt", vc(), KEY));
    is(VerdictCode.PAYLOAD_REFUSED, "format", vcJwt(vc -> vc.put("id", "")));
    is(VerdictCode.PAYLOAD_REFUSED, "format", vcJwt(vc -> vc.put("jti", "urn:uuid:other")));
  }

  @Test
  void half_of_joses_signatures_have_the_higher_s_and_each_is_known_by_one_digest() {
    Set<Boolean> seen = new java.util.HashSet<>();
    for (int i = 0; i < 40 && seen.size() < 2; i++) {
      String text = vcJwt(vc -> {});
      seen.add(LowerS.has(CompactJws.decoded(text.split("\\.")[2])));
      Verdict verdict = city.verify(text);
      assertEquals(VALID, verdict.overall(), verdict.toString());
      city.registry.register(
          verdict.credential().orElseThrow().digest(), RegistryEntry.State.IN_FORCE, NOW);
      assertEquals(VerdictCode.REGISTERED, code(city.verify(text), "registration"));
    }
    assertEquals(Set.of(true, false), seen);
  }

  @Test
  void a_changed_claim_of_a_vc_jwt_breaks_its_signature() {
    is(VerdictCode.SIGNATURE_INVALID, "signature", changed(vcJwt(vc -> {}), "Lin Na", "Lin Ya"));
  }

  @Test
  void a_vc_jwt_of_a_stranger_is_not_the_issuers() {
    is(VerdictCode.SIGNATURE_INVALID, "signature", signed("vc+jwt", vc(), key()));
    is(
        VerdictCode.KEY_UNKNOWN,
        "signature",
        signed(header("vc+jwt", "ES256", ISSUER.value() + "#key-2"), vc(), KEY));
    is(
        VerdictCode.HEADER_REFUSED,
        "format",
        signed(header("vc+jwt", "ES256", "did:web:other.example#key-1"), vc(), KEY));
  }

  @Test
  void a_vc_jwt_with_another_algorithm_or_type_is_refused_by_name() {
    ECKey other = key(Curve.P_384);
    is(
        VerdictCode.ALGORITHM_REFUSED,
        "format",
        signed(header("vc+jwt", "ES384", KEY_ID), vc(), other));
    is(VerdictCode.WRONG_TYPE_HEADER, "format", signed("JWT", vc(), KEY));
    is(VerdictCode.WRONG_TYPE_HEADER, "format", signed("dc+sd-jwt", vc(), KEY));
  }

  @Test
  void a_vc_jwt_whose_bit_is_set_in_joses_list_is_revoked() {
    city.lists.put(BITS, bits(true));
    is(VerdictCode.REVOKED, "status-list", vcJwt(vc -> {}));
  }

  @Test
  void a_vc_jwt_outside_its_period_is_told_apart() {
    is(VerdictCode.EXPIRED, "period", vcJwt(vc -> vc.put("validUntil", "2026-11-23T08:59:59Z")));
    is(
        VerdictCode.NOT_YET_VALID,
        "period",
        vcJwt(vc -> vc.put("validFrom", "2026-11-24T00:00:00Z")));
  }

  // npm @sd-jwt/sd-jwt-vc

  @Test
  void an_sd_jwt_vc_with_nested_and_hidden_claims_and_decoys_is_valid_for_its_holder() {
    Verdict verdict = city.verify(presented(SHOWN), ASKED);
    assertEquals(VALID, verdict.overall(), verdict.toString());
    assertEquals(VerdictCode.KEY_BINDING_VALID, code(verdict, "holder"));
    ReadCredential read = verdict.credential().orElseThrow();
    assertEquals(
        Map.of(
            "fullName",
            "Lin Na",
            "address",
            Map.of("country", "CN", "street", "Lanting Road 1"),
            "nationalities",
            List.of("CN", "DE"),
            "residentSince",
            "2020-05-01"),
        read.subject());
    assertEquals(
        Set.of("fullName", "address", "address/street", "nationalities/1"), read.disclosed());
  }

  @Test
  void we_read_the_same_claims_as_the_library_does_whatever_is_shown() {
    for (Map<String, Object> chosen :
        List.<Map<String, Object>>of(
            Map.of(),
            Map.of("birthYear", true),
            Map.of("nationalities", Map.of(1, true)),
            Map.of("address", true),
            SHOWN)) {
      String text = presented(issued(), chosen, null, null);
      Map<String, Object> read = peers.object("sd-jwt.claims", "text", text);
      read.keySet().removeAll(SdJwtVcTerms.OF_THE_CREDENTIAL);
      Verdict verdict = city.verify(text);
      assertEquals(VALID, verdict.overall(), verdict.toString());
      assertEquals(read, verdict.credential().orElseThrow().subject());
    }
  }

  @Test
  void its_issued_form_can_be_shown_by_our_holders_side_too() {
    SdJwtPresentation issued = SdJwtPresentation.of(issued());
    assertEquals(
        Set.of(
            "fullName",
            "birthYear",
            "address",
            "address/street",
            "address/district",
            "nationalities/1"),
        issued.disclosable());
    String bound = issued.showing(Set.of("address/street")).boundBy(HOLDER, ASKED, NOW);
    assertEquals(VALID, city.verify(bound, ASKED).overall());
    Map<String, Object> theirs =
        peers.object(
            "sd-jwt.verify",
            "text",
            bound,
            "key",
            publicKey(),
            "now",
            NOW.getEpochSecond(),
            "list",
            city.lists.get(LIST),
            "nonce",
            ASKED.nonce(),
            "required",
            List.of("address.street"));
    assertEquals(
        Map.of("country", "CN", "street", "Lanting Road 1"),
        Peers.named(theirs.get("payload")).get("address"));
  }

  @Test
  void a_changed_claim_of_an_sd_jwt_vc_breaks_its_signature() {
    is(VerdictCode.SIGNATURE_INVALID, "signature", changed(issued(), "2020-05-01", "1990-05-01"));
  }

  @Test
  void a_disclosure_that_was_changed_is_nobodys() {
    List<String> parts = parts(issued());
    int place = of(parts, "Lin Na");
    parts.set(place, base64(text(parts.get(place)).replace("Lin Na", "Lin Ya")));
    is(VerdictCode.DISCLOSURE_UNMATCHED, "format", joined(parts));
  }

  @Test
  void a_disclosure_of_another_credential_of_the_same_issuer_is_nobodys() {
    List<String> parts = parts(issued());
    List<String> others = parts(issued());
    parts.set(of(parts, "Lin Na"), others.get(of(others, "Lin Na")));
    is(VerdictCode.DISCLOSURE_UNMATCHED, "format", joined(parts));
  }

  @Test
  void a_disclosure_shown_twice_is_refused() {
    List<String> parts = parts(issued());
    parts.add(1, parts.get(1));
    is(VerdictCode.DISCLOSURE_TWICE, "format", joined(parts));
  }

  @Test
  void an_inner_disclosure_without_the_outer_is_nobodys() {
    List<String> parts = parts(issued());
    parts.remove(of(parts, "\"address\""));
    is(VerdictCode.DISCLOSURE_UNMATCHED, "format", joined(parts));
  }

  @Test
  void the_order_of_disclosures_is_the_holders_affair_until_it_is_signed() {
    List<String> parts = parts(issued());
    Collections.reverse(parts.subList(1, parts.size()));
    assertEquals(VALID, city.verify(joined(parts)).overall());
  }

  @Test
  void after_the_holder_has_signed_no_disclosure_can_be_taken_out_or_moved() {
    String bound = presented(SHOWN);
    String binding = bound.substring(bound.lastIndexOf('~') + 1);
    List<String> fewer = parts(bound.substring(0, bound.lastIndexOf('~') + 1));
    List<String> moved = new ArrayList<>(fewer);
    fewer.remove(of(fewer, "Lin Na"));
    Collections.reverse(moved.subList(1, moved.size()));
    isBound(VerdictCode.KEY_BINDING_WRONG_SD_HASH, joined(fewer) + binding);
    isBound(VerdictCode.KEY_BINDING_WRONG_SD_HASH, joined(moved) + binding);
    isBound(VerdictCode.KEY_BINDING_WRONG_SD_HASH, issued() + binding);
  }

  @Test
  void a_binding_for_another_question_verifier_or_time_is_refused() {
    isBound(VerdictCode.KEY_BINDING_WRONG_NONCE, boundWith("nonce", "yesterday"));
    isBound(VerdictCode.KEY_BINDING_WRONG_AUDIENCE, boundWith("aud", "https://other.example"));
    isBound(VerdictCode.KEY_BINDING_TOO_OLD, boundWith("iat", NOW.getEpochSecond() - 301));
    isBound(VerdictCode.KEY_BINDING_REFUSED, boundWith("iat", NOW.getEpochSecond() + 61));
  }

  @Test
  void a_binding_by_another_key_or_none_is_refused() {
    String other = presented(issued(), SHOWN, binding(), json(HolderKey.fresh().privateJwk()));
    isBound(VerdictCode.KEY_BINDING_SIGNATURE_INVALID, other);
    isBound(VerdictCode.KEY_BINDING_MISSING, presented(issued(), SHOWN, null, null));
  }

  @Test
  void a_binding_to_a_holder_that_the_credential_does_not_name_is_refused() {
    String nobodys = issued(claims -> claims.remove("cnf"));
    isBound(
        VerdictCode.KEY_BINDING_REFUSED,
        presented(nobodys, SHOWN, binding(), json(HOLDER.privateJwk())));
  }

  @Test
  void what_is_no_sd_jwt_vc_in_order_is_refused_by_name() {
    is(VerdictCode.CREDENTIAL_TYPE_MISSING, "format", bare(claims -> claims.remove("vct")));
    is(VerdictCode.WRONG_TYPE_HEADER, "format", issued(claims(), KEY_ID, "vc+sd-jwt", "sha-256"));
    is(
        VerdictCode.DIGEST_ALGORITHM_REFUSED,
        "format",
        issued(claims(), KEY_ID, "dc+sd-jwt", "sha-512"));
    is(
        VerdictCode.HEADER_REFUSED,
        "format",
        issued(claims(), "did:web:other.example#key-1", "dc+sd-jwt", "sha-256"));
    is(
        VerdictCode.KEY_UNKNOWN,
        "signature",
        issued(claims(), ISSUER.value() + "#key-2", "dc+sd-jwt", "sha-256"));
  }

  @Test
  void an_sd_jwt_vc_outside_its_period_is_told_apart() {
    long now = NOW.getEpochSecond();
    is(VerdictCode.EXPIRED, "period", issued(claims -> claims.put("exp", now)));
    is(VerdictCode.NOT_YET_VALID, "period", issued(claims -> claims.put("nbf", now + 61)));
    is(VerdictCode.ISSUED_IN_THE_FUTURE, "period", issued(claims -> claims.put("iat", now + 61)));
  }

  @Test
  void a_type_that_its_issuer_may_not_issue_is_not_accredited() {
    String text = issued(claims -> claims.put("vct", "https://peer.example/types/Passport"));
    is(VerdictCode.NOT_ACCREDITED, "accreditation", text);
  }

  // npm @sd-jwt/jwt-status-list

  @Test
  void a_state_in_the_librarys_list_is_heard() {
    String text = issued();
    city.lists.put(LIST, list(TokenStatusList.INVALID));
    is(VerdictCode.REVOKED, "status-list", text);
    city.lists.put(LIST, list(TokenStatusList.SUSPENDED));
    is(VerdictCode.SUSPENDED, "status-list", text);
    city.lists.put(LIST, list(0));
    assertEquals(VerdictCode.NOT_REVOKED, code(city.verify(text), "status-list"));
  }

  @Test
  void a_list_that_is_not_in_order_is_no_answer() {
    String text = issued();
    String revoked = list(TokenStatusList.INVALID);
    String valid = list(0);
    for (String odd :
        List.of(
            signedList(2, 0, key(), listClaims()),
            signedList(2, 0, KEY, with(listClaims(), "sub", "https://peer.example/lists/2")),
            signedList(2, 0, KEY, with(listClaims(), "exp", NOW.getEpochSecond())),
            signedList(2, 3, KEY, listClaims()),
            valid.substring(0, valid.lastIndexOf('.'))
                + revoked.substring(revoked.lastIndexOf('.')),
            city.lists.get(TestCity.TOKENS))) {
      city.lists.put(LIST, odd);
      Verdict verdict = city.verify(text);
      assertEquals(VerdictCode.STATUS_LIST_REFUSED, code(verdict, "status-list"), odd);
      assertEquals(COULD_NOT_CHECK, verdict.of(Verdict.Axis.STATUS));
    }
  }

  @Test
  void a_list_that_is_too_short_is_no_answer() {
    String text =
        issued(
            claims ->
                claims.put(
                    "status", Map.of("status_list", Map.of("idx", 1_000, "uri", LIST.toString()))));
    assertEquals(VerdictCode.STATUS_LIST_REFUSED, code(city.verify(text), "status-list"));
  }

  @ParameterizedTest
  @CsvSource({"1,64", "1,13", "2,64", "2,7", "4,64", "4,5", "8,64", "1,131072", "2,131072"})
  void every_state_of_the_librarys_lists_is_read(int bits, int entries) {
    List<Integer> states =
        IntStream.range(0, entries).map(i -> (i * 31 + i / 7) % (1 << bits)).boxed().toList();
    String jwt = signedList(bits, states, KEY, listClaims());
    Map<?, ?> said = (Map<?, ?>) payload(jwt).get("status_list");
    TokenStatusList read = TokenStatusList.decode(bits, (String) said.get("lst"));
    assertTrue(read.size() >= entries);
    assertEquals(states, IntStream.range(0, entries).map(read::get).boxed().toList());
  }

  // npm jose: a wallet's proof

  @Test
  void a_wallets_proof_that_jose_signed_is_read_and_a_changed_one_is_refused() {
    String issuer = "https://lanting.example";
    Map<String, Object> header =
        Map.of("typ", "openid4vci-proof+jwt", "alg", "ES256", "jwk", HOLDER.publicJwk());
    Map<String, Object> claims = Map.of("aud", issuer, "iat", NOW.getEpochSecond(), "nonce", "n-1");
    String proof =
        peers.text(
            "jose.sign", "header", header, "payload", claims, "key", json(HOLDER.privateJwk()));
    HolderProof read = HolderProof.read(proof, issuer, NOW);
    assertEquals(HOLDER.publicJwk(), read.holderKey());
    assertEquals(Optional.of("n-1"), read.nonce());
    assertThrows(
        MalformedCredential.class,
        () -> HolderProof.read(changed(proof, "n-1", "n-2"), issuer, NOW));
    assertThrows(
        MalformedCredential.class, () -> HolderProof.read(proof, "https://other.example", NOW));
  }

  private void is(VerdictCode code, String check, String text) {
    Verdict verdict = city.verify(text);
    assertEquals(code, code(verdict, check), verdict.toString());
    assertEquals(INVALID, verdict.overall());
  }

  private void isBound(VerdictCode code, String text) {
    Verdict verdict = city.verify(text, ASKED);
    assertEquals(code, code(verdict, "holder"), verdict.toString());
    assertEquals(INVALID, verdict.overall());
  }

  // as jose signs

  private static String vcJwt(Consumer<Map<String, Object>> change) {
    Map<String, Object> vc = vc();
    change.accept(vc);
    return signed("vc+jwt", vc, KEY);
  }

  private static Map<String, Object> vc() {
    Map<String, Object> vc = new LinkedHashMap<>();
    vc.put("@context", List.of(VcTerms.CONTEXT, "https://peer.example/context"));
    vc.put("id", "https://peer.example/credentials/1");
    vc.put("type", List.of("VerifiableCredential", "ResidenceCertificate"));
    vc.put("issuer", ISSUER.value());
    vc.put("validFrom", "2026-11-23T16:30:00.5+08:00");
    vc.put("credentialSubject", Map.of("fullName", "Lin Na", "district", "越城"));
    vc.put(
        "credentialStatus",
        Map.of(
            "type",
            "BitstringStatusListEntry",
            "statusPurpose",
            "revocation",
            "statusListIndex",
            String.valueOf(PLACE),
            "statusListCredential",
            BITS.toString()));
    return vc;
  }

  private static String bits(boolean set) {
    BitstringStatusList list =
        BitstringStatusList.empty(BitstringStatusList.LEAST_ENTRIES).with(PLACE, set);
    Map<String, Object> vc = new LinkedHashMap<>();
    vc.put("@context", List.of(VcTerms.CONTEXT));
    vc.put("id", BITS.toString());
    vc.put("type", List.of("VerifiableCredential", "BitstringStatusListCredential"));
    vc.put("issuer", ISSUER.value());
    vc.put("validFrom", "2026-11-23T08:00:00Z");
    vc.put(
        "credentialSubject",
        Map.of(
            "id",
            BITS + "#list",
            "type",
            "BitstringStatusList",
            "statusPurpose",
            "revocation",
            "encodedList",
            list.encoded()));
    return signed("vc+jwt", vc, KEY);
  }

  private static Map<String, Object> header(String typ, String algorithm, String keyId) {
    return Map.of("typ", typ, "alg", algorithm, "kid", keyId);
  }

  private static String signed(String typ, Map<String, Object> payload, ECKey key) {
    return signed(header(typ, "ES256", KEY_ID), payload, key);
  }

  private static String signed(Map<String, Object> header, Map<String, Object> payload, ECKey key) {
    return peers.text(
        "jose.sign", "header", header, "payload", payload, "key", json(key.toJSONString()));
  }

  // as @sd-jwt/sd-jwt-vc issues and presents

  private static Map<String, Object> claims() {
    long now = NOW.getEpochSecond();
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iss", "https://peer.example");
    claims.put("iat", now);
    claims.put("nbf", now);
    claims.put("exp", now + 86_400);
    claims.put("vct", VCT);
    claims.put("cnf", Map.of("jwk", HOLDER.publicJwk()));
    claims.put("status", Map.of("status_list", Map.of("idx", PLACE, "uri", LIST.toString())));
    claims.put("fullName", "Lin Na");
    claims.put("birthYear", 1990);
    claims.put(
        "address", Map.of("country", "CN", "district", "Yuecheng", "street", "Lanting Road 1"));
    claims.put("nationalities", List.of("CN", "DE"));
    claims.put("residentSince", "2020-05-01");
    return claims;
  }

  private static final Map<String, Object> FRAME =
      Map.of(
          "_sd",
          List.of("fullName", "birthYear", "address"),
          "_sd_decoy",
          4,
          "address",
          Map.of("_sd", List.of("street", "district"), "_sd_decoy", 2),
          "nationalities",
          Map.of("_sd", List.of(1), "_sd_decoy", 1));

  private static String issued() {
    return issued(claims -> {});
  }

  private static String issued(Consumer<Map<String, Object>> change) {
    Map<String, Object> claims = claims();
    change.accept(claims);
    return issued(claims, KEY_ID, "dc+sd-jwt", "sha-256");
  }

  private static String issued(
      Map<String, Object> claims, String keyId, String type, String hashAlgorithm) {
    return peers.text(
        "sd-jwt.issue",
        "payload",
        claims,
        "frame",
        FRAME,
        "header",
        Map.of("kid", keyId),
        "key",
        json(KEY.toJSONString()),
        "type",
        type,
        "hashAlg",
        hashAlgorithm);
  }

  /** Nothing hidden, and signed by jose: the library itself refuses to issue some of it. */
  private static String bare(Consumer<Map<String, Object>> change) {
    Map<String, Object> claims = claims();
    change.accept(claims);
    return signed("dc+sd-jwt", claims, KEY) + "~";
  }

  private static String presented(Map<String, Object> shown) {
    return presented(issued(), shown, binding(), json(HOLDER.privateJwk()));
  }

  private static String presented(
      String issued,
      Map<String, Object> shown,
      Map<String, Object> binding,
      Map<String, Object> key) {
    return peers.text(
        "sd-jwt.present", "text", issued, "frame", shown, "binding", binding, "key", key);
  }

  private static Map<String, Object> binding() {
    return new LinkedHashMap<>(
        Map.of("iat", NOW.getEpochSecond(), "aud", ASKED.audience(), "nonce", ASKED.nonce()));
  }

  private static String boundWith(String name, Object value) {
    return presented(issued(), SHOWN, with(binding(), name, value), json(HOLDER.privateJwk()));
  }

  // as @sd-jwt/jwt-status-list makes lists

  private static String list(int value) {
    return signedList(2, value, KEY, listClaims());
  }

  private static Map<String, Object> listClaims() {
    long now = NOW.getEpochSecond();
    return new LinkedHashMap<>(
        Map.of("sub", LIST.toString(), "iat", now, "exp", now + 600, "ttl", 60));
  }

  private static String signedList(int bits, int value, ECKey key, Map<String, Object> claims) {
    List<Integer> states =
        IntStream.range(0, 50).map(index -> index == PLACE ? value : 0).boxed().toList();
    return signedList(bits, states, key, claims);
  }

  private static String signedList(
      int bits, List<Integer> states, ECKey key, Map<String, Object> claims) {
    return peers.text(
        "list.make",
        "bits",
        bits,
        "states",
        states,
        "header",
        Map.of("kid", KEY_ID),
        "payload",
        claims,
        "key",
        json(key.toJSONString()));
  }

  // tampering

  /** The payload with one text instead of another, under the old signature. */
  private static String changed(String text, String from, String to) {
    int end = text.indexOf('~') < 0 ? text.length() : text.indexOf('~');
    String[] parts = text.substring(0, end).split("\\.");
    String payload = text(parts[1]);
    assertTrue(payload.contains(from), payload);
    return parts[0]
        + "."
        + base64(payload.replace(from, to))
        + "."
        + parts[2]
        + text.substring(end);
  }

  /** The signed part, then the disclosures. */
  private static List<String> parts(String issued) {
    assertTrue(issued.endsWith("~"), "has a key binding");
    return new ArrayList<>(List.of(issued.split("~")));
  }

  private static String joined(List<String> parts) {
    return String.join("~", parts) + "~";
  }

  private static int of(List<String> parts, String words) {
    return IntStream.range(1, parts.size())
        .filter(i -> text(parts.get(i)).contains(words))
        .findFirst()
        .orElseThrow();
  }

  private static Map<String, Object> with(Map<String, Object> claims, String name, Object value) {
    claims.put(name, value);
    return claims;
  }

  private static Map<String, Object> payload(String jwt) {
    return json(text(jwt.split("\\.")[1]));
  }

  private static String text(String base64) {
    return new String(CompactJws.decoded(base64), StandardCharsets.UTF_8);
  }

  private static String base64(String text) {
    return TestCity.encoded(text);
  }

  private static Map<String, Object> json(String text) {
    return Json.object(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Map<String, Object> publicKey() {
    return KEY.toPublicJWK().toJSONObject();
  }

  private static ECKey key() {
    return key(Curve.P_256);
  }

  private static ECKey key(Curve curve) {
    try {
      return new ECKeyGenerator(curve).generate();
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }
}
