package org.onenet.services.privacy.rest;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.onenet.identity.rest.Callers;
import org.onenet.services.platform.web.Asked;
import org.onenet.services.privacy.GatherMyData;

/** Everything about the caller as a download: for machines as JSON, for people as a page. */
@Path("me/data")
@Singleton
@SecurityRequirement(name = "bearer")
public class MyDataResource {
  private final GatherMyData gather;
  private final Callers callers;
  private final Asked asked;

  @Inject
  public MyDataResource(GatherMyData gather, Callers callers, Asked asked) {
    this.gather = gather;
    this.callers = callers;
    this.asked = asked;
  }

  @GET
  @RolesAllowed("citizen")
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Everything about the caller, as one document",
      description = "The download is logged. Documents are at /documents/ID.")
  public Response json() {
    return Response.ok(gather.of(callers.caller()))
        .header("Content-Disposition", "attachment; filename=\"my-data.json\"")
        .build();
  }

  @GET
  @RolesAllowed("citizen")
  @Produces("text/html;charset=UTF-8")
  @Operation(summary = "The same to read and to print, in the language asked for")
  public Response page() {
    return Response.ok(ReadableData.of(gather.of(callers.caller()), asked.language()))
        .header("Content-Disposition", "attachment; filename=\"my-data.html\"")
        .build();
  }
}
