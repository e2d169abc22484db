package org.onenet.services.presentations.rest;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.onenet.services.platform.Ids;
import org.onenet.services.platform.Text;
import org.onenet.services.platform.web.Refusal;
import org.onenet.services.presentations.RequestPresentation;
import org.onenet.services.presentations.Templates;
import org.onenet.services.presentations.Templates.Template;
import org.onenet.services.presentations.Verifier;

/** An organisation's saved questions. */
@Path("presentation-templates")
@Singleton
@Produces(MediaType.APPLICATION_JSON)
@SecurityRequirement(name = "bearer")
public class TemplatesResource {
  private static final int LONGEST_NAME = 80;

  private final Templates templates;
  private final RequestPresentation request;
  private final Asking asking;
  private final AskedQuery askedQuery;
  private final Clock clock;

  @Inject
  TemplatesResource(
      Templates templates,
      RequestPresentation request,
      Asking asking,
      AskedQuery askedQuery,
      Clock clock) {
    this.templates = templates;
    this.request = request;
    this.asking = asking;
    this.askedQuery = askedQuery;
    this.clock = clock;
  }

  public record Listing(List<View> templates) {}

  public record View(
      String id,
      String name,
      String purpose,
      Map<String, Object> query,
      List<AskedQuery.Wanted> asked) {}

  /** {@code {"name":"Reader's card","purpose":"reader-card","query":{"credentials":[…]}}}. */
  public record New(String name, String purpose, Map<String, Object> query) {}

  @GET
  @RolesAllowed("verifier")
  @Operation(summary = "The organisation's saved questions, by name")
  public Listing all() {
    return new Listing(
        templates.of(asking.verifier().identifier()).stream().map(this::view).toList());
  }

  @POST
  @RolesAllowed("verifier")
  @Operation(summary = "Save a question; it must be within a registered purpose")
  public Response save(New wanted) {
    Verifier verifier = asking.verifier();
    String name = wanted.name() == null ? "" : wanted.name().strip();
    if (name.isEmpty() || name.length() > LONGEST_NAME) {
      throw Refusal.malformed(
          "name", "1 to " + LONGEST_NAME + " characters", "1 至 " + LONGEST_NAME + " 个字");
    }
    Template template =
        new Template(
            Ids.next(clock),
            verifier.identifier(),
            name,
            wanted.purpose(),
            AskedQuery.read(wanted.query()),
            clock.instant());
    request
        .notAllowed(verifier, template.purpose(), template.query())
        .ifPresent(
            refused -> {
              throw Refusal.malformed(
                  refused.field(), refused.expected().en(), refused.expected().zh());
            });
    if (!templates.add(template, asking.caller().subject())) {
      throw Refusal.of(409, "name-taken", new Text("There is a question of that name.", "已有同名问题。"));
    }
    return Response.status(201).entity(view(template)).build();
  }

  @DELETE
  @Path("{id}")
  @RolesAllowed("verifier")
  @Operation(summary = "Throw a saved question away")
  public void remove(@PathParam("id") UUID id) {
    templates.remove(asking.verifier().identifier(), id);
  }

  private View view(Template template) {
    return new View(
        template.id().toString(),
        template.name(),
        template.purpose(),
        template.query().json(),
        askedQuery.inWords(template.query()));
  }
}
