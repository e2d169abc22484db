package org.onenet.services.issuance;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What somebody did to a certificate's status: a suspension or a reinstatement takes effect at
 * once; a revocation does so too, or waits until another confirms it or turns it down.
 */
public record StatusAct(
    UUID id,
    ActKind kind,
    ReasonCode code,
    String reason,
    State state,
    Clerk askedBy,
    Instant askedAt,
    Optional<Answer> answer) {

  public enum State {
    WAITING("waiting"),
    DONE("done"),
    TURNED_DOWN("turned-down");

    private final String word;

    State(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  /** Who it was: the account's {@code sub}, empty where only the name was kept. */
  public record Clerk(String subject, String name) {}

  /** The second person's word; {@code reason} is empty for a confirmation. */
  public record Answer(Clerk by, Instant at, String reason) {}

  /** Who made it as it is now. */
  public Clerk by() {
    return answer.map(Answer::by).orElse(askedBy);
  }

  /** Since when it is as it is now. */
  public Instant at() {
    return answer.map(Answer::at).orElse(askedAt);
  }
}
