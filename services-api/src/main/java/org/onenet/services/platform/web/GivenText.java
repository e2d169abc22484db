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
    String words = text == null ? "" : text.strip();
    String code =
        words.length() < LEAST
            ? "too-short"
            : words.length() > most
                ? "too-long"
                : words.codePoints().anyMatch(GivenText::isNoText) ? "no-text" : null;
    if (code == null) return words;
    Text message =
        new Text(
            "%s: expected 10 to %,d characters of text.".formatted(field, most),
            "%s：应为 10 至 %d 字的文字。".formatted(field, most));
    throw Refusal.invalid(
        field + "-needed", message, List.of(new Refusal.FieldError(field, code, message)));
  }

  private static boolean isNoText(int c) {
    return Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t'
        || Character.getType(c) == Character.SURROGATE;
  }
}
