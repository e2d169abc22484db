package org.onenet.services.cases.rest;

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
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.onenet.identity.Caller;
import org.onenet.identity.Role;
import org.onenet.identity.StaffDirectory;
import org.onenet.identity.rest.Callers;
import org.onenet.services.audit.Access;
import org.onenet.services.audit.Actor;
import org.onenet.services.audit.GivenReasons;
import org.onenet.services.audit.ReadLog;
import org.onenet.services.cases.AdvanceCase;
import org.onenet.services.cases.Case;
import org.onenet.services.cases.CasePolicy;
import org.onenet.services.cases.CaseViews;
import org.onenet.services.cases.Cases;
import org.onenet.services.cases.DecideCase;
import org.onenet.services.cases.OpenCase;
import org.onenet.services.cases.PreviewDecision;
import org.onenet.services.platform.Clocks;
import org.onenet.services.platform.Text;
import org.onenet.services.platform.web.GivenText;
import org.onenet.services.platform.web.ReasonFirst;
import org.onenet.services.platform.web.Refusal;

/** Cases: citizens see their own, staff their department's. */
@Path("cases")
@Singleton
@Produces(MediaType.APPLICATION_JSON)
@SecurityRequirement(name = "bearer")
public class CasesResource {
  private static final Set<String> STATES =
      Set.of(
          "open",
          "submitted",
          "under-review",
          "waiting-for-applicant",
          "granted",
          "refused",
          "withdrawn");
  private static final int LEAST_REASON = 10;
  private static final int MOST_REASON = 2_000;
  private static final int MOST_OPENING = 500;

  private final Cases cases;
  private final CaseViews views;
  private final DecideCase decideCase;
  private final CaseDoor door;
  private final AdvanceCase advanceCase;
  private final PreviewDecision previewDecision;
  private final StaffDirectory staff;
  private final OpenCase openCase;
  private final ReadLog reads;
  private final Callers callers;
  private final Clock clock;

  @Inject
  public CasesResource(
      Cases cases,
      CaseViews views,
      DecideCase decideCase,
      CaseDoor door,
      AdvanceCase advanceCase,
      PreviewDecision previewDecision,
      StaffDirectory staff,
      OpenCase openCase,
      ReadLog reads,
      Callers callers,
      Clock clock) {
    this.cases = cases;
    this.views = views;
    this.decideCase = decideCase;
    this.door = door;
    this.advanceCase = advanceCase;
    this.previewDecision = previewDecision;
    this.staff = staff;
    this.openCase = openCase;
    this.reads = reads;
    this.callers = callers;
    this.clock = clock;
  }

  public record Listing(List<CaseViews.Row> cases, long total, Counts counts) {}

  public record Counts(long open, long mine, long unassigned, long dueThisWeek, long overdue) {}

  public record Assignment(long version, String assignee) {}

  public record Wanted(long version, String outcome, String reason) {}

  public record Preview(String outcome, String reason) {}

  public record Version(long version) {}

  public record Opening(String reason) {}

  /**
   * @param until how long the reason holds
   */
  public record Opened(String until) {}

  @GET
  @RolesAllowed({"citizen", "clerk", "supervisor"})
  @Operation(summary = "The caller's cases, or their department's")
  public Listing cases(
      @QueryParam("state") String state,
      @QueryParam("assignee") String assignee,
      @QueryParam("due") String due,
      @QueryParam("service") String service,
      @QueryParam("q") String words,
      @QueryParam("page") @DefaultValue("0") int page,
      @QueryParam("size") @DefaultValue("50") int size) {
    Caller caller = callers.caller();
    boolean asStaff = caller.is(Role.CLERK) || caller.is(Role.SUPERVISOR);
    if (present(state) && !STATES.contains(state)) {
      throw Refusal.malformed("state", "one of " + STATES, "其中之一：" + STATES);
    }
    if (page < 0 || size < 1 || size > 200) {
      throw Refusal.malformed("size", "1 to 200, and page from 0", "1 到 200，页码从 0 开始");
    }
    LocalDate today = LocalDate.ofInstant(clock.instant(), Clocks.CITY);
    LocalDate dueBefore =
        !present(due)
            ? null
            : switch (due) {
              case "overdue" -> today;
              case "week" -> today.plusDays(8);
              default -> throw Refusal.malformed("due", "overdue or week", "overdue 或 week");
            };
    String department = asStaff ? caller.department().orElseThrow() : null;
    String owner = asStaff ? null : caller.subject();
    Cases.Filter filter =
        new Cases.Filter(
            department,
            owner,
            present(state) ? state : dueBefore == null ? null : "open",
            "me".equals(assignee) ? caller.subject() : null,
            "none".equals(assignee),
            dueBefore,
            present(service) ? service : null,
            present(words) ? words : null,
            page,
            size);
    List<Case> rows = cases.list(filter);
    if (asStaff) logged(caller, filter, rows);
    return new Listing(
        rows.stream().map(views::row).toList(),
        cases.count(filter),
        counts(caller, department, owner, today));
  }

  /** One entry for the page, with whose cases it shows. What was typed may be a name: left out. */
  private void logged(Caller caller, Cases.Filter filter, List<Case> rows) {
    String shown =
        (filter.state() == null ? "any state" : filter.state())
            + (filter.words() == null ? "" : ", by words")
            + ", page "
            + (filter.page() + 1);
    reads.log(
        Access.act(Actor.of(caller), "list", "cases", shown, "case-work")
            .items(rows.stream().map(file -> file.facts().reference()).toList()));
  }

