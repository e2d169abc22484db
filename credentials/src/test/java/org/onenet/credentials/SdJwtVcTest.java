package org.onenet.credentials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.onenet.credentials.TestCity.ASKED;
import static org.onenet.credentials.TestCity.BUREAU;
import static org.onenet.credentials.TestCity.HOLDER;
import static org.onenet.credentials.TestCity.NOW;
import static org.onenet.credentials.TestCity.URL;
import static org.onenet.credentials.TestCity.VCT;
import static org.onenet.credentials.TestCity.code;
import static org.onenet.credentials.Verdict.Outcome.COULD_NOT_CHECK;
import static org.onenet.credentials.Verdict.Outcome.VALID;

import com.authlete.sd.SDJWT;
import com.authlete.sd.SDObjectDecoder;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An SD-JWT VC from its issuer by its holder to its verifier. */
final class SdJwtVcTest {
  @TempDir static Path folder;
  private static IssuerKeys keys;

  private TestCity city;

  @BeforeAll
  static void open() {
    keys = TestCity.keysIn(folder);
  }

  @BeforeEach
  void found() {
    city = new TestCity(keys);
  }

  @Test
  void what_is_issued_is_shown_in_part_and_verifies_with_its_holder() {
    SignedCredential issued = city.issueSdJwtVc();
    String shown =
        SdJwtPresentation.of(issued.compact())
            .showing(Set.of("fullName"))
            .boundBy(HOLDER, ASKED, NOW);
    Verdict verdict = city.verify(shown, ASKED);
    assertEquals(VALID, verdict.overall(), verdict.toString());
    assertEquals(
        List.of(
            "format",
            "signature",
            "holder",
            "period",
            "registration",
            "status-list",
            "accreditation"),
        verdict.checks().stream().map(Verdict.Check::id).toList());
    ReadCredential read = verdict.credential().orElseThrow();
    assertEquals(CredentialForm.SD_JWT_VC, read.form());
    assertEquals("ResidenceCertificate", read.type());
    assertEquals(Map.of("fullName", "Lin Na", "residentSince", "2020-05-01"), read.subject());
    assertEquals(Set.of("fullName"), read.disclosed());
    assertEquals(issued.digest(), read.digest());
  }

  @Test
  void every_presentation_has_the_digest_that_is_registered() {
    SignedCredential issued = city.issueSdJwtVc();
    city.registry.register(issued.digest(), RegistryEntry.State.IN_FORCE, NOW);
    for (Set<String> chosen : List.of(Set.<String>of(), Set.of("fullName"), Set.of("address"))) {
      String shown = SdJwtPresentation.of(issued.compact()).showing(chosen).text();
      Verdict verdict = city.verify(shown);
      assertEquals(VALID, verdict.overall(), verdict.toString());
      assertEquals(VerdictCode.REGISTERED, code(verdict, "registration"));
      assertEquals(chosen, verdict.credential().orElseThrow().disclosed());
    }
  }

  @Test
  void without_a_question_for_the_holder_there_are_the_six_checks_of_every_credential() {
    assertEquals(6, city.verify(city.issueSdJwtVc().compact()).checks().size());
    assertEquals(6, city.verify("a~b").checks().size());
    assertEquals(7, city.verify("a~b", ASKED).checks().size());
  }

  @Test
  void the_issuer_signed_jwt_tells_neither_values_nor_names_nor_the_number_of_what_is_hidden() {
    String compact = city.issueSdJwtVc().compact();
    Map<String, Object> payload =
        Json.object(CompactJws.decoded(compact.split("~")[0].split("\\.")[1]));
    assertEquals(
        Set.of(
            "iss", "iat", "nbf", "exp", "vct", "cnf", "status", "residentSince", "_sd", "_sd_alg"),
        payload.keySet());
    assertEquals(URL, payload.get("iss"));
    List<?> digests = (List<?>) payload.get("_sd");
    assertEquals(3 + 3, digests.size());
    assertEquals(digests.stream().sorted().toList(), digests);
    for (ReadDisclosure one : SdJwt.read(compact).disclosures()) {
      String salt = (String) Json.array(CompactJws.decoded(one.encoded())).getFirst();
      assertTrue(CompactJws.decoded(salt).length >= 16, salt);
    }
  }

  @Test
  void another_library_reads_the_same_in_what_is_issued() {
    SDJWT peer = SDJWT.parse(city.issueSdJwtVc().compact());
    Map<String, Object> signed =
        Json.object(CompactJws.decoded(peer.getCredentialJwt().split("\\.")[1]));
    Map<String, Object> read =
        Json.object(Json.utf8(new SDObjectDecoder().decode(signed, peer.getDisclosures())));
    city.draft().subject().forEach((name, value) -> assertEquals(value, read.get(name)));
  }

  @Test
  void two_credentials_of_the_same_facts_have_no_digest_in_common() {
    assertNotEquals(city.issueSdJwtVc().digest(), city.issueSdJwtVc().digest());
    Set<String> first = Set.of(city.issueSdJwtVc().compact().split("~"));
    for (String part : city.issueSdJwtVc().compact().split("~")) assertFalse(first.contains(part));
  }

  @Test
  void with_nothing_to_hide_there_are_no_digests() {
    SdJwtVcDraft open = with(city.draft().subject(), Set.of(), 0);
    String compact = city.issueSdJwtVc(open).compact();
    assertEquals(compact.length() - 1, compact.indexOf('~'));
    assertFalse(Json.object(CompactJws.decoded(compact.split("\\.")[1])).keySet().contains("_sd"));
    assertEquals(VALID, city.verify(compact).overall());
  }

