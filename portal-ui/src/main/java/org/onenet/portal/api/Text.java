package org.onenet.portal.api;

import java.util.Locale;

/** A text in the portal's two languages: {@code {"en": "...", "zh": "..."}}. */
public record Text(String en, String zh) {
  /** The text in this language; the other one where it is missing. */
  public String in(Locale locale) {
    boolean chinese = "zh".equals(locale.getLanguage());
    String wanted = chinese ? zh : en;
    return wanted != null ? wanted : (chinese ? en : zh);
  }
}
