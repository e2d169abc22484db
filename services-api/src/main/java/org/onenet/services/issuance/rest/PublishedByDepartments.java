package org.onenet.services.issuance.rest;

import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.onenet.services.catalogue.Department;
import org.onenet.services.issuance.IssuerDesk;
import org.onenet.services.platform.web.Refusal;

/** What anyone needs to check a credential: keys and status lists. */
@Path("/")
@Singleton
@PermitAll
public class PublishedByDepartments {
  private final IssuerDesk desk;

  @Inject
  public PublishedByDepartments(IssuerDesk desk) {
    this.desk = desk;
  }

  @GET
  @Path("departments/{department}/did.json")
  @PermitAll
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(summary = "A department's DID document, retired keys included")
  public Map<String, Object> document(@PathParam("department") String department) {
    return desk.document(known(department)).toJson();
  }

  @GET
  @Path("status-lists/{department}/{number}")
  @PermitAll
  @Produces("application/vc+jwt")
  @Operation(summary = "A signed Bitstring Status List")
  public Response statusList(
      @PathParam("department") String department,
      @PathParam("number") int number,
      @Context Request request) {
    IssuerDesk.SignedList list =
        desk.statusList(known(department), number).orElseThrow(Refusal::notFound);
    EntityTag tag = new EntityTag(list.tag());
    Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
    Response.ResponseBuilder answer = unchanged == null ? Response.ok(list.compact()) : unchanged;
    return answer
        .tag(tag)
        .header("Cache-Control", "public, max-age=" + IssuerDesk.LIST_TTL.toSeconds())
        .build();
  }

  private static String known(String department) {
    return Department.of(department).map(Department::id).orElseThrow(Refusal::notFound);
  }
}
