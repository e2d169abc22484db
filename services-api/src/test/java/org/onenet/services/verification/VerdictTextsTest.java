package org.onenet.services.verification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.onenet.credentials.CredentialVerifier;
import org.onenet.credentials.Verdict;
import org.onenet.credentials.Verdict.Axis;
import org.onenet.credentials.Verdict.Check;
import org.onenet.credentials.Verdict.Outcome;
import org.onenet.credentials.VerdictCode;
import org.onenet.services.issuance.ReasonCode;
import org.onenet.services.platform.Text;

final class VerdictTextsTest {
  @ParameterizedTest
  @EnumSource(VerdictCode.class)
  void each_code_has_a_whole_sentence_in_both_languages(VerdictCode code) {
    Text text = detail(code);
    assertTrue(text.en().matches("[A-Z].{8,}\\."), text.en());
    assertTrue(text.zh().matches(".*\\p{IsHan}{2,}.*。"), text.zh());
    assertFalse((text.en() + text.zh()).contains("null"), text.toString());
    assertFalse((text.en() + text.zh()).contains("%"), text.toString());
  }

  @Test
  void no_two_codes_say_the_same() {
    Set<String> en = new HashSet<>();
    Set<String> zh = new HashSet<>();
    for (VerdictCode code : VerdictCode.values()) {
      assertTrue(en.add(detail(code).en()), code + ": " + detail(code).en());
      assertTrue(zh.add(detail(code).zh()), code + ": " + detail(code).zh());
    }
  }

  @Test
  void a_revocation_tells_the_citys_time_and_the_reason_in_words() {
    for (ReasonCode reason : ReasonCode.values()) {
      String actual = "2026-11-23T17:30:00Z, reason " + reason.number();
      Text text = VerdictTexts.detail(check(VerdictCode.REVOKED_ON_CHAIN, "in force", actual));
      assertTrue(text.en().contains("24 November 2026, 01:30"), text.en());
      assertTrue(text.zh().contains("2026年11月24日 01:30"), text.zh());
      assertTrue(text.en().contains(reason.text().en()), text.en());
      assertTrue(text.zh().contains(reason.text().zh()), text.zh());
    }
    Text later =
        VerdictTexts.detail(
            check(VerdictCode.SUSPENDED_ON_CHAIN, "in force", "2026-11-23T17:30:00Z, reason 200"));
    assertTrue(later.en().contains("24 November 2026, 01:30."), later.en());
  }

  /** What a stranger wrote into a certificate is repeated, whatever it looks like. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-99-99T99:99:99Z",
        "2026-11-23T::..Z",
        "2026-11-23T09:00:00Z, reason 99999999999999"
      })
  void what_only_looks_like_a_time_is_shown_as_it_is(String written) {
    Text text = VerdictTexts.detail(check(VerdictCode.PAYLOAD_REFUSED, written, written));
    assertTrue(text.en().contains(written) && text.zh().contains(written), text.toString());
    Verdict verdict = verifier().verify(unsigned("{\"@context\": \"" + written + "\"}"));
    Check format = verdict.checks().getFirst();
    assertEquals(written, format.actual());
    assertFalse(VerdictTexts.detail(format).en().isBlank());
  }

  @Test
  void what_could_not_be_checked_is_never_told_as_revoked_or_valid() {
    for (VerdictCode code :
        EnumSet.of(
            VerdictCode.ISSUER_DOCUMENT_UNREACHABLE,
            VerdictCode.REGISTRY_UNREACHABLE,
            VerdictCode.STATUS_LIST_UNREACHABLE)) {
      Text text = detail(code);
      assertTrue(text.en().contains("at the moment"), text.en());
      assertTrue(text.zh().contains("暂时无法"), text.zh());
      assertFalse(text.en().contains("revoked") || text.en().contains("valid"), text.en());
      assertFalse(text.zh().contains("撤销") || text.zh().contains("有效"), text.zh());
    }
  }

  @Test
  void what_was_expected_and_found_stands_in_the_sentence_even_with_percent_signs() {
    Text text =
        VerdictTexts.detail(
            check(VerdictCode.HEADER_REFUSED, "alg ES256", "a crit header 100% %s"));
    assertTrue(text.en().contains("alg ES256") && text.en().contains("100% %s"), text.en());
    assertTrue(text.zh().contains("alg ES256") && text.zh().contains("100% %s"), text.zh());
  }

  /** The checklist as the verifier makes it, of what is no certificate at all. */
  @Test
  void each_check_of_the_verifiers_list_has_a_title_in_both_languages() {
    Verdict verdict = verifier().verify("no certificate");
    assertEquals(6, verdict.checks().size());
    Set<Text> titles = new HashSet<>();
    for (Check check : verdict.checks()) {
      Text title = VerdictTexts.title(check);
      assertNotNull(title, check.id());
      assertFalse(title.en().isBlank() || title.zh().isBlank(), check.id());
      assertTrue(titles.add(title), check.id());
    }
  }

  /** One that asks nobody: what it is given here is refused for its form. */
  private static CredentialVerifier verifier() {
    return new CredentialVerifier(null, null, null, Clock.systemUTC());
  }

  private static String unsigned(String payload) {
    Base64.Encoder url = Base64.getUrlEncoder().withoutPadding();
    String header = "{\"alg\": \"ES256\", \"typ\": \"vc+jwt\", \"kid\": \"did:web:example.com#k\"}";
    return url.encodeToString(header.getBytes(StandardCharsets.UTF_8))
        + "."
        + url.encodeToString(payload.getBytes(StandardCharsets.UTF_8))
        + "."
        + url.encodeToString(new byte[64]);
  }

  private static Text detail(VerdictCode code) {
    return VerdictTexts.detail(check(code, "the expected", "the actual"));
  }

  private static Check check(VerdictCode code, String expected, String actual) {
    return new Check("format", Axis.INTEGRITY, Outcome.INVALID, code, expected, actual);
  }
}
