package org.onenet.services.privacy.rest;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.onenet.identity.rest.Callers;
import org.onenet.services.privacy.Kept;
import org.onenet.services.privacy.TellKept;

/** What is kept of the caller, until when and on what ground. */
@Path("me/kept")
@Singleton
@Produces(MediaType.APPLICATION_JSON)
@SecurityRequirement(name = "bearer")
public class KeptResource {
  private final TellKept tellKept;
  private final Callers callers;
  private final Clock clock;

  @Inject
  public KeptResource(TellKept tellKept, Callers callers, Clock clock) {
    this.tellKept = tellKept;
    this.callers = callers;
    this.clock = clock;
  }

  /**
   * @param obstacles those that stand against erasing the caller now
   */
  public record Listing(List<KeptView> kept, List<KeptView> obstacles) {}

  @GET
  @RolesAllowed("citizen")
  @Operation(summary = "What is kept of the caller, until when and on what ground")
  public Listing kept() {
    List<Kept> all = tellKept.of(callers.caller().subject());
    return new Listing(
        all.stream().map(KeptView::of).toList(),
        all.stream().filter(one -> one.mustStay(clock.instant())).map(KeptView::of).toList());
  }
}
