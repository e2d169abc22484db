package org.onenet.services.issuance.rest;

import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.onenet.services.catalogue.Department;
import org.onenet.services.issuance.CredentialTypes;
import org.onenet.services.issuance.IssuerDesk;
import org.onenet.services.issuance.ListForm;
import org.onenet.services.issuance.PublishedLists.Published;
import org.onenet.services.issuance.StatusListDesk;
import org.onenet.services.platform.web.Refusal;

/** What anyone needs to check a credential: keys and status lists. */
@Path("/")
@Singleton
@PermitAll
public class PublishedByDepartments {
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,11}");

  private final IssuerDesk desk;
  private final StatusListDesk lists;
  private final CredentialTypes types;
  private final Clock clock;

  @Inject
  public PublishedByDepartments(
      IssuerDesk desk, StatusListDesk lists, CredentialTypes types, Clock clock) {
    this.desk = desk;
    this.lists = lists;
    this.types = types;
    this.clock = clock;
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
  @Path(".well-known/jwt-vc-issuer/departments/{department}")
  @PermitAll
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(summary = "A department's keys as JWT VC issuer metadata (SD-JWT VC)")
  public Response issuer(@PathParam("department") String department) {
    return Response.ok(desk.metadata(known(department)).json()).build();
  }

  @GET
  @Path("certificate-authority")
  @PermitAll
  @Produces("application/pkix-cert")
  @Operation(
      summary = "The demonstration's own certificate authority, DER; in earnest there is none")
  public Response authority() {
    return Response.ok(desk.authority().orElseThrow(Refusal::notFound)).build();
  }

  @GET
  @Path("credential-types/{type}")
  @PermitAll
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(summary = "A credential type's metadata (SD-JWT VC): names in both languages, claims")
  public Response type(@PathParam("type") String type) {
    return Response.ok(types.metadata(type).orElseThrow(Refusal::notFound).json()).build();
  }

  @GET
  @Path("status-lists/{department}/{number}")
  @PermitAll
  @Produces("application/vc+jwt")
  @Operation(summary = "A signed Bitstring Status List: what is revoked, now or at a time")
  public Response revocations(
      @PathParam("department") String department,
      @PathParam("number") int number,
      @QueryParam("time") String time,
      @Context Request request) {
    return list(ListForm.REVOCATION, department, number, time, request);
  }

  @GET
  @Path("status-lists/{department}/{number}/suspension")
  @PermitAll
  @Produces("application/vc+jwt")
  @Operation(summary = "A signed Bitstring Status List: what is suspended, now or at a time")
  public Response suspensions(
      @PathParam("department") String department,
      @PathParam("number") int number,
      @QueryParam("time") String time,
      @Context Request request) {
    return list(ListForm.SUSPENSION, department, number, time, request);
  }

  @GET
  @Path("token-status-lists/{department}/{number}")
  @PermitAll
  @Produces("application/statuslist+jwt")
  @Operation(summary = "A signed Token Status List, now or at a time")
  public Response tokenStatusList(
      @PathParam("department") String department,
      @PathParam("number") int number,
      @QueryParam("time") String time,
      @Context Request request) {
    return list(ListForm.TOKEN, department, number, time, request);
  }

  private Response list(
      ListForm form, String department, int number, String time, Request request) {
    String known = known(department);
    Published list =
        (time == null
                ? lists.current(form, known, number)
                : lists.past(form, known, number, past(time)))
            .orElseThrow(Refusal::notFound);
    EntityTag tag = new EntityTag(list.tag());
    Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
    Response.ResponseBuilder answer = unchanged == null ? Response.ok(list.compact()) : unchanged;
    return answer
        .tag(tag)
        .header("Cache-Control", "public, max-age=" + StatusListDesk.TTL.toSeconds())
        .build();
  }

  /** Seconds since 1970, not in the future: what will be is not known. */
  private Instant past(String time) {
    Instant now = clock.instant();
    if (SECONDS.matcher(time).matches()) {
      Instant asked = Instant.ofEpochSecond(Long.parseLong(time));
      if (!asked.isAfter(now)) return asked;
    }
    throw Refusal.malformed(
        "time", "seconds since 1970, at most " + now.getEpochSecond(), "1970 年以来的秒数，不得晚于现在");
  }

  private static String known(String department) {
    return Department.of(department).map(Department::id).orElseThrow(Refusal::notFound);
  }
}
