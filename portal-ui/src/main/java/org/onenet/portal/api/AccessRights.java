package org.onenet.portal.api;

import java.time.LocalDate;
import java.util.List;

/** Which department may ask which register for what. */
public record AccessRights(List<Right> accessRights) {
  /**
   * Days are ISO 8601.
   *
   * @param until the first day on which it no longer holds
   * @param givenBy a person's name or a document's; null where everybody reads it
   */
  public record Right(
      String id,
      String register,
      Text registerName,
      String owner,
      Text ownerName,
      String evidenceType,
      Text evidenceTypeName,
      List<Field> fields,
      String requester,
      Text requesterName,
      String service,
      Text serviceName,
      String from,
      String until,
      String givenBy,
      boolean inForce,
      int version) {
    /** The last day on which it holds, as people say it. */
    public String lastDay() {
      return LocalDate.parse(until).minusDays(1).toString();
    }
  }

  /**
   * @param sensitivity {@code public}, {@code internal}, {@code personal} or {@code sensitive}
   */
  public record Field(String name, Text label, String sensitivity) {
    public boolean isSensitive() {
      return "sensitive".equals(sensitivity);
    }
  }

  /** What is to be given; {@code lastDay} the last one on which it holds. */
  public record Wanted(
      String evidenceType,
      List<String> fields,
      String requester,
      String service,
      LocalDate from,
      LocalDate lastDay) {}
}
