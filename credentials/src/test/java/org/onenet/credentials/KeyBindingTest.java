package org.onenet.credentials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.onenet.credentials.TestCity.ASKED;
import static org.onenet.credentials.TestCity.HOLDER;
import static org.onenet.credentials.TestCity.NOW;
import static org.onenet.credentials.TestCity.code;
import static org.onenet.credentials.TestCity.encoded;
import static org.onenet.credentials.Verdict.Outcome.INVALID;
import static org.onenet.credentials.Verdict.Outcome.VALID;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether the one who shows an SD-JWT VC is its holder, here and now: RFC 9901 §7.3. */
final class KeyBindingTest {
  @TempDir static Path folder;
  private static IssuerKeys keys;

  private TestCity city;
  private SdJwtPresentation shown;

  @BeforeAll
  static void open() {
    keys = TestCity.keysIn(folder);
  }

  @BeforeEach
  void issue() {
    city = new TestCity(keys);
    shown = SdJwtPresentation.of(city.issueSdJwtVc().compact()).showing(Set.of("fullName"));
  }

  @Test
  void the_holder_who_signs_what_was_asked_is_believed() {
    Verdict verdict = city.verify(shown.boundBy(HOLDER, ASKED, NOW), ASKED);
    assertEquals(VerdictCode.KEY_BINDING_VALID, code(verdict, "holder"));
    assertEquals(VALID, verdict.overall());
  }

  @Test
  void a_binding_that_nobody_asked_for_is_looked_at_and_not_called_fresh() {
    String old = shown.boundBy(HOLDER, ASKED, NOW.minusSeconds(100_000));
    assertEquals(VerdictCode.KEY_BINDING_NOT_COMPARED, code(city.verify(old), "holder"));
    assertEquals(VALID, city.verify(old).overall());
    String forged = shown.boundBy(HolderKey.fresh(), ASKED, NOW);
    assertEquals(VerdictCode.KEY_BINDING_SIGNATURE_INVALID, code(city.verify(forged), "holder"));
    assertEquals(INVALID, city.verify(forged).overall());
  }

  @Test
  void without_the_binding_that_was_asked_for_it_is_anybodys() {
    Verdict verdict = city.verify(shown.text(), ASKED);
    assertEquals(VerdictCode.KEY_BINDING_MISSING, code(verdict, "holder"));
    assertEquals(INVALID, verdict.of(Verdict.Axis.INTEGRITY));
    assertEquals(
        VerdictCode.KEY_BINDING_MISSING,
        code(city.verify(city.issueVcJwt().compact(), ASKED), "holder"));
  }

  @Test
  void somebody_elses_key_is_not_the_holders() {
    is(VerdictCode.KEY_BINDING_SIGNATURE_INVALID, shown.boundBy(HolderKey.fresh(), ASKED, NOW));
  }

  @Test
  void a_binding_for_another_verifier_is_refused() {
    KeyBindingExpected other = new KeyBindingExpected("https://other.example", ASKED.nonce());
    is(VerdictCode.KEY_BINDING_WRONG_AUDIENCE, shown.boundBy(HOLDER, other, NOW));
  }

  @Test
  void a_binding_for_another_question_is_refused() {
    KeyBindingExpected other = new KeyBindingExpected(ASKED.audience(), "yesterday");
    is(VerdictCode.KEY_BINDING_WRONG_NONCE, shown.boundBy(HOLDER, other, NOW));
  }

  @Test
  void a_binding_of_other_disclosures_is_refused() {
    String bound = shown.boundBy(HOLDER, ASKED, NOW);
    String binding = bound.substring(bound.lastIndexOf('~') + 1);
    String more = city.issueSdJwtVc().compact();
    is(VerdictCode.KEY_BINDING_WRONG_SD_HASH, more + binding);
    is(VerdictCode.KEY_BINDING_WRONG_SD_HASH, bound.substring(0, bound.indexOf('~') + 1) + binding);
  }

  @Test
  void a_binding_is_good_for_five_minutes() {
    is(VerdictCode.KEY_BINDING_VALID, shown.boundBy(HOLDER, ASKED, NOW.minusSeconds(300)));
    is(VerdictCode.KEY_BINDING_TOO_OLD, shown.boundBy(HOLDER, ASKED, NOW.minusSeconds(301)));
    is(VerdictCode.KEY_BINDING_VALID, shown.boundBy(HOLDER, ASKED, NOW.plusSeconds(60)));
    is(VerdictCode.KEY_BINDING_REFUSED, shown.boundBy(HOLDER, ASKED, NOW.plusSeconds(61)));
  }

  @Test
  void what_is_no_key_binding_in_order_is_refused() {
    String text = shown.text();
    for (String odd :
        List.of(
            "x",
            "a.b.c",
            city.issueVcJwt().compact(),
            "x".repeat(9_000),
            encoded("{\"alg\":\"none\",\"typ\":\"kb+jwt\"}") + ".e30.AAAA")) {
      is(VerdictCode.KEY_BINDING_REFUSED, text + odd);
    }
    for (String missing : List.of("iat", "aud", "nonce", "sd_hash")) {
      Map<String, Object> claims = claims();
      claims.remove(missing);
      is(VerdictCode.KEY_BINDING_REFUSED, text + HOLDER.bind(claims));
    }
    Map<String, Object> several = claims();
    several.put("aud", List.of(ASKED.audience(), "https://other.example"));
    is(VerdictCode.KEY_BINDING_REFUSED, text + HOLDER.bind(several));
  }

  @Test
  void a_credential_bound_to_nobody_cannot_be_shown_by_its_holder() {
    String text = city.sdJwtVc("");
    is(VerdictCode.KEY_BINDING_REFUSED, SdJwtPresentation.of(text).boundBy(HOLDER, ASKED, NOW));
  }

  @Test
  void a_key_binding_is_left_out_when_a_presentation_is_shown_again() {
    String again = SdJwtPresentation.of(shown.boundBy(HOLDER, ASKED, NOW)).text();
    assertEquals(shown.text(), again);
    assertThrows(MalformedCredential.class, () -> SdJwtPresentation.of("hello"));
  }

  @Test
  void a_holders_key_is_kept_as_a_private_jwk_and_never_told() {
    HolderKey again = HolderKey.of(HOLDER.privateJwk());
    assertEquals(HOLDER.publicJwk(), again.publicJwk());
    assertFalse(again.toString().contains("\"d\"") || again.toString().contains("d="));
    assertThrows(
        MalformedCredential.class, () -> HolderKey.of(new String(Json.utf8(HOLDER.publicJwk()))));
  }

  private Map<String, Object> claims() {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iat", NOW.getEpochSecond());
    claims.put("aud", ASKED.audience());
    claims.put("nonce", ASKED.nonce());
    claims.put("sd_hash", TestCity.digest(shown.text()));
    return claims;
  }

  private void is(VerdictCode code, String text) {
    assertEquals(code, code(city.verify(text, ASKED), "holder"));
  }
}
