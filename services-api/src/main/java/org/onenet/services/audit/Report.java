package org.onenet.services.audit;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/**
 * A person says that an entry about their data should not be. It is open until an auditor answers
 * that it is founded or not; then it stays so.
 *
 * @param person who reports: the account's id
 * @param dueOn the last day for an answer
 * @param version that was read
 */
public record Report(
    UUID id,
    String stream,
    long number,
    String person,
    String reason,
    Instant reportedAt,
    LocalDate dueOn,
    Optional<Answer> answer,
    long version) {
  /** What an auditor found. */
  public record Answer(
      boolean founded, String text, Instant at, String account, String accountName) {}

  /** Its word on the wire: open, founded, unfounded. */
  public String state() {
    return answer.map(given -> given.founded() ? "founded" : "unfounded").orElse("open");
  }
}
