package org.onenet.services.identifiers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** GB 32100; the first published code is the standard's own example. */
final class UnifiedSocialCreditCodeTest {
  private static final String PUBLISHED = "91350100M000100Y43";
  private static final String ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";

  /** The standard's example, and the codes that three large companies print on their pages. */
  @ParameterizedTest
  @ValueSource(
      strings = {PUBLISHED, "91330100799655058B", "914403001922038216", "91440300708461136T"})
  void a_published_code_is_valid(String code) {
    assertTrue(UnifiedSocialCreditCode.isValid(code));
  }

  @Test
  void no_other_check_character_fits() {
    for (char check : ALPHABET.toCharArray()) {
      assertEquals(
          check == '3', UnifiedSocialCreditCode.isValid(PUBLISHED.substring(0, 17) + check));
    }
  }

  @Test
  void one_character_changed_anywhere_is_noticed() {
    for (int place = 0; place < 17; place++) {
      for (char other : ALPHABET.toCharArray()) {
        if (other == PUBLISHED.charAt(place)) continue;
        String changed = PUBLISHED.substring(0, place) + other + PUBLISHED.substring(place + 1);
        assertFalse(UnifiedSocialCreditCode.isValid(changed), changed);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(chars = {'I', 'O', 'S', 'V', 'Z', 'i', 'y', ' ', '-', '０'})
  void a_letter_that_is_left_out_is_refused_at_every_place(char letter) {
    for (int place = 0; place < 18; place++) {
      String changed = PUBLISHED.substring(0, place) + letter + PUBLISHED.substring(place + 1);
      assertFalse(UnifiedSocialCreditCode.isValid(changed), changed);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "91350100M000100Y4",
        "91350100M000100Y430",
        "350100M000100Y43",
        "91350100m000"
      })
  void another_length_is_refused(String code) {
    assertFalse(UnifiedSocialCreditCode.isValid(code));
  }

  /** The last character fits these seventeen; the organisation code's own does not. */
  @Test
  void a_wrong_check_character_of_the_organisation_code_is_noticed() {
    String broken = "91350100M000100Y5";
    for (char check : ALPHABET.toCharArray()) {
      assertFalse(UnifiedSocialCreditCode.isValid(broken + check), broken + check);
    }
  }

  @Test
  void what_is_made_for_sole_traders_verifies_and_tells_its_parts() {
    for (long number = 10_000_001; number < 10_002_000; number++) {
      String code = UnifiedSocialCreditCode.soleTrader(CityRegion.CODE, number);
      assertTrue(UnifiedSocialCreditCode.isValid(code), code);
      assertEquals("92990102" + number, code.substring(0, 16));
    }
    assertTrue(UnifiedSocialCreditCode.isValid(UnifiedSocialCreditCode.soleTrader("110105", 0)));
    assertTrue(
        UnifiedSocialCreditCode.isValid(UnifiedSocialCreditCode.soleTrader("110105", 99_999_999)));
  }

  @ParameterizedTest
  @CsvSource({"110105, 100000000", "110105, -1", "11010, 1", "11010A, 1"})
  void no_code_is_made_of_a_part_that_is_too_long_or_too_short(String region, long number) {
    assertThrows(
        IllegalArgumentException.class, () -> UnifiedSocialCreditCode.soleTrader(region, number));
  }
}
