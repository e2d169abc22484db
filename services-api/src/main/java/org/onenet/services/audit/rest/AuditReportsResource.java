package org.onenet.services.audit.rest;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.onenet.credentials.audit.AuditEntry;
import org.onenet.identity.Caller;
import org.onenet.identity.rest.Callers;
import org.onenet.services.audit.Access;
import org.onenet.services.audit.Actor;
import org.onenet.services.audit.AnswerReport;
import org.onenet.services.audit.AuditLog;
import org.onenet.services.audit.AuditWords;
import org.onenet.services.audit.ReadLog;
import org.onenet.services.audit.Report;
import org.onenet.services.audit.Reports;
import org.onenet.services.platform.Text;
import org.onenet.services.platform.WorkingDays;
import org.onenet.services.platform.web.GivenText;
import org.onenet.services.platform.web.Refusal;

/** What people reported, for auditors to answer; each look and each answer is logged. */
@Path("audit/reports")
@Singleton
@Produces(MediaType.APPLICATION_JSON)
@SecurityRequirement(name = "bearer")
public class AuditReportsResource {
  private static final int MOST = 200;
  private static final int MOST_WORDS = 2_000;

  private final Reports reports;
  private final AuditLog log;
  private final AuditWords words;
  private final AnswerReport answerReport;
  private final ReadLog reads;
  private final WorkingDays workingDays;
  private final Callers callers;
  private final Clock clock;

  @Inject
  public AuditReportsResource(
      Reports reports,
      AuditLog log,
      AuditWords words,
      AnswerReport answerReport,
      ReadLog reads,
      WorkingDays workingDays,
      Callers callers,
      Clock clock) {
    this.reports = reports;
    this.log = log;
    this.words = words;
    this.answerReport = answerReport;
    this.reads = reads;
    this.workingDays = workingDays;
    this.callers = callers;
    this.clock = clock;
  }

  /**
   * @param entry what was reported, in the form that is hashed; {@code told} in words. Both null
   *     when the row is gone, which the check of the log names
   */
  public record Reported(ReportView report, Map<String, Object> entry, AuditWords.Told told) {}

  public record Listing(List<ReportView> reports) {}

  /**
   * @param outcome founded or unfounded
   */
  public record Wanted(long version, String outcome, String text) {}

  @GET
  @RolesAllowed("auditor")
  @Operation(summary = "The open reports, the most urgent first; or those that were answered")
  public Listing reports(@QueryParam("state") @DefaultValue("open") String state) {
    List<Report> found =
        switch (state) {
          case "open" -> reports.open(MOST);
          case "answered" -> reports.answered(MOST);
          default -> throw Refusal.malformed("state", "open or answered", "open 或 answered");
        };
    reads.log(Access.act(Actor.of(callers.caller()), "list", "reports", state, "report"));
    return new Listing(found.stream().map(this::view).toList());
  }

  @GET
  @Path("{report}")
  @RolesAllowed("auditor")
  @Operation(summary = "One report with the entry that it is about")
  public Reported one(@PathParam("report") UUID id) {
    Report report = reports.find(id).orElseThrow(Refusal::notFound);
    reads.log(Access.read(callers.caller(), "report", id.toString(), "report").of(report.person()));
    return reported(report);
  }

  @POST
  @Path("{report}/answer")
  @RolesAllowed("auditor")
  @Operation(summary = "Answer a report; of two that race, one stands")
  public Reported answer(@PathParam("report") UUID id, Wanted wanted) {
    Caller caller = callers.caller();
    boolean founded =
        switch (wanted.outcome() == null ? "" : wanted.outcome()) {
          case "founded" -> true;
          case "unfounded" -> false;
          default ->
              throw Refusal.malformed("outcome", "founded or unfounded", "founded 或 unfounded");
        };
    String text = GivenText.of("text", wanted.text(), MOST_WORDS);
    return switch (answerReport.answer(caller, id, wanted.version(), founded, text)) {
      case AnswerReport.Result.Done done -> reported(done.report());
      case AnswerReport.Result.AlreadyAnswered over -> {
        Report.Answer answer = over.report().answer().orElseThrow();
        throw Refusal.alreadyAnswered(answer.accountName(), answer.at(), over.report().state());
      }
      case AnswerReport.Result.Stale stale ->
          throw Refusal.stale(
              new Text(
                  "The report has changed since you opened it. Load it again.", "投诉已被更新，请重新打开。"),
              stale.current());
      case AnswerReport.Result.OwnAct own ->
          throw Refusal.of(
              403,
              "own-act",
              new Text(
                  "This is about what you did yourself: another auditor answers it.",
                  "该投诉涉及您本人的操作，须由其他审计员答复。"));
      case AnswerReport.Result.NotThere none -> throw Refusal.notFound();
    };
  }

  private Reported reported(Report report) {
    AuditEntry entry =
        log.entry(report.stream(), report.number()).map(AuditLog.Chained::entry).orElse(null);
    return new Reported(
        view(report),
        entry == null ? null : AuditResource.readable(entry, log),
        entry == null ? null : words.tell(entry, log.reason(entry)));
  }

  private ReportView view(Report report) {
    return ReportView.of(report, workingDays, clock);
  }
}
