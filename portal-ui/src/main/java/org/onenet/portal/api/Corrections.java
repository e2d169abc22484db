package org.onenet.portal.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** What clerks asked the holders of registers to correct. */
public record Corrections(List<Correction> corrections) {
  /**
   * @param field of the form
   * @param state open, corrected or not-corrected
   * @param masked whether both values are hidden
   * @param citizenNumber only for the holder, as is {@code applicant}; whole when they look at it
   */
  public record Correction(
      String id,
      @JsonProperty("case") String caseReference,
      Text department,
      Text holder,
      Text registerName,
      String field,
      Text label,
      boolean masked,
      Text registerValue,
      Text citizenValue,
      String reason,
      String document,
      String askedBy,
      String askedAt,
      String dueOn,
      int daysLeft,
      String state,
      String answer,
      String answeredAt,
      String answeredBy,
      long version,
      String applicant,
      String citizenNumber) {
    public boolean isOpen() {
      return "open".equals(state);
    }
  }
}
