package org.onenet.services.cases;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.onenet.identity.Caller;
import org.onenet.services.platform.Transactions;

/**
 * A counter writes down that the applicant came in person. It is told to them, and counted in
 * public: the promise is one trip at most.
 */
@Singleton
public class NoteVisit {
  private final Cases cases;
  private final Visits visits;
  private final Transactions transactions;

  @Inject
  public NoteVisit(Cases cases, Visits visits, Transactions transactions) {
    this.cases = cases;
    this.visits = visits;
    this.transactions = transactions;
  }

  /** How it ends. */
  public enum Result {
    NOTED,
    /** The same was noted before; nothing is done twice. */
    NOTED_BEFORE,
    /** Another visit has that id. */
    ANOTHER,
    /** Retention has deleted what the case said of the person. */
    CLEARED,
    NOT_ALLOWED
  }

  public Result note(Caller caller, Case file, Visit visit) {
    if (!CasePolicy.may(caller, CasePolicy.Act.VISIT, file)) return Result.NOT_ALLOWED;
    return transactions.inTransaction(
        () -> {
          if (!cases.holdKept(visit.reference())) return Result.CLEARED;
          if (!visits.add(visit)) {
            return visits.find(visit.id()).orElseThrow().isSame(visit)
                ? Result.NOTED_BEFORE
                : Result.ANOTHER;
          }
          cases.note(
              visit.reference(),
              CaseEvent.byAuthority(visit.notedAt(), "visit", visit.told(), file));
          return Result.NOTED;
        });
  }
}
