package org.onenet.services.corrections;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.onenet.services.platform.Text;

/**
 * What a clerk asks the holder of a register to correct: one for each exchange and field. It is
 * open until the holder answers that it is corrected at the source or that it is not; then it stays
 * so.
 *
 * @param department that asks; {@code holder} the department that holds the register
 * @param person whom it is about: the account's id
 * @param exchange under which the register told its value
 * @param field of the evidence type; {@code formField} that asks for it
 * @param registerValue as the register told it; {@code citizenValue} as the citizen says it is
 * @param document that shows it, of the case's own
 * @param dueOn the last day for an answer
 * @param version that was read
 */
public record Correction(
    UUID id,
    String caseReference,
    String department,
    String holder,
    String person,
    UUID exchange,
    String register,
    String evidenceType,
    String field,
    String formField,
    Text registerValue,
    Text citizenValue,
    String reason,
    Optional<UUID> document,
    String askedBy,
    String askedByName,
    Instant askedAt,
    LocalDate dueOn,
    Optional<Answer> answer,
    long version) {
  /** What the holder found. */
  public record Answer(
      boolean corrected, String text, Instant at, String account, String accountName) {}

  /** Its word on the wire: open, corrected, not-corrected. */
  public String state() {
    return answer.map(given -> given.corrected() ? "corrected" : "not-corrected").orElse("open");
  }
}
