package org.onenet.services.cases;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.onenet.identity.Caller;
import org.onenet.services.applications.Applications;
import org.onenet.services.evidence.TradeNames;
import org.onenet.services.exchange.Exchanges;
import org.onenet.services.platform.Clocks;
import org.onenet.services.platform.Text;
import org.onenet.services.platform.Transactions;
import org.onenet.services.platform.WorkingDays;

/** What people do with a case: take, release, reassign, notify, grant, refuse, withdraw. */
@Singleton
public class DecideCase {
  private final Cases cases;
  private final Notices notices;
  private final EndNotice endNotice;
  private final Applications applications;
  private final TradeNames tradeNames;
  private final Exchanges exchanges;
  private final WorkingDays workingDays;
  private final Transactions transactions;
  private final StepListener listener;
  private final Clock clock;

  @Inject
  public DecideCase(
      Cases cases,
      Notices notices,
      EndNotice endNotice,
      Applications applications,
      TradeNames tradeNames,
      Exchanges exchanges,
      WorkingDays workingDays,
      Transactions transactions,
      StepListener listener,
      Clock clock) {
    this.cases = cases;
    this.notices = notices;
    this.endNotice = endNotice;
    this.applications = applications;
    this.tradeNames = tradeNames;
    this.exchanges = exchanges;
    this.workingDays = workingDays;
    this.transactions = transactions;
    this.listener = listener;
    this.clock = clock;
  }

  /** How an act ends. */
  public sealed interface Result {
    record Done(Case file) implements Result {}

    /** Somebody decided before: who, when and what. */
    record AlreadyDecided(String outcome, String by, Instant at) implements Result {}

    /** The case changed since it was read. */
    record Stale(long current) implements Result {}

    /** This caller may not do this with this case now. */
    record NotAllowed() implements Result {}
  }

  public Result assign(Caller caller, String reference, long version, Optional<Case.Clerk> to) {
    boolean toMe = to.map(clerk -> clerk.id().equals(caller.subject())).orElse(false);
    return act(
        caller,
        reference,
        version,
        (file) -> {
          boolean allowed =
              CasePolicy.may(caller, CasePolicy.Act.REASSIGN, file)
                  || (toMe && CasePolicy.may(caller, CasePolicy.Act.TAKE, file))
                  || (to.isEmpty() && CasePolicy.may(caller, CasePolicy.Act.RELEASE, file));
          if (!allowed) return Optional.empty();
          return assigned(file, to).map(next -> new Change(next, Optional.empty(), false));
        });
  }

  /** While it waits for its applicant it can be handed over, but not be nobody's. */
  private static Optional<Case> assigned(Case file, Optional<Case.Clerk> to) {
    return switch (file) {
      case Case.UnderReview review ->
          Optional.of(to.map(review::assignTo).orElseGet(review::release));
      case Case.WaitingForApplicant waiting -> to.map(waiting::assignTo);
      default -> Optional.empty();
    };
  }

  public Result grant(Caller caller, String reference, long version, String reason) {
    return act(
        caller,
        reference,
        version,
        file -> {
          if (!CasePolicy.may(caller, CasePolicy.Act.GRANT, file)) return Optional.empty();
          Instant now = clock.instant();
          Case.UnderReview review = (Case.UnderReview) file;
          return Optional.of(
              new Change(
                  review.grant(new Case.Decision(reason, now, clerk(caller))),
                  Optional.of(
                      CaseEvent.byAuthority(
                          now,
                          "granted",
                          new Text("Your application is granted.", "您的申请已获批准。"),
                          file)),
                  true));
        });
  }

  public Result refuse(Caller caller, String reference, long version, String reason) {
    return act(
        caller,
        reference,
        version,
        file -> {
          if (!CasePolicy.may(caller, CasePolicy.Act.REFUSE, file)) return Optional.empty();
          Instant now = clock.instant();
          Case.UnderReview review = (Case.UnderReview) file;
          return Optional.of(
              new Change(
                  review.refuse(new Case.Decision(reason, now, clerk(caller))),
                  Optional.of(
                      CaseEvent.byAuthority(
                          now,
                          "refused",
                          new Text("Your application is refused. The reason: %s", "您的申请未获批准。原因：%s")
                              .with(reason),
                          file)),
                  false));
        });
  }

  public Result withdraw(Caller caller, String reference, long version) {
    return act(
        caller,
        reference,
        version,
        file -> {
          if (!CasePolicy.may(caller, CasePolicy.Act.WITHDRAW, file)) return Optional.empty();
          Instant now = clock.instant();
          Case.Withdrawn withdrawn =
              switch (file) {
                case Case.Submitted submitted -> submitted.withdraw(now);
                case Case.UnderReview review -> review.withdraw(now);
                case Case.WaitingForApplicant waiting -> waiting.withdraw(now);
                default ->
                    throw new IllegalStateException("the policy let through " + file.state());
              };
          return Optional.of(
              new Change(
                  withdrawn,
                  Optional.of(
                      new CaseEvent(
                          now,
                          "withdrawn",
                          new Text("You withdrew the application.", "您已撤回申请。"),
                          Optional.empty())),
                  false,
                  () -> {
                    if (file instanceof Case.WaitingForApplicant waiting) {
                      noLongerWaiting(waiting, now, Notice.How.WITHDRAWN);
                    }
                  }));
        });
  }

