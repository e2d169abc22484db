package org.onenet.services.identifiers;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Pattern;

/**
 * The citizen number of GB 11643: region (6), birth date (8), sequence (3, odd for men), check
 * character by ISO 7064 MOD 11-2.
 */
public final class CitizenNumber {
  /**
   * The region begins with a province of GB/T 2260, or with 9: foreign permanent residents, and the
   * made-up city.
   */
  private static final Pattern FORM =
      Pattern.compile(
          "(1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|9[0-9])[0-9]{15}[0-9X]");

  private static final int FIRST_YEAR = 1800;
  private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  private static final String CHECKS = "10X98765432";

  private CitizenNumber() {}

  /** Whether every part of the number can be: nobody of that day is born after it. */
  public static boolean isValid(String number, LocalDate today) {
    if (!FORM.matcher(number).matches() || check(number) != number.charAt(17)) return false;
    try {
      LocalDate born =
          LocalDate.of(
              Integer.parseInt(number.substring(6, 10)),
              Integer.parseInt(number.substring(10, 12)),
              Integer.parseInt(number.substring(12, 14)));
      return born.getYear() >= FIRST_YEAR && !born.isAfter(today);
    } catch (DateTimeException e) {
      return false;
    }
  }

  /** The check character of a number's first 17 digits. */
  static char check(String number) {
    int sum = 0;
    for (int i = 0; i < 17; i++) {
      sum += (number.charAt(i) - '0') * WEIGHTS[i];
    }
    return CHECKS.charAt(sum % 11);
  }

  /** Makes a number whose parts are given. */
  public static String of(String region, LocalDate born, int sequence) {
    String digits =
        region
            + "%04d%02d%02d".formatted(born.getYear(), born.getMonthValue(), born.getDayOfMonth())
            + "%03d".formatted(sequence);
    return digits + check(digits);
  }

  /** The number as a clerk sees it: five digits, dots, the last four; of anything else, dots. */
  public static String masked(String number) {
    return number.length() != 18
        ? "•".repeat(number.length())
        : number.substring(0, 5)
            + "•".repeat(number.length() - 9)
            + number.substring(number.length() - 4);
  }
}
