package org.onenet.services.identifiers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** GB 11643; the two published numbers are the examples in the standard's own text. */
final class CitizenNumberTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);
  private static final String PUBLISHED = "11010519491231002X";

  @ParameterizedTest
  @ValueSource(strings = {PUBLISHED, "440524188001010014"})
  void a_published_number_is_valid(String number) {
    assertTrue(CitizenNumber.isValid(number, TODAY));
  }

  @ParameterizedTest
  @ValueSource(chars = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9'})
  void no_other_check_character_fits(char check) {
    assertFalse(CitizenNumber.isValid(PUBLISHED.substring(0, 17) + check, TODAY));
  }

  @Test
  void one_digit_changed_anywhere_is_noticed() {
    for (int place = 0; place < 17; place++) {
      for (char digit = '0'; digit <= '9'; digit++) {
        if (digit == PUBLISHED.charAt(place)) continue;
        String changed = PUBLISHED.substring(0, place) + digit + PUBLISHED.substring(place + 1);
        assertFalse(CitizenNumber.isValid(changed, TODAY), changed);
      }
    }
  }

  @Test
  void two_neighbours_exchanged_are_noticed() {
    for (int place = 0; place < 16; place++) {
      char[] typed = PUBLISHED.toCharArray();
      if (typed[place] == typed[place + 1]) continue;
      typed[place] = PUBLISHED.charAt(place + 1);
      typed[place + 1] = PUBLISHED.charAt(place);
      assertFalse(CitizenNumber.isValid(new String(typed), TODAY), new String(typed));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"19490231", "19491301", "19490001", "19491200", "19000229", "00011231"})
  void a_birth_date_that_cannot_be_is_refused_though_the_check_character_fits(String born) {
    assertFalse(CitizenNumber.isValid(checked("110105" + born + "002"), TODAY));
  }

  @Test
  void a_leap_day_is_a_birth_date() {
    assertTrue(CitizenNumber.isValid(checked("11010520000229002"), TODAY));
  }

  @Test
  void nobody_is_born_tomorrow() {
    assertTrue(CitizenNumber.isValid(CitizenNumber.of("110105", TODAY, 2), TODAY));
    assertFalse(CitizenNumber.isValid(CitizenNumber.of("110105", TODAY.plusDays(1), 2), TODAY));
  }

  @ParameterizedTest
  @ValueSource(strings = {"000000", "010105", "160105", "240105", "550105", "660105", "720105"})
  void a_region_that_lies_in_no_province_is_refused(String region) {
    assertFalse(CitizenNumber.isValid(CitizenNumber.of(region, TODAY, 2), TODAY));
  }

  @ParameterizedTest
  @ValueSource(strings = {"110105", "330106", "540102", "659001", "710000", "830000", "931156"})
  void a_region_of_a_province_or_of_a_permanent_resident_is_taken(String region) {
    assertTrue(CitizenNumber.isValid(CitizenNumber.of(region, TODAY, 2), TODAY));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "11010519491231002x",
        "11010519491231002",
        "11010519491231002X0",
        " 11010519491231002X",
        "1101051949123100X2",
        "１１０１０５19491231002X",
        "110105491231002"
      })
  void anything_but_seventeen_digits_and_a_check_character_is_refused(String number) {
    assertFalse(CitizenNumber.isValid(number, TODAY));
  }

  @Test
  void a_number_is_made_of_its_parts() {
    assertEquals(PUBLISHED, CitizenNumber.of("110105", LocalDate.of(1949, 12, 31), 2));
  }

  @Test
  void a_clerk_sees_the_ends_only() {
    assertEquals("11010•••••••••002X", CitizenNumber.masked(PUBLISHED));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1234", "123456789", "1234567890", "11010519491231002X0"})
  void of_what_is_no_number_nothing_is_shown(String text) {
    assertEquals("•".repeat(text.length()), CitizenNumber.masked(text));
  }

  private static String checked(String digits) {
    return digits + CitizenNumber.check(digits);
  }
}
