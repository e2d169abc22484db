package org.onenet.services.privacy.rest;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.onenet.identity.Caller;
import org.onenet.identity.rest.Callers;
import org.onenet.services.platform.Text;
import org.onenet.services.platform.web.Refusal;
import org.onenet.services.privacy.EraseMe;

/** The caller has everything that is sealed for them erased, for good. */
@Path("me/erasure")
@Singleton
@Produces(MediaType.APPLICATION_JSON)
@SecurityRequirement(name = "bearer")
public class ErasureResource {
  private final EraseMe eraseMe;
  private final Callers callers;

  @Inject
  public ErasureResource(EraseMe eraseMe, Callers callers) {
    this.eraseMe = eraseMe;
    this.callers = callers;
  }

  /**
   * @param confirmation the caller's user name, typed
   */
  public record Wanted(String confirmation) {}

  /**
   * @param references of the caller's cases: they stay, with dates and states
   */
  public record Erased(String at, List<String> references, int drafts) {}

  @POST
  @RolesAllowed("citizen")
  @Operation(
      summary = "Erase everything that is kept of the caller",
      description =
          "422 confirmation-needed unless the user name is typed. 409 must-be-kept with the"
              + " obstacles, each with its end and its ground, while a law or an open case stands"
              + " against it.")
  public Erased erase(Wanted wanted) {
    Caller caller = callers.caller();
    if (wanted.confirmation() == null
        || !wanted.confirmation().strip().equalsIgnoreCase(caller.username())) {
      Text message =
          new Text("confirmation: expected your user name, %s.", "confirmation：应为您的用户名 %s。")
              .with(caller.username());
      throw Refusal.invalid(
          "confirmation-needed",
          message,
          List.of(new Refusal.FieldError("confirmation", "not-the-user-name", message)));
    }
    return switch (eraseMe.erase(caller)) {
      case EraseMe.Result.Erased done ->
          new Erased(done.at().toString(), done.references(), done.drafts());
      case EraseMe.Result.Refused refused ->
          throw Refusal.of(
              409,
              "must-be-kept",
              new Text(
                      "%s things must still be kept. Each is named with its end and its ground.",
                      "尚有 %s 项内容依法须继续保存，各项均列明期限和依据。")
                  .with(refused.obstacles().size()),
              Map.of("obstacles", refused.obstacles().stream().map(KeptView::of).toList()));
    };
  }
}
