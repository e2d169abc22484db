package org.onenet.portal.pages;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times and days as people in the city read them. */
final class CityTime {
  private static final ZoneId CITY = ZoneId.of("Asia/Shanghai");

  private CityTime() {}

  /** An instant of the API's by the city's clock. */
  static String instant(Object utc, Locale language) {
    return pattern(language, " HH:mm", ", HH:mm")
        .format(Instant.parse(String.valueOf(utc)).atZone(CITY));
  }

  /** A day of the API's; empty when there is none. */
  static String day(Object date, Locale language) {
    return date == null
        ? ""
        : pattern(language, "", "").format(LocalDate.parse(String.valueOf(date)));
  }

  private static DateTimeFormatter pattern(Locale language, String afterChinese, String after) {
    return "zh".equals(language.getLanguage())
        ? DateTimeFormatter.ofPattern("yyyy年M月d日" + afterChinese, Locale.CHINA)
        : DateTimeFormatter.ofPattern("d MMMM yyyy" + after, Locale.ENGLISH);
  }
}
