package org.onenet.services.identifiers;

import java.util.regex.Pattern;

/**
 * The unified social credit code of GB 32100: registering authority (1), kind (1), region (6),
 * organisation code with its own check character (9, GB 11714), check character by MOD 31-3.
 */
public final class UnifiedSocialCreditCode {
  /** The 31 characters in the order of their values; I, O, S, V, Z are left out. */
  private static final String ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";

  /** Authority, kind, region, organisation code, check character. */
  private static final Pattern FORM =
      Pattern.compile("[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}");

  /** 9: market regulation; 2: sole trader. */
  private static final String SOLE_TRADER = "92";

  /** 9: market regulation; 1: company. */
  private static final String COMPANY = "91";

  private UnifiedSocialCreditCode() {}

  /**
   * The code of a sole trader.
   *
   * @param region six digits
   * @param number below 10^8, given to one trader only
   * @throws IllegalArgumentException when a part has not its length
   */
  public static String soleTrader(String region, long number) {
    return code(SOLE_TRADER, region, number);
  }

  /** The code of a company; the rest as of {@link #soleTrader}. */
  public static String company(String region, long number) {
    return code(COMPANY, region, number);
  }

  private static String code(String kind, String region, long number) {
    if (!region.matches("[0-9]{6}") || number < 0 || number > 99_999_999) {
      throw new IllegalArgumentException(
          "expected a region of six digits and a number below 10^8, got " + region + ", " + number);
    }
    String organisation = "%08d".formatted(number);
    String body = kind + region + organisation + organisationCheck(organisation);
    return body + check(body);
  }

  /** Whether its parts have their form and both check characters fit. */
  public static boolean isValid(String code) {
    return FORM.matcher(code).matches()
        && code.charAt(16) == organisationCheck(code.substring(8, 16))
        && code.charAt(17) == check(code.substring(0, 17));
  }

  /** GB 32100 §4.4: weights 3^(i-1) mod 31. */
  private static char check(String body) {
    int sum = 0;
    int weight = 1;
    for (int i = 0; i < 17; i++) {
      sum += ALPHABET.indexOf(body.charAt(i)) * weight;
      weight = weight * 3 % 31;
    }
    return ALPHABET.charAt((31 - sum % 31) % 31);
  }

  /** GB 11714: the ninth character of an organisation code, MOD 11. */
  private static char organisationCheck(String eight) {
    int[] weights = {3, 7, 9, 10, 5, 8, 4, 2};
    int sum = 0;
    for (int i = 0; i < 8; i++) {
      sum += Character.digit(eight.charAt(i), 36) * weights[i];
    }
    int check = 11 - sum % 11;
    return check == 10 ? 'X' : check == 11 ? '0' : (char) ('0' + check);
  }
}
