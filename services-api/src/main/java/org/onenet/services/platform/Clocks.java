package org.onenet.services.platform;

import jakarta.enterprise.inject.Produces;
import java.time.Clock;
import java.time.ZoneId;

/** The clock everything is given; and the city's own time zone, by which days are counted. */
public class Clocks {
  /** Deadlines and dates on letters are days of the city. */
  public static final ZoneId CITY = ZoneId.of("Asia/Shanghai");

  @Produces
  Clock clock() {
    return Clock.systemUTC();
  }
}
