package org.onenet.services.issuance;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.onenet.identity.Caller;
import org.onenet.services.catalogue.Catalogue;
import org.onenet.services.issuance.KeptCredentials.Kept;
import org.onenet.services.issuance.StatusAct.State;
import org.onenet.services.platform.Ids;
import org.onenet.services.platform.Transactions;

/**
 * A clerk suspends, reinstates or revokes a certificate of the department. It is one transaction
 * with every place in status lists and with what is queued for the chain. Where the service
 * definition asks for four eyes, a revocation waits for {@link AnswerRevocation}.
 */
@Singleton
public class ChangeStatus {
  private final StatusActs acts;
  private final StatusPlaces places;
  private final ChainActs chain;
  private final Catalogue catalogue;
  private final Transactions transactions;
  private final Clock clock;

  /** What came of it. */
  public sealed interface Result {
    record Done() implements Result {}

    /** It takes effect when another confirms it. */
    record Waiting(StatusAct act) implements Result {}

    /** Somebody was faster: the status is not one in which this can be done. */
    record NotPossible(Validity is, Optional<StatusAct> since) implements Result {}

    /** Somebody has asked for the same, and it waits. */
    record AlreadyAsked(StatusAct waiting) implements Result {}
  }

  @Inject
  public ChangeStatus(
      StatusActs acts,
      StatusPlaces places,
      ChainActs chain,
      Catalogue catalogue,
      Transactions transactions,
      Clock clock) {
    this.acts = acts;
    this.places = places;
    this.chain = chain;
    this.catalogue = catalogue;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * @param by works for the certificate's department: the door has seen to it
   * @param code one of the kind's own
   */
  public Result change(Kept kept, ActKind kind, ReasonCode code, String reason, Caller by) {
    if (!code.isFor(kind)) throw new IllegalArgumentException(code + " is no reason to " + kind);
    return transactions.inTransaction(
        () -> {
          UUID id = kept.id();
          Validity is = acts.lock(id);
          if (!kind.isPossibleIn(is)) return new Result.NotPossible(is, latestDone(id));
          if (kind == ActKind.REVOKE) {
            Optional<StatusAct> waiting = acts.waiting(id);
            if (waiting.isPresent()) return new Result.AlreadyAsked(waiting.get());
          }
          boolean waits = kind == ActKind.REVOKE && needsFourEyes(kept);
          StatusAct act =
              new StatusAct(
                  Ids.next(clock),
                  kind,
                  code,
                  reason,
                  waits ? State.WAITING : State.DONE,
                  new StatusAct.Clerk(by.subject(), by.name()),
                  clock.instant(),
                  Optional.empty());
          acts.add(id, act);
          if (waits) return new Result.Waiting(act);
          takeEffect(id, act, act.askedAt());
          return new Result.Done();
        });
  }

  /** In the caller's transaction: certificate, places and chain. */
  void takeEffect(UUID credential, StatusAct act, Instant at) {
    acts.become(credential, act.kind().leadsTo());
    places.change(credential, act.kind().leadsTo(), at);
    chain.queue(credential, act.kind(), act.code());
  }

  private Optional<StatusAct> latestDone(UUID credential) {
    return acts.of(credential).stream()
        .filter(act -> act.state() == State.DONE)
        .reduce((older, newer) -> newer);
  }

  /** By the definition in force: it is a rule for clerks, and no part of the certificate. */
  private boolean needsFourEyes(Kept kept) {
    return catalogue.all().stream()
        .filter(definition -> definition.hasCompetentAuthority().equals(kept.department()))
        .filter(definition -> definition.output().credentialType().equals(kept.type()))
        .anyMatch(definition -> definition.output().needsFourEyes());
  }
}
