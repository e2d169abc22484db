package org.onenet.services.catalogue;

import java.time.Instant;
import org.onenet.services.platform.Clocks;
import org.onenet.services.platform.Text;

/**
 * How long what a person told for a service is kept after its decision, and on what ground.
 *
 * @param months of the city's calendar
 * @param ground the law or the rule, in words
 */
public record Retention(int months, Text ground) {
  /** Where a definition says nothing. */
  static final Retention DEFAULT =
      new Retention(
          60,
          new Text(
              "The city's rule on files: five years for review and appeal", "本市档案规则：为复议和诉讼保存五年"));

  /** The first moment at which it need no longer be kept. */
  public Instant end(Instant from) {
    return from.atZone(Clocks.CITY).plusMonths(months).toInstant();
  }

  /** What was decided up to then need no longer be kept at this moment, but for some days. */
  public Instant begunBy(Instant end) {
    return end.atZone(Clocks.CITY).minusMonths(months).toInstant();
  }
}
