package org.onenet.services.audit;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.onenet.credentials.audit.AuditEntry;
import org.onenet.identity.Caller;
import org.onenet.services.platform.Clocks;
import org.onenet.services.platform.Ids;
import org.onenet.services.platform.Transactions;
import org.onenet.services.platform.WorkingDays;

/** A person reports an entry about their data: once, whoever asks again gets the same report. */
@Singleton
public class ReportDataUse {
  /** Working days until an auditor must have answered. */
  public static final int DAYS = 10;

  private final Reports reports;
  private final ReadLog reads;
  private final WorkingDays workingDays;
  private final Transactions transactions;
  private final Clock clock;

  @Inject
  public ReportDataUse(
      Reports reports,
      ReadLog reads,
      WorkingDays workingDays,
      Transactions transactions,
      Clock clock) {
    this.reports = reports;
    this.reads = reads;
    this.workingDays = workingDays;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * @param isNew false when the person had reported it before
   */
  public record Reported(Report report, boolean isNew) {}

  /**
   * @param entry about this caller, which who calls has checked
   */
  public Reported report(Caller caller, AuditEntry entry, String reason) {
    Instant now = clock.instant();
    Report report =
        new Report(
            Ids.next(clock),
            entry.stream(),
            entry.number(),
            caller.subject(),
            reason,
            now,
            workingDays.after(LocalDate.ofInstant(now, Clocks.CITY), DAYS),
            Optional.empty(),
            1);
    return transactions.inTransaction(
        () -> {
          if (!reports.add(report)) {
            return new Reported(
                reports.of(caller.subject(), entry.stream(), entry.number()).orElseThrow(), false);
          }
          reads.log(
              Access.act(
                      Actor.of(caller),
                      "report",
                      "audit entry",
                      entry.stream() + "/" + entry.number(),
                      "report")
                  .of(caller.subject()));
          return new Reported(report, true);
        });
  }
}
