package org.onenet.services.platform.web;

import java.util.List;
import org.onenet.services.platform.Text;

/** What a person must say in their own words, as a field of a request. */
public final class GivenText {
  private static final int LEAST = 10;

  private GivenText() {}

  /**
   * The words without the spaces around them: 10 characters at least.
   *
   * @throws Refusal 422 {@code FIELD-needed}, when they are fewer, more than {@code most}, or no
   *     text
   */
  public static String of(String field, String text, int most) {
    return of(field, text, LEAST, most);
  }

  /** The same for words that may be as few as {@code least}. */
  public static String of(String field, String text, int least, int most) {
    String words = text == null ? "" : text.strip();
    String code =
        words.length() < least
            ? "too-short"
            : words.length() > most
                ? "too-long"
                : words.codePoints().anyMatch(GivenText::isNoText) ? "no-text" : null;
    if (code == null) return words;
    Text message =
        new Text(
            "%s: expected %d to %,d characters of text.".formatted(field, least, most),
            "%s：应为 %d 至 %d 字的文字。".formatted(field, least, most));
    throw Refusal.invalid(
        field + "-needed", message, List.of(new Refusal.FieldError(field, code, message)));
  }

  private static boolean isNoText(int c) {
    return Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t'
        || Character.getType(c) == Character.SURROGATE;
  }
}
