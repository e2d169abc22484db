package org.onenet.services.verification.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.onenet.services.verification.VerifierWorld.HOLDER;
import static org.onenet.services.verification.VerifierWorld.NOW;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.onenet.credentials.IssuerKeys;
import org.onenet.credentials.KeyBindingExpected;
import org.onenet.credentials.SdJwtPresentation;
import org.onenet.services.platform.Language;
import org.onenet.services.platform.web.Json;
import org.onenet.services.platform.web.Refusal;
import org.onenet.services.verification.KnownCredentials;
import org.onenet.services.verification.VerifierWorld;
import org.onenet.services.verification.VerifyPdf;

/** One certificate or many by JSON: in the order asked, and none spoils another. */
final class VerificationsResourceTest {
  private static final KeyBindingExpected ASKED =
      new KeyBindingExpected("https://verifier.example", "n-0S6_WzA2Mj");

  @TempDir static Path folder;
  private static IssuerKeys keys;

  private VerifierWorld city;
  private Known known;
  private VerificationsResource resource;

  @BeforeAll
  static void open() {
    keys = VerifierWorld.keysIn(folder);
  }

  @BeforeEach
  void begin() {
    city = new VerifierWorld(keys);
    known = new Known();
    resource =
        new VerificationsResource(
            city.verifyCredential(),
            new VerifyPdf(city.verifyCredential(), known, city.print()),
            known);
  }

  @Test
  void one_text_alone_answers_one_verdict_as_it_always_did() throws IOException {
    VerdictView verdict = one(Map.of("credential", city.vcJwt().compact()));
    assertEquals("valid", verdict.verdict());
    assertEquals(
        List.of("format", "signature", "period", "registration", "status-list", "accreditation"),
        verdict.checks().stream().map(VerdictView.CheckView::id).toList());
  }

  @Test
  void one_presentation_is_its_holders_own_when_audience_and_nonce_are_told() throws IOException {
    String shown = SdJwtPresentation.of(city.sdJwtVc().compact()).boundBy(HOLDER, ASKED, NOW);
    assertEquals("KEY_BINDING_VALID", holder(one(asking(shown, "n-0S6_WzA2Mj"))));
    assertEquals("KEY_BINDING_WRONG_NONCE", holder(one(asking(shown, "another"))));
    assertEquals(
        "KEY_BINDING_MISSING", holder(one(asking(city.vcJwt().compact(), "n-0S6_WzA2Mj"))));
  }

  @Test
  void many_texts_of_every_form_are_answered_in_their_order() throws IOException {
    String bound = SdJwtPresentation.of(city.sdJwtVc().compact()).boundBy(HOLDER, ASKED, NOW);
    List<VerdictView> verdicts =
        many(
            city.vcJwt().compact(),
            "no certificate",
            city.sdJwtVc().compact(),
            asking(bound, ASKED.nonce()),
            "",
            Map.of("credential", city.vcJwt().compact()));
    assertEquals(
        List.of("valid", "invalid", "valid", "valid", "invalid", "valid"),
        verdicts.stream().map(VerdictView::verdict).toList());
    assertEquals("NOT_A_CREDENTIAL", verdicts.get(1).checks().getFirst().code());
    assertEquals("KEY_BINDING_VALID", holder(verdicts.get(3)));
    assertEquals(1, known.asked, "what the city knows of them is one question too");
  }

  @Test
  void a_thousand_are_taken_and_the_chain_away_is_could_not_check_for_each() throws IOException {
    String text = city.vcJwt().compact();
    city.chain.away = true;
    List<VerdictView> verdicts = many(Collections.nCopies(1_000, text).toArray());
    assertEquals(1_000, verdicts.size());
    assertTrue(verdicts.stream().allMatch(one -> one.verdict().equals("could-not-check")));
  }

  @Test
  void none_or_more_than_a_thousand_is_refused_naming_credentials() {
    assertEquals("credentials", refusedField("{\"credentials\": []}"));
    List<String> tooMany = Collections.nCopies(1_001, "x");
    assertEquals("credentials", refusedField(text(Map.of("credentials", tooMany))));
  }

