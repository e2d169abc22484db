package org.onenet.services.audit.rest;

import java.time.Clock;
import java.time.LocalDate;
import org.onenet.services.audit.Report;
import org.onenet.services.platform.Clocks;
import org.onenet.services.platform.WorkingDays;

/**
 * A report on the wire.
 *
 * @param state open, founded or unfounded
 * @param daysLeft working days until the answer is due; negative when it is late
 */
public record ReportView(
    String id,
    String stream,
    long number,
    String state,
    String reason,
    String reportedAt,
    String dueOn,
    int daysLeft,
    String answer,
    String answeredAt,
    String answeredBy,
    long version) {
  static ReportView of(Report report, WorkingDays workingDays, Clock clock) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), Clocks.CITY);
    return new ReportView(
        report.id().toString(),
        report.stream(),
        report.number(),
        report.state(),
        report.reason(),
        report.reportedAt().toString(),
        report.dueOn().toString(),
        workingDays.left(today, report.dueOn()),
        report.answer().map(Report.Answer::text).orElse(null),
        report.answer().map(answer -> answer.at().toString()).orElse(null),
        report.answer().map(Report.Answer::accountName).orElse(null),
        report.version());
  }
}
