package org.onenet.services.platform.web;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;

/** A day of the calendar, ISO 8601, as a field of a request. */
public final class GivenDay {
  private GivenDay() {}

  /**
   * The day.
   *
   * @throws Refusal 400, when it is missing or none
   */
  public static LocalDate of(String field, String text) {
    try {
      if (text != null) return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      // told below, with what was expected
    }
    throw Refusal.malformed(field, "a day such as 2026-12-31", "日期，例如 2026-12-31");
  }
}