  private Counts counts(Caller caller, String department, String owner, LocalDate today) {
    return new Counts(
        count(department, owner, null, false, null),
        count(department, owner, caller.subject(), false, null),
        count(department, owner, null, true, null),
        count(department, owner, null, false, today.plusDays(8)),
        count(department, owner, null, false, today));
  }

  private long count(
      String department, String owner, String assignee, boolean unassigned, LocalDate dueBefore) {
    return cases.count(
        new Cases.Filter(
            department, owner, "open", assignee, unassigned, dueBefore, null, null, 0, 1));
  }

  @GET
  @Path("{reference}")
  @RolesAllowed({"citizen", "clerk", "supervisor"})
  @Operation(summary = "One case, whole")
  public CaseViews.View one(@PathParam("reference") String reference) {
    Caller caller = callers.caller();
    Case file = door.visible(caller, reference);
    door.read(caller, file, "case");
    return views.view(caller, file);
  }

  @POST
  @Path("{reference}/openings")
  @RolesAllowed({"clerk", "supervisor"})
  @Operation(
      summary = "Say why a case is opened that is not the caller's",
      description = "The reason stands in the audit log, and the citizen reads it.")
  public Response open(@PathParam("reference") String reference, Opening wanted) {
    Caller caller = callers.caller();
    Case file =
        cases
            .find(reference)
            .filter(found -> CasePolicy.staff(caller, found))
            .orElseThrow(Refusal::notFound);
    String reason = GivenText.of("reason", wanted.reason(), MOST_OPENING);
    Instant until = openCase.because(caller, file, reason);
    return Response.status(201).entity(new Opened(until.toString())).build();
  }

  @POST
  @Path("{reference}/assignment")
  @RolesAllowed({"clerk", "supervisor"})
  @Operation(summary = "Take, release or reassign")
  public CaseViews.View assign(@PathParam("reference") String reference, Assignment wanted) {
    Caller caller = callers.caller();
    Case file = door.visible(caller, reference);
    if (CasePolicy.may(caller, CasePolicy.Act.REASSIGN, file) && !openCase.mayOpen(caller, file)) {
      throw ReasonFirst.refusal(
          file.facts().reference(), GivenReasons.HOLDS); // the answer shows the case
    }
    Optional<Case.Clerk> to =
        wanted.assignee() == null
            ? Optional.empty()
            : Optional.of(
                wanted.assignee().equals("me") || wanted.assignee().equals(caller.subject())
                    ? new Case.Clerk(caller.subject(), caller.name())
                    : colleague(file.facts().department(), wanted.assignee()));
    DecideCase.Result result = decideCase.assign(caller, reference, wanted.version(), to);
    if (result instanceof DecideCase.Result.Done done) openCase.assigned(caller, done.file());
    return door.done(caller, result);
  }

  private Case.Clerk colleague(String department, String id) {
    return staff.clerksOf(department).stream()
        .filter(member -> member.id().equals(id))
        .map(member -> new Case.Clerk(member.id(), member.name()))
        .findFirst()
        .orElseThrow(() -> Refusal.malformed("assignee", "a clerk of the department", "本部门的工作人员"));
  }

  @POST
  @Path("{reference}/decision-preview")
  @RolesAllowed("clerk")
  @Operation(summary = "What would go out with a decision")
  public PreviewDecision.Shown preview(@PathParam("reference") String reference, Preview wanted) {
    Caller caller = callers.caller();
    Case file = door.visible(caller, reference);
    door.read(caller, file, "decision preview");
    return previewDecision.preview(file, granted(wanted.outcome()), wanted.reason());
  }

  @POST
  @Path("{reference}/decision")
  @RolesAllowed("clerk")
  @Operation(summary = "Grant or refuse; of two that race, one stands")
  public CaseViews.View decide(@PathParam("reference") String reference, Wanted wanted) {
    Caller caller = callers.caller();
    door.visible(caller, reference);
    boolean granted = granted(wanted.outcome());
    String reason = wanted.reason() == null ? "" : wanted.reason().strip();
    if (!granted && (reason.length() < LEAST_REASON || reason.length() > MOST_REASON)) {
      throw Refusal.invalid(
          "reason-needed",
          new Text("A refusal needs its reason.", "不予批准须说明理由。"),
          List.of(
              new Refusal.FieldError(
                  "reason",
                  reason.length() < LEAST_REASON ? "too-short" : "too-long",
                  new Text(
                      "Give the reason in 10 to 2,000 characters; the citizen will read it.",
                      "请用 10 至 2000 字说明理由，申请人将看到该内容。"))));
    }
    DecideCase.Result result =
        granted
            ? decideCase.grant(caller, reference, wanted.version(), reason)
            : decideCase.refuse(caller, reference, wanted.version(), reason);
    CaseViews.View view = door.done(caller, result);
    if (!granted) return view;
    return views.view(caller, advanceCase.advance(reference));
  }

  @POST
  @Path("{reference}/withdrawal")
  @RolesAllowed("citizen")
  @Operation(summary = "The applicant withdraws")
  public CaseViews.View withdraw(@PathParam("reference") String reference, Version wanted) {
    Caller caller = callers.caller();
    door.visible(caller, reference);
    return door.done(caller, decideCase.withdraw(caller, reference, wanted.version()));
  }

  private static boolean granted(String outcome) {
    return switch (outcome == null ? "" : outcome) {
      case "granted" -> true;
      case "refused" -> false;
      default -> throw Refusal.malformed("outcome", "granted or refused", "granted 或 refused");
    };
  }

  private static boolean present(String text) {
    return text != null && !text.isBlank();
  }
}
