package org.onenet.services.cases.rest;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.onenet.identity.Caller;
import org.onenet.identity.rest.Callers;
import org.onenet.services.applications.Applications;
import org.onenet.services.audit.GivenReasons;
import org.onenet.services.cases.Case;
import org.onenet.services.cases.CasePolicy;
import org.onenet.services.cases.Cases;
import org.onenet.services.cases.OpenCase;
import org.onenet.services.platform.web.ReasonFirst;
import org.onenet.services.platform.web.Refusal;

/** Documents of applications: put there by the citizen, read by them and by their case's clerks. */
@Path("documents")
@Singleton
@SecurityRequirement(name = "bearer")
public class DocumentsResource {
  private final Applications applications;
  private final Cases cases;
  private final OpenCase openCase;
  private final Callers callers;

  @Inject
  public DocumentsResource(
      Applications applications, Cases cases, OpenCase openCase, Callers callers) {
    this.applications = applications;
    this.cases = cases;
    this.openCase = openCase;
    this.callers = callers;
  }

  @GET
  @Path("{document}")
  @RolesAllowed({"citizen", "clerk", "supervisor"})
  @Produces(MediaType.WILDCARD)
  @Operation(summary = "A document's content, as a download")
  public Response read(@PathParam("document") UUID id) {
    Caller caller = callers.caller();
    Applications.StoredDocument stored = applications.document(id).orElseThrow(Refusal::notFound);
    boolean owner =
        applications
            .find(stored.application())
            .map(draft -> draft.owner().equals(caller.subject()))
            .orElse(false);
    if (!owner) {
      Case file =
          cases
              .ofApplication(stored.application())
              .filter(found -> CasePolicy.staff(caller, found) && stored.document().submitted())
              .orElseThrow(Refusal::notFound);
      if (!openCase.readDocument(caller, file, stored.document())) {
        throw ReasonFirst.refusal(file.facts().reference(), GivenReasons.HOLDS);
      }
    }
    String name =
        URLEncoder.encode(stored.document().name(), StandardCharsets.UTF_8).replace("+", "%20");
    return Response.ok(stored.content(), stored.document().mediaType())
        .header("Content-Disposition", "attachment; filename*=UTF-8''" + name)
        .build();
  }
}
