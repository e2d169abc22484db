package org.onenet.services.audit;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.UUID;
import org.onenet.identity.Caller;
import org.onenet.services.platform.Transactions;

/** An auditor answers a report: once. Nobody answers a report of what they did themselves. */
@Singleton
public class AnswerReport {
  private final Reports reports;
  private final AuditLog log;
  private final ReadLog reads;
  private final Transactions transactions;
  private final Clock clock;

  @Inject
  public AnswerReport(
      Reports reports, AuditLog log, ReadLog reads, Transactions transactions, Clock clock) {
    this.reports = reports;
    this.log = log;
    this.reads = reads;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** How it ends. */
  public sealed interface Result {
    record Done(Report report) implements Result {}

    /** Somebody answered before. */
    record AlreadyAnswered(Report report) implements Result {}

    /** Another version was read. */
    record Stale(long current) implements Result {}

    /** The entry is the caller's own. */
    record OwnAct() implements Result {}

    record NotThere() implements Result {}
  }

  public Result answer(Caller caller, UUID id, long version, boolean founded, String text) {
    return transactions.inTransaction(
        () -> {
          Report report = reports.find(id).orElse(null);
          if (report == null) return new Result.NotThere();
          if (report.answer().isPresent()) return new Result.AlreadyAnswered(report);
          if (report.version() != version) return new Result.Stale(report.version());
          boolean own =
              log.entry(report.stream(), report.number())
                  .map(chained -> chained.entry().account().equals(caller.subject()))
                  .orElse(false);
          if (own) return new Result.OwnAct();
          Report.Answer answer =
              new Report.Answer(founded, text, clock.instant(), caller.subject(), caller.name());
          if (!reports.answer(id, version, answer)) {
            return new Result.AlreadyAnswered(reports.find(id).orElseThrow());
          }
          reads.log(
              Access.act(Actor.of(caller), "answer", "report", id.toString(), "report")
                  .of(report.person()));
          return new Result.Done(reports.find(id).orElseThrow());
        });
  }
}
