package org.onenet.services.platform;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/** A text in both languages of the city. */
public record Text(String en, String zh) {
  public Text {
    Objects.requireNonNull(en, "en");
    Objects.requireNonNull(zh, "zh");
  }

  /** The same in both languages: names and numbers. */
  public static Text same(String text) {
    return new Text(text, text);
  }

  /** A list in a sentence. */
  public static Text list(List<Text> texts) {
    return new Text(
        texts.stream().map(Text::en).collect(Collectors.joining(", ")),
        texts.stream().map(Text::zh).collect(Collectors.joining("、")));
  }

  /** Both languages filled by {@link String#format}; a Text among the values gives its own part. */
  public Text with(Object... values) {
    return new Text(
        String.format(Locale.ENGLISH, en, parts(values, Language.EN)),
        String.format(Locale.CHINA, zh, parts(values, Language.ZH)));
  }

  /** The text in that language. */
  public String in(Language language) {
    return language == Language.ZH ? zh : en;
  }

  private static Object[] parts(Object[] values, Language language) {
    Object[] parts = new Object[values.length];
    for (int i = 0; i < values.length; i++) {
      parts[i] = values[i] instanceof Text text ? text.in(language) : values[i];
    }
    return parts;
  }
}
