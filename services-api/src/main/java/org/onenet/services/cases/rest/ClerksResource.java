package org.onenet.services.cases.rest;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.onenet.identity.Caller;
import org.onenet.identity.StaffDirectory;
import org.onenet.identity.StaffDirectoryUnreachable;
import org.onenet.identity.rest.Callers;
import org.onenet.services.platform.Text;
import org.onenet.services.platform.web.Refusal;

/** Whom a supervisor may give a case to. */
@Path("departments/{department}/clerks")
@Singleton
@Produces(MediaType.APPLICATION_JSON)
@SecurityRequirement(name = "bearer")
public class ClerksResource {
  private final StaffDirectory staff;
  private final Callers callers;

  @Inject
  public ClerksResource(StaffDirectory staff, Callers callers) {
    this.staff = staff;
    this.callers = callers;
  }

  public record Listing(List<StaffDirectory.StaffMember> clerks) {}

  @GET
  @RolesAllowed("supervisor")
  @Operation(summary = "The clerks of the supervisor's own department")
  public Listing clerks(@PathParam("department") String department) {
    Caller caller = callers.caller();
    if (!caller.worksFor(department)) throw Refusal.notFound();
    try {
      return new Listing(staff.clerksOf(department));
    } catch (StaffDirectoryUnreachable e) {
      throw Refusal.of(
          503,
          "unavailable",
          new Text("The list of clerks is not available at the moment.", "暂时无法获取工作人员名单。"));
    }
  }
}
