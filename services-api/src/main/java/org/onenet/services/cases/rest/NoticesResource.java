package org.onenet.services.cases.rest;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.onenet.identity.Caller;
import org.onenet.identity.rest.Callers;
import org.onenet.services.cases.Case;
import org.onenet.services.cases.CaseViews;
import org.onenet.services.cases.Cases;
import org.onenet.services.cases.DecideCase;
import org.onenet.services.cases.Notice;
import org.onenet.services.catalogue.Catalogue;
import org.onenet.services.catalogue.ServiceDefinition;
import org.onenet.services.forms.Conditions;
import org.onenet.services.platform.web.GivenText;
import org.onenet.services.platform.web.Refusal;

/** One-time notices: what is missing in an application, told once. */
@Path("cases/{reference}/notices")
@Singleton
@Produces(MediaType.APPLICATION_JSON)
@SecurityRequirement(name = "bearer")
public class NoticesResource {
  private static final String CASE = "case";
  private static final int MOST_ITEMS = 20;
  private static final int LEAST_TEXT = 2;
  private static final int MOST_TEXT = 500;
  private static final int MOST_REASON = 500;

  private final Cases cases;
  private final DecideCase decideCase;
  private final Catalogue catalogue;
  private final CaseDoor door;
  private final Callers callers;

  @Inject
  public NoticesResource(
      Cases cases, DecideCase decideCase, Catalogue catalogue, CaseDoor door, Callers callers) {
    this.cases = cases;
    this.decideCase = decideCase;
    this.catalogue = catalogue;
    this.door = door;
    this.callers = callers;
  }

  /**
   * @param reason why a supervisor sends another; null for the first
   */
  public record Wanted(long version, List<Missing> items, String reason) {}

  public record Missing(String field, String text) {}

  public record Version(long version) {}

  @POST
  @RolesAllowed({"clerk", "supervisor"})
  @Operation(
      summary = "Tell the citizen once everything that is missing",
      description =
          "The application is open to them again. Another notice needs a supervisor and a reason.")
  public Response send(@PathParam("reference") String reference, Wanted wanted) {
    Caller caller = callers.caller();
    Case file = door.visible(caller, reference);
    List<Notice.Item> items = items(file, wanted.items());
    Optional<String> reason =
        Optional.ofNullable(wanted.reason())
            .map(given -> GivenText.of("reason", given, MOST_REASON));
    door.read(caller, file, CASE);
    CaseViews.View view =
        door.done(
            caller, decideCase.sendNotice(caller, reference, wanted.version(), items, reason));
    return Response.status(201).entity(view).build();
  }

  @POST
  @Path("end")
  @RolesAllowed({"clerk", "supervisor"})
  @Operation(summary = "Go on without the citizen's answer")
  public CaseViews.View takeBack(@PathParam("reference") String reference, Version wanted) {
    Caller caller = callers.caller();
    door.read(caller, door.visible(caller, reference), CASE);
    return door.done(caller, decideCase.takeBack(caller, reference, wanted.version()));
  }

  private List<Notice.Item> items(Case file, List<Missing> wanted) {
    if (wanted == null || wanted.isEmpty() || wanted.size() > MOST_ITEMS) {
      throw Refusal.malformed("items", "1 to 20 things that are missing", "1 至 20 项需补正的内容");
    }
    Set<String> asked = asked(file);
    Set<String> seen = new HashSet<>();
    List<Notice.Item> items = new ArrayList<>();
    for (int i = 0; i < wanted.size(); i++) {
      Missing one = wanted.get(i);
      String place = "items[" + i + "].";
      if (one == null || one.field() == null || !asked.contains(one.field())) {
        throw Refusal.malformed(
            place + "field", "a field that this application was asked for", "该申请表中的字段");
      }
      if (!seen.add(one.field())) {
        throw Refusal.malformed(place + "field", "each field once", "每个字段只列一次");
      }
      items.add(
          new Notice.Item(
              one.field(), GivenText.of(place + "text", one.text(), LEAST_TEXT, MOST_TEXT)));
    }
    return items;
  }

  private Set<String> asked(Case file) {
    ServiceDefinition definition =
        catalogue.version(file.facts().service(), file.facts().serviceVersion()).orElseThrow();
    return Conditions.asked(definition, cases.submission(file.facts().reference()).answers())
        .stream()
        .map(ServiceDefinition.Field::id)
        .collect(Collectors.toUnmodifiableSet());
  }
}
