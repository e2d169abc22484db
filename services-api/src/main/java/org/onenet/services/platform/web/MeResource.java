package org.onenet.services.platform.web;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.onenet.identity.Caller;
import org.onenet.identity.Role;
import org.onenet.identity.rest.Callers;
import org.onenet.services.identifiers.CitizenNumber;

/** Who the caller is, as their token says. */
@Path("me")
@Singleton
@Produces(MediaType.APPLICATION_JSON)
@SecurityRequirement(name = "bearer")
public class MeResource {
  private final Callers callers;

  @Inject
  public MeResource(Callers callers) {
    this.callers = callers;
  }

  public record Me(
      String subject,
      String username,
      String name,
      List<String> roles,
      String department,
      String organisation,
      String citizenNumberMasked) {}

  @GET
  @RolesAllowed({"citizen", "clerk", "supervisor", "auditor", "verifier", "admin"})
  @Operation(summary = "The caller's account")
  public Me me() {
    Caller caller = callers.caller();
    return new Me(
        caller.subject(),
        caller.username(),
        caller.name(),
        caller.roles().stream().map(Role::claim).toList(),
        caller.department().orElse(null),
        caller.organisation().orElse(null),
        caller.citizenNumber().map(CitizenNumber::masked).orElse(null));
  }
}
