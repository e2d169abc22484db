package org.onenet.services.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The city's calendar of 2026, as shipped. */
final class WorkingDaysTest {
  private static final WorkingDays DAYS = new WorkingDays();

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "2026-11-23, true",
    "2026-11-27, true",
    "2026-11-28, false",
    "2026-11-29, false",
    "2026-10-01, false",
    "2026-10-07, false",
    "2026-10-08, true",
    "2026-10-10, true",
    "2026-09-20, true",
    "2026-02-14, true",
    "2026-02-17, false",
    "2026-02-28, true",
  })
  void a_day_is_worked_by_the_week_but_for_holidays_and_what_stands_in_for_them(
      LocalDate day, boolean worked) {
    assertEquals(worked, DAYS.isWorkingDay(day));
  }

  @ParameterizedTest(name = "{1} working days from {0} end on {2}")
  @CsvSource({
    // within a week, over a weekend
    "2026-11-23, 1, 2026-11-24",
    "2026-11-23, 4, 2026-11-27",
    "2026-11-23, 5, 2026-11-30",
    "2026-11-27, 1, 2026-11-30",
    "2026-11-28, 1, 2026-11-30",
    "2026-11-23, 20, 2026-12-21",
    // over National Day, with the Saturday that is worked for it
    "2026-09-30, 1, 2026-10-08",
    "2026-09-30, 3, 2026-10-10",
    "2026-09-30, 4, 2026-10-12",
    "2026-10-03, 1, 2026-10-08",
    // over Mid-Autumn, with the Sunday before it
    "2026-09-18, 1, 2026-09-20",
    "2026-09-18, 6, 2026-09-28",
    // over Spring Festival, with both Saturdays around it
    "2026-02-13, 1, 2026-02-14",
    "2026-02-13, 2, 2026-02-24",
    "2026-02-27, 1, 2026-02-28",
    // into the next year
    "2026-12-31, 1, 2027-01-04",
    // no term at all
    "2026-11-23, 0, 2026-11-23",
  })
  void a_term_counts_working_days_after_its_first_day(LocalDate from, int days, LocalDate due) {
    assertEquals(due, DAYS.after(from, days));
  }

  @ParameterizedTest(name = "on {0} there are {2} left until {1}")
  @CsvSource({
    "2026-11-23, 2026-11-24, 1",
    "2026-11-23, 2026-11-30, 5",
    "2026-11-23, 2026-11-23, 0",
    "2026-09-30, 2026-10-08, 1",
    "2026-09-30, 2026-10-10, 3",
    "2026-10-01, 2026-10-07, 0",
    "2026-11-24, 2026-11-23, -1",
    "2026-11-30, 2026-11-23, -5",
    "2026-11-28, 2026-11-27, -1",
    "2026-10-08, 2026-09-30, -1",
    "2026-10-10, 2026-09-30, -3",
  })
  void what_is_left_is_counted_in_working_days_and_below_nought_once_it_is_over(
      LocalDate today, LocalDate due, int left) {
    assertEquals(left, DAYS.left(today, due));
  }

  @Test
  void a_term_has_all_its_days_left_on_the_day_it_begins() {
    for (LocalDate from = LocalDate.of(2026, 1, 1);
        from.getYear() == 2026;
        from = from.plusDays(1)) {
      for (int days : new int[] {1, 5, 20}) {
        LocalDate due = DAYS.after(from, days);
        assertTrue(DAYS.isWorkingDay(due), from + " + " + days);
        assertEquals(days, DAYS.left(from, due), from + " + " + days);
      }
    }
  }

  /** A line that says what the week says anyway is a slip of whoever wrote the year down. */
  @Test
  void each_line_of_the_calendar_changes_its_day_once() throws IOException {
    List<String> lines;
    try (InputStream in = WorkingDays.class.getResourceAsStream("/working-days.txt")) {
      lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
    Set<LocalDate> days = new HashSet<>();
    for (String line : lines) {
      if (line.startsWith("#") || line.isBlank()) continue;
      assertTrue(line.matches("\\d{4}-\\d{2}-\\d{2} (on|off)"), line);
      LocalDate day = LocalDate.parse(line.substring(0, 10));
      boolean weekday = day.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) <= 0;
      assertTrue(days.add(day), line);
      assertNotEquals(weekday, line.endsWith("on"), line);
      assertEquals(line.endsWith("on"), DAYS.isWorkingDay(day), line);
    }
    assertTrue(days.size() > 20, days.toString());
  }
}