  @Test
  void a_draft_that_hides_what_a_verifier_needs_is_refused() {
    for (String name : List.of("iss", "nbf", "exp", "cnf", "vct", "status", "iat")) {
      String said =
          assertThrows(
                  IllegalArgumentException.class,
                  () -> city.issueSdJwtVc(with(Map.of(name, 1), Set.of(name), 0)))
              .getMessage();
      assertEquals(name + " is never selectively disclosable", said);
      assertThrows(
          IllegalArgumentException.class,
          () -> city.issueSdJwtVc(with(Map.of(name, 1), Set.of(), 0)));
    }
  }

  @Test
  void a_draft_that_no_verifier_would_read_as_it_was_meant_is_refused() {
    SdJwtVcDraft draft = city.draft();
    for (SdJwtVcDraft odd :
        List.of(
            with(draft.subject(), Set.of("height"), 0),
            with(Map.of("address", Map.of("_sd", List.of())), Set.of(), 0),
            with(Map.of("list", List.of(Map.of("...", "x"))), Set.of(), 0),
            with(draft.subject(), Set.of(), -1),
            of("https://lanting.example/credential-types/Other", HOLDER.publicJwk()),
            of("https://elsewhere.example/ResidenceCertificate", HOLDER.publicJwk()),
            of(VCT, Map.of("kty", "RSA", "n", "AQAB", "e", "AQAB")),
            of(VCT, Json.object(HOLDER.privateJwk().getBytes())))) {
      assertThrows(IllegalArgumentException.class, () -> city.issueSdJwtVc(odd), odd.toString());
    }
  }

  @Test
  void a_status_of_its_list_is_heard() {
    String compact = city.issueSdJwtVc().compact();
    BitstringStatusList none = BitstringStatusList.empty(BitstringStatusList.LEAST_ENTRIES);
    city.publish(TokenStatusList.INVALID, none);
    assertEquals(VerdictCode.REVOKED, code(city.verify(compact), "status-list"));
    city.publish(TokenStatusList.SUSPENDED, none);
    assertEquals(VerdictCode.SUSPENDED, code(city.verify(compact), "status-list"));
    city.lists.clear();
    assertEquals(COULD_NOT_CHECK, city.verify(compact).overall());
  }

  @Test
  void it_ends_when_it_says() {
    String compact = city.issueSdJwtVc().compact();
    city.clock = Clock.offset(city.clock, Duration.ofDays(366));
    assertEquals(VerdictCode.EXPIRED, code(city.verify(compact), "period"));
  }

  @Test
  void the_registry_is_asked_for_the_last_part_of_a_type_of_the_issuers_own_and_else_for_all() {
    assertEquals("ResidenceCertificate", SdJwtVcReader.type(VCT, BUREAU));
    for (String foreign :
        List.of(
            "urn:eudi:pid:de:1",
            "https://lanting.example.evil.example/ResidenceCertificate",
            "https://lanting.example:8443/ResidenceCertificate",
            "http://lanting.example/ResidenceCertificate",
            "https://lanting.example/types/",
            "https://lanting.example/types?x=/A&b",
            "https://lanting.example")) {
      assertEquals(foreign, SdJwtVcReader.type(foreign, BUREAU));
    }
  }

  @Test
  void an_issuers_url_and_its_did_are_two_spellings_of_one_name() {
    for (String url :
        List.of(
            "https://lanting.example",
            "https://lanting.example:8443/departments/x",
            "http://localhost:8081/departments/x",
            "http://127.0.0.1/x")) {
      assertEquals(URI.create(url), Did.ofUrl(URI.create(url)).url());
    }
    assertEquals(
        "did:web:localhost%3A8081:departments:x",
        Did.ofUrl(URI.create("http://localhost:8081/departments/x")).value());
    for (String url :
        List.of(
            "http://lanting.example/x",
            "https://localhost/x",
            "https://lanting.example/",
            "https://lanting.example/x/",
            "https://lanting.example/x?y",
            "https://lanting.example/x#y",
            "https://me@lanting.example/x",
            "https://lanting.example/a/../b",
            "https://lanting.example/a%2Fb",
            "did:web:lanting.example",
            "urn:x")) {
      assertThrows(IllegalArgumentException.class, () -> Did.ofUrl(URI.create(url)), url);
    }
  }

  private SdJwtVcDraft with(Map<String, Object> subject, Set<String> disclosable, int decoys) {
    SdJwtVcDraft draft = city.draft();
    return new SdJwtVcDraft(
        draft.type(),
        draft.vct(),
        draft.vctIntegrity(),
        draft.validFrom(),
        draft.validUntil(),
        subject,
        disclosable,
        decoys,
        draft.holderKey(),
        draft.status());
  }

  private SdJwtVcDraft of(String vct, Map<String, Object> holderKey) {
    SdJwtVcDraft draft = city.draft();
    return new SdJwtVcDraft(
        draft.type(),
        URI.create(vct),
        draft.vctIntegrity(),
        draft.validFrom(),
        draft.validUntil(),
        draft.subject(),
        draft.disclosable(),
        draft.decoys(),
        Optional.of(holderKey),
        draft.status());
  }
}
