package org.onenet.services.issuance;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.onenet.identity.Caller;
import org.onenet.services.issuance.StatusAct.State;
import org.onenet.services.platform.Transactions;

/**
 * The second pair of eyes: a revocation that waits is confirmed by somebody else than who asked for
 * it, or turned down by anyone of the department, who asked for it included.
 */
@Singleton
public class AnswerRevocation {
  private final StatusActs acts;
  private final ChangeStatus changeStatus;
  private final Transactions transactions;
  private final Clock clock;

  /** What came of it. */
  public sealed interface Result {
    record Revoked() implements Result {}

    record TurnedDown() implements Result {}

    /** Who asked cannot confirm. */
    record SamePerson(StatusAct waiting) implements Result {}

    /** It has its answer, or is another one than was read. */
    record NotWaiting(Optional<StatusAct> answered) implements Result {}
  }

  @Inject
  public AnswerRevocation(
      StatusActs acts, ChangeStatus changeStatus, Transactions transactions, Clock clock) {
    this.acts = acts;
    this.changeStatus = changeStatus;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * @param act the revocation that was read
   * @param refusal why it is turned down; empty to confirm it
   * @param by works for the certificate's department: the door has seen to it
   */
  public Result answer(UUID credential, UUID act, Optional<String> refusal, Caller by) {
    return transactions.inTransaction(
        () -> {
          acts.lock(credential);
          Optional<StatusAct> found =
              acts.of(credential).stream().filter(one -> one.id().equals(act)).findFirst();
          if (found.filter(one -> one.state() == State.WAITING).isEmpty()) {
            return new Result.NotWaiting(found);
          }
          StatusAct waiting = found.get();
          if (refusal.isEmpty() && waiting.askedBy().subject().equals(by.subject())) {
            return new Result.SamePerson(waiting);
          }
          StatusAct.Answer answer =
              new StatusAct.Answer(
                  new StatusAct.Clerk(by.subject(), by.name()),
                  clock.instant(),
                  refusal.orElse(""));
          if (refusal.isPresent()) {
            acts.answer(act, State.TURNED_DOWN, answer);
            return new Result.TurnedDown();
          }
          acts.answer(act, State.DONE, answer);
          changeStatus.takeEffect(credential, waiting, answer.at());
          return new Result.Revoked();
        });
  }
}