  @ParameterizedTest(name = "{0} names {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}|credential",
        "{\"credential\": \" \"}|credential",
        "{\"credential\": \"x\", \"nonce\": \"n\"}|audience",
        "{\"credential\": \"x\", \"audience\": \"a\"}|nonce",
        "{\"credential\": \"x\", \"receipt\": {\"digest\": 1}}|receipt",
        "{\"credential\": \"x\", \"credentials\": [\"x\"]}|credentials",
        "{\"credentials\": [\"x\"], \"nonce\": \"n\"}|credentials",
        "{\"credentials\": [\"x\", null]}|credentials[1]",
        "{\"credentials\": [\"x\", {\"nonce\": \"n\"}]}|credentials[1]",
        "{\"credentials\": [\"x\", {\"credential\": \"x\", \"nonce\": \"n\"}]}|credentials[1].audience",
        "{\"credentials\": [{\"credential\": \"x\", \"receipt\": {}}]}|credentials[0].receipt",
        "{\"credentials\": [\"x\", {\"credential\": \"x\", \"nounce\": \"n\"}]}|credentials[1].nounce",
        "{\"credentials\": [[]]}|credentials[0]",
        "{\"credentials\": \"x\"}|credentials",
      })
  void what_is_not_as_documented_is_named(String body, String field) {
    assertEquals(field, refusedField(body));
  }

  @Test
  void the_body_is_limited_to_what_a_thousand_need() throws IOException {
    String large = "x".repeat(8_000);
    assertEquals(1_000, many(Collections.nCopies(1_000, large).toArray()).size());
    String tooLarge = text(Map.of("credentials", Collections.nCopies(1_000, "x".repeat(9_000))));
    Refusal refusal = assertThrows(Refusal.class, () -> answer(tooLarge));
    assertEquals(413, refusal.status());
  }

  @Test
  void a_pdf_that_is_not_taken_is_refused_with_its_own_code() {
    assertEquals("no-certificate-inside", refusedPdf("no PDF".getBytes(StandardCharsets.US_ASCII)));
    assertEquals("too-large", refusedPdf(new byte[11 << 20]));
    byte[] genuine = city.print(city.vcJwt(), Language.EN);
    byte[] packedOtherwise =
        new String(genuine, StandardCharsets.ISO_8859_1)
            .replace("/FlateDecode", "/LZWDecode")
            .getBytes(StandardCharsets.ISO_8859_1);
    assertEquals("pdf-too-complex", refusedPdf(packedOtherwise));
  }

  private String refusedPdf(byte[] file) {
    return assertThrows(Refusal.class, () -> resource.pdf(new ByteArrayInputStream(file))).code();
  }

  private static Map<String, Object> asking(String credential, String nonce) {
    return Map.of("credential", credential, "audience", ASKED.audience(), "nonce", nonce);
  }

  private static String holder(VerdictView verdict) {
    return verdict.checks().stream()
        .filter(check -> check.id().equals("holder"))
        .map(VerdictView.CheckView::code)
        .findFirst()
        .orElse("not asked");
  }

  private VerdictView one(Map<String, Object> body) throws IOException {
    return assertInstanceOf(VerdictView.class, answer(text(body)));
  }

  private List<VerdictView> many(Object... credentials) throws IOException {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("credentials", new ArrayList<>(List.of(credentials)));
    return assertInstanceOf(VerificationsResource.Verdicts.class, answer(text(body))).verdicts();
  }

  private String refusedField(String body) {
    Refusal refusal = assertThrows(Refusal.class, () -> answer(body));
    assertEquals(400, refusal.status());
    return refusal.errors().getFirst().field();
  }

  private Object answer(String body) throws IOException {
    return resource.json(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
  }

  private static String text(Object body) {
    return Json.MAPPER.writeValueAsString(body);
  }

  /** A city that has labels for nothing. */
  private static final class Known implements KnownCredentials {
    private int asked;

    @Override
    public Map<String, KnownCredentials.Known> byDigests(Set<String> digests) {
      asked++;
      return Map.of();
    }

    @Override
    public Optional<KnownCredentials.Known> byLink(String token) {
      return Optional.empty();
    }
  }
}
