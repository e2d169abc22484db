package org.onenet.services.cases.rest;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.onenet.identity.Caller;
import org.onenet.identity.rest.Callers;
import org.onenet.services.cases.Case;
import org.onenet.services.cases.CaseViews;
import org.onenet.services.cases.NoteVisit;
import org.onenet.services.cases.Visit;
import org.onenet.services.platform.Clocks;
import org.onenet.services.platform.Ids;
import org.onenet.services.platform.Text;
import org.onenet.services.platform.web.GivenDay;
import org.onenet.services.platform.web.Refusal;

/** Visits in person, as counters write them down. */
@Path("cases/{reference}/visits/{id}")
@Singleton
@Produces(MediaType.APPLICATION_JSON)
@SecurityRequirement(name = "bearer")
public class VisitsResource {
  private final NoteVisit noteVisit;
  private final CaseViews views;
  private final CaseDoor door;
  private final Callers callers;
  private final Clock clock;

  @Inject
  public VisitsResource(
      NoteVisit noteVisit, CaseViews views, CaseDoor door, Callers callers, Clock clock) {
    this.noteVisit = noteVisit;
    this.views = views;
    this.door = door;
    this.callers = callers;
    this.clock = clock;
  }

  /**
   * @param on the day, ISO 8601
   * @param purpose original, document, signature, collection or question
   */
  public record Came(String on, String purpose) {}

  @PUT
  @RolesAllowed({"clerk", "supervisor"})
  @Operation(
      summary = "Write down that the applicant came in person",
      description = "The caller makes the id: the same twice is one visit. The applicant reads it.")
  public Response note(
      @PathParam("reference") String reference, @PathParam("id") String id, Came came) {
    Caller caller = callers.caller();
    Case file = door.visible(caller, reference);
    Instant now = clock.instant();
    Visit visit =
        new Visit(
            uuid(id),
            reference,
            day(came.on(), file, now),
            purpose(came.purpose()),
            now,
            caller.subject());
    door.read(caller, file, "case");
    return switch (noteVisit.note(caller, file, visit)) {
      case NOTED -> Response.status(201).entity(views.view(caller, file)).build();
      case NOTED_BEFORE -> Response.ok(views.view(caller, file)).build();
      case ANOTHER ->
          throw Refusal.of(
              409,
              "another-visit",
              new Text("Another visit was noted under this id.", "该编号已用于另一次到访记录。"));
      case CLEARED ->
          throw Refusal.of(
              410,
              "case-cleared",
              new Text(
                  "What was kept of this case has been deleted; nothing is added to it.",
                  "该办件的保存期限已过，内容已删除，不能再添加记录。"));
      case NOT_ALLOWED -> throw Refusal.forbidden();
    };
  }

  private static UUID uuid(String id) {
    return Ids.uuid(id).orElseThrow(() -> Refusal.malformed("id", "a UUID", "UUID"));
  }

  private static LocalDate day(String on, Case file, Instant now) {
    LocalDate first = LocalDate.ofInstant(file.facts().submittedAt(), Clocks.CITY);
    LocalDate last = LocalDate.ofInstant(now, Clocks.CITY);
    LocalDate day = GivenDay.of("on", on);
    if (day.isBefore(first) || day.isAfter(last)) {
      throw Refusal.malformed(
          "on",
          "a day from " + first + ", when the application came in, to " + last,
          "自受理之日 " + first + " 至 " + last + " 之间的日期");
    }
    return day;
  }

  private static Visit.Purpose purpose(String word) {
    return Visit.Purpose.of(word)
        .orElseThrow(
            () -> {
              String words =
                  Arrays.stream(Visit.Purpose.values()).map(Visit.Purpose::word).toList() + "";
              return Refusal.malformed("purpose", "one of " + words, "其中之一：" + words);
            });
  }
}
