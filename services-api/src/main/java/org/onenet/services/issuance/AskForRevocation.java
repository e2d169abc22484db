package org.onenet.services.issuance;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.onenet.identity.Caller;
import org.onenet.services.audit.Access;
import org.onenet.services.audit.Actor;
import org.onenet.services.audit.ReadLog;
import org.onenet.services.issuance.KeptCredentials.Kept;
import org.onenet.services.platform.Transactions;

/**
 * A holder asks that their certificate be revoked: once, whoever asks again gets the same. Its
 * department sees it where it revokes; until it does, the certificate holds.
 */
@Singleton
public class AskForRevocation {
  private final KeptCredentials credentials;
  private final StatusActs acts;
  private final ReadLog log;
  private final Transactions transactions;
  private final Clock clock;

  @Inject
  public AskForRevocation(
      KeptCredentials credentials,
      StatusActs acts,
      ReadLog log,
      Transactions transactions,
      Clock clock) {
    this.credentials = credentials;
    this.acts = acts;
    this.log = log;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** How it ends. */
  public sealed interface Result {
    /** With {@link Kept#revocationAskedAt}. */
    record Asked(Kept kept) implements Result {}

    record AlreadyRevoked(Optional<StatusAct> since) implements Result {}

    /** None, or none of the caller's. */
    record NotThere() implements Result {}
  }

  public Result ask(Caller caller, UUID id) {
    return transactions.inTransaction(
        () -> {
          Optional<Kept> mine =
              credentials
                  .find(id)
                  .filter(kept -> kept.holder().equals(caller.subject()) && !kept.isErased());
          if (mine.isEmpty()) return new Result.NotThere();
          if (acts.lock(id) == Validity.REVOKED) {
            return new Result.AlreadyRevoked(credentials.find(id).flatMap(Kept::outOfForceBy));
          }
          if (credentials.askRevocation(id, clock.instant())) {
            log.log(
                Access.act(Actor.of(caller), "ask", "revocation", id.toString(), "own-request")
                    .of(caller.subject())
                    .inCase(mine.get().caseReference()));
          }
          return new Result.Asked(credentials.find(id).orElseThrow());
        });
  }
}
