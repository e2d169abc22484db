package org.onenet.services.presentations.rest;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
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
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.onenet.identity.rest.Callers;
import org.onenet.services.applications.Applications;
import org.onenet.services.applications.Draft;
import org.onenet.services.platform.Text;
import org.onenet.services.platform.web.Refusal;
import org.onenet.services.presentations.AskForApplication;
import org.onenet.services.presentations.FillApplication;
import org.onenet.services.presentations.Presentation;
import org.onenet.services.presentations.Presentation.Asker;
import org.onenet.services.presentations.Presentations;
import org.onenet.services.presentations.Shown;

/** A citizen answers part of a form with a certificate from a wallet. */
@Path("applications/{application}/presentations")
@Singleton
@Produces(MediaType.APPLICATION_JSON)
@SecurityRequirement(name = "bearer")
public class PresentationForApplicationResource {
  private final Applications applications;
  private final Presentations presentations;
  private final AskForApplication askForApplication;
  private final FillApplication fillApplication;
  private final PresentationViews views;
  private final Callers callers;
  private final Clock clock;

  @Inject
  PresentationForApplicationResource(
      Applications applications,
      Presentations presentations,
      AskForApplication askForApplication,
      FillApplication fillApplication,
      PresentationViews views,
      Callers callers,
      Clock clock) {
    this.applications = applications;
    this.presentations = presentations;
    this.askForApplication = askForApplication;
    this.fillApplication = fillApplication;
    this.views = views;
    this.callers = callers;
    this.clock = clock;
  }

  /**
   * @param sameDevice whether the wallet is where the form is
   */
  public record New(Boolean sameDevice) {}

  /**
   * @param unfit why nothing of what was shown fills the form: not-valid, not-this-citys or
   *     another-citizens; null when it does
   */
  public record View(String unfit, PresentationViews.View presentation) {}

  @POST
  @RolesAllowed("citizen")
  @Operation(summary = "Ask the caller's wallet for a certificate that fills the form")
  public Response ask(@PathParam("application") UUID application, New wanted) {
    Draft draft = mine(application);
    if (draft.submitted()) {
      throw Refusal.of(
          409,
          "already-submitted",
          new Text("This application is submitted and no longer changes.", "该申请已提交，不能再修改。"));
    }
    return PresentationsResource.made(
        askForApplication
            .ask(draft, Boolean.TRUE.equals(wanted.sameDevice()))
            .orElseThrow(
                () ->
                    Refusal.of(
                        409,
                        "nothing-to-present",
                        new Text(
                            "This form takes no certificate from a wallet.", "该表单不接受钱包中的证照。"))),
        views);
  }

  @GET
  @Path("{id}")
  @RolesAllowed("citizen")
  @Operation(summary = "How it stands, and whether what was shown fills the form")
  public Response one(
      @PathParam("application") UUID application,
      @PathParam("id") UUID id,
      @QueryParam("responseCode") String responseCode) {
    Draft draft = mine(application);
    Presentation presentation =
        presentations
            .find(id, clock.instant())
            .filter(found -> found.facts().asker().equals(new Asker.City(application)))
            .orElseThrow(Refusal::notFound);
    Optional<List<Shown>> shown = PresentationsResource.readable(presentation, responseCode);
    String unfit =
        shown.stream()
            .flatMap(List::stream)
            .flatMap(one -> fillApplication.unfit(draft, one).stream())
            .map(why -> why.name().toLowerCase(Locale.ROOT).replace('_', '-'))
            .findFirst()
            .orElse(null);
    return Response.ok(new View(unfit, views.view(presentation, shown)))
        .header("Cache-Control", "no-store")
        .build();
  }

  private Draft mine(UUID application) {
    return applications
        .find(application)
        .filter(found -> found.owner().equals(callers.caller().subject()))
        .orElseThrow(Refusal::notFound);
  }
}
