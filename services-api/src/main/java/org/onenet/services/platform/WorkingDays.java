package org.onenet.services.platform;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Set;

/**
 * Working days of the city: Monday to Friday but public holidays, and the weekend days that are
 * worked in their place. The days are data ({@code working-days.txt}, a line each: date, {@code
 * off} or {@code on}), published by the State Council each autumn for the year to come.
 */
@Singleton
public class WorkingDays {
  private final Set<LocalDate> off = new HashSet<>();
  private final Set<LocalDate> on = new HashSet<>();

  public WorkingDays() {
    try (InputStream in = WorkingDays.class.getResourceAsStream("/working-days.txt")) {
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.replaceAll("#.*", "").strip())
          .filter(line -> !line.isEmpty())
          .map(line -> line.split("\\s+"))
          .forEach(words -> (words[1].equals("on") ? on : off).add(LocalDate.parse(words[0])));
    } catch (IOException e) {
      throw new UncheckedIOException("working-days.txt cannot be read", e);
    }
  }

  public boolean isWorkingDay(LocalDate day) {
    if (on.contains(day)) return true;
    boolean weekend =
        day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
    return !weekend && !off.contains(day);
  }

  /** The last day of a term of that many working days; the first day is the next working day. */
  public LocalDate after(LocalDate start, int workingDays) {
    LocalDate day = start;
    for (int left = workingDays; left > 0; ) {
      day = day.plusDays(1);
      if (isWorkingDay(day)) left--;
    }
    return day;
  }

  /** Working days from today (not counted) to the due day; negative when it is over. */
  public int left(LocalDate today, LocalDate due) {
    int days = 0;
    if (!due.isBefore(today)) {
      for (LocalDate day = today.plusDays(1); !day.isAfter(due); day = day.plusDays(1)) {
        if (isWorkingDay(day)) days++;
      }
      return days;
    }
    for (LocalDate day = due.plusDays(1); !day.isAfter(today); day = day.plusDays(1)) {
      if (isWorkingDay(day)) days--;
    }
    return Math.min(days, -1);
  }
}
