package org.onenet.portal.api;

import java.util.Arrays;
import java.util.List;

/**
 * A page of who used the caller's data.
 *
 * @param next where the next page begins; null on the last
 */
public record DataUses(List<Group> groups, String next) {
  /**
   * @param matter the application it was for; null where it is none, or several
   * @param where the department; null for the city itself
   */
  public record Group(Matter matter, Text where, String day, List<Use> uses) {}

  public record Matter(String reference, Text service) {}

  /**
   * @param shared whether it is about others too: then an auditor proves it
   * @param report the caller's own; null when there is none
   */
  public record Use(
      String stream,
      long number,
      String at,
      Text who,
      Text where,
      boolean automatic,
      Text what,
      Text purpose,
      List<Text> items,
      String reason,
      boolean shared,
      boolean sealed,
      Report report) {
    /** What others say too that differ in their time alone; what was reported is like none. */
    public Object saying() {
      return report == null
          ? Arrays.asList(who, automatic, what, purpose, items, reason, shared)
          : place();
    }

    /** Where the entry is, as ids and addresses say it. */
    public String place() {
      return stream + "-" + number;
    }
  }

  public record Reported(List<Use> reports) {}

  /**
   * @param state open, founded or unfounded
   */
  public record Report(
      String id,
      String stream,
      long number,
      String state,
      String reason,
      String reportedAt,
      String dueOn,
      int daysLeft,
      String answer,
      String answeredAt,
      String answeredBy,
      long version) {}
}
