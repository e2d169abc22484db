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
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.onenet.identity.Caller;
import org.onenet.identity.rest.Callers;
import org.onenet.services.audit.Place;
import org.onenet.services.audit.ReportDataUse;
import org.onenet.services.audit.TellDataUses;
import org.onenet.services.platform.Text;
import org.onenet.services.platform.WorkingDays;
import org.onenet.services.platform.web.GivenText;
import org.onenet.services.platform.web.Refusal;

/** Who used the caller's data; and what the caller reports of it. */
@Path("me/data-uses")
@Singleton
@Produces(MediaType.APPLICATION_JSON)
@SecurityRequirement(name = "bearer")
public class DataUsesResource {
  private static final int MOST_WORDS = 2_000;

  private final TellDataUses tell;
  private final ReportDataUse reportDataUse;
  private final WorkingDays workingDays;
  private final Callers callers;
  private final Clock clock;

  @Inject
  public DataUsesResource(
      TellDataUses tell,
      ReportDataUse reportDataUse,
      WorkingDays workingDays,
      Callers callers,
      Clock clock) {
    this.tell = tell;
    this.reportDataUse = reportDataUse;
    this.workingDays = workingDays;
    this.callers = callers;
    this.clock = clock;
  }

  /**
   * @param next the {@code page} to go on with; null on the last
   */
  public record Listing(List<Group> groups, String next) {}

  /**
   * @param matter the application it was for; null where it is none, or several
   * @param where the department; null for the city itself
   */
  public record Group(TellDataUses.Matter matter, Text where, String day, List<Use> uses) {}

  /**
   * @param stream and {@code number}: which entry of the log it is
   * @param automatic whether a machine did it
   * @param shared whether it is about others too, as a list is: the auditor proves such entries
   * @param reason in the words of who read
   * @param report the caller's; null when there is none
   */
  public record Use(
      String stream,
      long number,
      String at,
      Text who,
      Text where,
      boolean automatic,
      String act,
      Text what,
      String purposeCode,
      Text purpose,
      List<Text> items,
      String reason,
      boolean shared,
      boolean sealed,
      ReportView report) {}

  public record Reports(List<Use> reports) {}

  public record Words(String reason) {}

  @GET
  @RolesAllowed("citizen")
  @Operation(
      summary = "Who used the caller's data, when, why and for which case, the newest first",
      description = "By case, department and day. The next page: page = the answer's next.")
  public Listing uses(
      @QueryParam("page") String page,
      @QueryParam("from") String from,
      @QueryParam("until") String until,
      @QueryParam("size") @DefaultValue("50") int size) {
    TellDataUses.Page found =
        tell.page(
            callers.caller().subject(),
            Asking.from(from),
            Asking.until(until),
            Asking.page(page),
            Asking.size(size));
    return new Listing(
        found.groups().stream()
            .map(
                group ->
                    new Group(
                        group.matter().orElse(null),
                        group.where().orElse(null),
                        group.day().toString(),
                        group.uses().stream().map(this::use).toList()))
            .toList(),
        found.next().map(Place::token).orElse(null));
  }

  @GET
  @Path("reports")
  @RolesAllowed("citizen")
  @Operation(summary = "What the caller has reported, the newest first, with the answers")
  public Reports reports() {
    return new Reports(tell.reported(callers.caller().subject()).stream().map(this::use).toList());
  }

  @POST
  @Path("{stream}/{number}/report")
  @RolesAllowed("citizen")
  @Operation(
      summary = "Report a use of the caller's data to the auditors",
      description = "Once for each entry: whoever asks again gets the report that there is.")
  public Response report(
      @PathParam("stream") String stream, @PathParam("number") long number, Words wanted) {
    Caller caller = callers.caller();
    TellDataUses.Use use =
        tell.one(caller.subject(), stream, number).orElseThrow(Refusal::notFound);
    String reason = GivenText.of("reason", wanted.reason(), MOST_WORDS);
    ReportDataUse.Reported reported = reportDataUse.report(caller, use.entry(), reason);
    return Response.status(reported.isNew() ? 201 : 200)
        .entity(ReportView.of(reported.report(), workingDays, clock))
        .build();
  }

  private Use use(TellDataUses.Use use) {
    return new Use(
        use.entry().stream(),
        use.entry().number(),
        use.entry().at().toString(),
        use.told().who(),
        use.told().where(),
        use.told().automatic(),
        use.entry().act(),
        use.told().what(),
        use.entry().purpose(),
        use.told().purpose(),
        use.items(),
        use.reason().orElse(null),
        use.shared(),
        use.sealed(),
        use.report().map(one -> ReportView.of(one, workingDays, clock)).orElse(null));
  }
}
