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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.onenet.identity.rest.Callers;
import org.onenet.services.audit.GivenReasons;
import org.onenet.services.cases.ShowAnswer;
import org.onenet.services.platform.web.ReasonFirst;
import org.onenet.services.platform.web.Refusal;

/** Staff look at one answer that their view of the case hides. */
@Path("cases/{reference}/fields/{field}/openings")
@Singleton
@Produces(MediaType.APPLICATION_JSON)
@SecurityRequirement(name = "bearer")
public class FieldsResource {
  private final ShowAnswer showAnswer;
  private final Callers callers;

  @Inject
  public FieldsResource(ShowAnswer showAnswer, Callers callers) {
    this.showAnswer = showAnswer;
    this.callers = callers;
  }

  @POST
  @RolesAllowed({"clerk", "supervisor"})
  @Operation(
      summary = "One answer unmasked, with what the register says, and its documents by name",
      description =
          "Each look is an entry of the audit log that names the field; the citizen reads it. Staff"
              + " whose case it is not give a reason at /cases/{reference}/openings first.")
  public Response open(@PathParam("reference") String reference, @PathParam("field") String field) {
    return switch (showAnswer.show(callers.caller(), reference, field)) {
      case ShowAnswer.Result.Shown shown ->
          Response.ok(shown).header("Cache-Control", "no-store").build();
      case ShowAnswer.Result.NotThere none -> throw Refusal.notFound();
      case ShowAnswer.Result.ReasonNeeded needed ->
          throw ReasonFirst.refusal(reference, GivenReasons.HOLDS);
    };
  }
}