  /**
   * Says once what is missing: the application is open to its citizen again.
   *
   * @param reason why there is another notice; empty for the first
   */
  public Result sendNotice(
      Caller caller,
      String reference,
      long version,
      List<Notice.Item> items,
      Optional<String> reason) {
    CasePolicy.Act act = reason.isPresent() ? CasePolicy.Act.NOTIFY_AGAIN : CasePolicy.Act.NOTIFY;
    return act(
        caller,
        reference,
        version,
        file -> {
          if (!CasePolicy.may(caller, act, file)) return Optional.empty();
          Instant now = clock.instant();
          LocalDate answerBy =
              workingDays.after(LocalDate.ofInstant(now, Clocks.CITY), Notice.DAYS);
          Case.WaitingForApplicant waiting = ((Case.UnderReview) file).askApplicant(answerBy);
          Notice notice =
              new Notice(
                  reference,
                  waiting.facts().notices(),
                  now,
                  clerk(caller),
                  items,
                  reason,
                  answerBy,
                  Optional.empty());
          return Optional.of(
              new Change(
                  waiting,
                  Optional.of(CaseEvent.byAuthority(now, "notice", notice.told(), file)),
                  false,
                  () -> {
                    notices.add(notice);
                    applications.reopen(file.facts().application());
                  }));
        });
  }

  /** Goes on without what the citizen was asked for. */
  public Result takeBack(Caller caller, String reference, long version) {
    return act(
        caller,
        reference,
        version,
        file -> {
          if (!CasePolicy.may(caller, CasePolicy.Act.TAKE_BACK, file)) return Optional.empty();
          Instant now = clock.instant();
          Case.WaitingForApplicant waiting = (Case.WaitingForApplicant) file;
          return Optional.of(
              new Change(
                  waiting.goOn(endNotice.dueOn(waiting, now)),
                  Optional.of(
                      CaseEvent.byAuthority(
                          now,
                          "taken-back",
                          new Text("The authority goes on with what it has.", "主管部门将按现有材料继续办理。"),
                          file)),
                  false,
                  () -> noLongerWaiting(waiting, now, Notice.How.TAKEN_BACK)));
        });
  }

  private void noLongerWaiting(Case.WaitingForApplicant waiting, Instant at, Notice.How how) {
    endNotice.end(waiting, new Notice.End(at, how, Map.of()));
    applications.close(waiting.facts().application());
  }

  /**
   * @param also what else is done once the new state is kept
   */
  private record Change(Case next, Optional<CaseEvent> event, boolean pending, Runnable also) {
    Change(Case next, Optional<CaseEvent> event, boolean pending) {
      this(next, event, pending, () -> {});
    }
  }

  private interface Decide {
    /** Empty when it is not allowed. */
    Optional<Change> from(Case file);
  }

  private Result act(Caller caller, String reference, long version, Decide decide) {
    Result result =
        transactions.inTransaction(
            () -> {
              Case file = cases.find(reference).orElseThrow();
              if (decided(file) instanceof Result.AlreadyDecided over
                  && CasePolicy.maySee(caller, file)) {
                return over;
              }
              if (file.facts().version() != version)
                return new Result.Stale(file.facts().version());
              Optional<Change> change = decide.from(file);
              if (change.isEmpty()) return new Result.NotAllowed();
              if (!cases.keep(change.get().next(), change.get().pending())) {
                return lost(reference);
              }
              change.get().also().run();
              freeTheName(change.get().next());
              if (decided(change.get().next()) != null) exchanges.end(file.facts().application());
              change.get().event().ifPresent(event -> cases.note(reference, event));
              listener.at(reference, "decision", "before-commit");
              return new Result.Done(cases.find(reference).orElseThrow());
            });
    if (result instanceof Result.Done) listener.at(reference, "decision", "after-commit");
    return result;
  }

  /** Only once the end is kept: who loses the race must not take a granted trader's name. */
  private void freeTheName(Case next) {
    if (next instanceof Case.Refused || next instanceof Case.Withdrawn) {
      tradeNames.release(next.facts().application().toString());
    }
  }

  /** The row was changed between our read and our write: say by whom, if it is decided now. */
  private Result lost(String reference) {
    Case now = cases.find(reference).orElseThrow();
    return decided(now) instanceof Result.AlreadyDecided over
        ? over
        : new Result.Stale(now.facts().version());
  }

  private static Result decided(Case file) {
    return switch (file) {
      case Case.Granted granted -> over("granted", granted.decision());
      case Case.Refused refused -> over("refused", refused.decision());
      case Case.Withdrawn withdrawn ->
          new Result.AlreadyDecided("withdrawn", withdrawn.facts().applicantName(), withdrawn.at());
      default -> null;
    };
  }

  private static Result over(String outcome, Case.Decision decision) {
    return new Result.AlreadyDecided(outcome, decision.by().name(), decision.at());
  }

  private static Case.Clerk clerk(Caller caller) {
    return new Case.Clerk(caller.subject(), caller.name());
  }
}
