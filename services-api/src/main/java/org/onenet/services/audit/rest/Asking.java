package org.onenet.services.audit.rest;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import org.onenet.services.audit.Place;
import org.onenet.services.platform.Clocks;
import org.onenet.services.platform.web.Refusal;

/** What a request for pages of the log says, in its query. */
final class Asking {
  private static final int MOST = 200;

  private Asking() {}

  static String given(String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }

  static int size(int size) {
    if (size < 1 || size > MOST) throw Refusal.malformed("size", "1 to " + MOST, "1 到 200");
    return size;
  }

  /** Where the page before ended; null for the first. */
  static Place page(String token) {
    if (given(token) == null) return null;
    return Place.parse(token.strip())
        .orElseThrow(
            () -> Refusal.malformed("page", "the next of the answer before", "上一次答复中的 next"));
  }

  /** A time, or the beginning of a day of the city. */
  static Instant from(String text) {
    return time("from", text, 0);
  }

  /** A time, or the end of a day of the city. */
  static Instant until(String text) {
    return time("until", text, 1);
  }

  private static Instant time(String field, String text, int days) {
    if (given(text) == null) return null;
    String asked = text.strip();
    try {
      return asked.length() == 10
          ? LocalDate.parse(asked).plusDays(days).atStartOfDay(Clocks.CITY).toInstant()
          : Instant.parse(asked);
    } catch (DateTimeParseException e) {
      throw Refusal.malformed(
          field,
          "a day such as 2026-11-27, or a time such as 2026-11-27T00:00:00Z",
          "日期，例如 2026-11-27，或时间，例如 2026-11-27T00:00:00Z");
    }
  }
}
