package org.onenet.services.exchange.rest;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.onenet.identity.Caller;
import org.onenet.identity.rest.Callers;
import org.onenet.services.catalogue.Catalogue;
import org.onenet.services.catalogue.Department;
import org.onenet.services.catalogue.ServiceDefinition;
import org.onenet.services.exchange.AccessRight;
import org.onenet.services.exchange.AccessRights;
import org.onenet.services.exchange.ChangeAccessRights;
import org.onenet.services.exchange.ChangeAccessRights.Result;
import org.onenet.services.platform.Clocks;
import org.onenet.services.platform.Text;
import org.onenet.services.platform.web.GivenDay;
import org.onenet.services.platform.web.Refusal;
import org.onenet.services.registers.DataField;
import org.onenet.services.registers.EvidenceType;
import org.onenet.services.registers.Registers;

/** Which department may ask which register for what; everybody may see it, owners change it. */
@Path("access-rights")
@Singleton
@Produces(MediaType.APPLICATION_JSON)
public class AccessRightsResource {
  private final AccessRights rights;
  private final ChangeAccessRights changeAccessRights;
  private final Registers registers;
  private final Catalogue catalogue;
  private final Callers callers;
  private final Clock clock;

  @Inject
  public AccessRightsResource(
      AccessRights rights,
      ChangeAccessRights changeAccessRights,
      Registers registers,
      Catalogue catalogue,
      Callers callers,
      Clock clock) {
    this.rights = rights;
    this.changeAccessRights = changeAccessRights;
    this.registers = registers;
    this.catalogue = catalogue;
    this.callers = callers;
    this.clock = clock;
  }

  record Listing(List<View> accessRights) {}

  /**
   * Days are the city's; {@code until} is the first on which it no longer holds. What a right is,
   * is everybody's business; {@code givenBy}, who in an office signed it, is told to the two
   * departments only and null elsewhere.
   */
  record View(
      String id,
      String register,
      Text registerName,
      String owner,
      Text ownerName,
      String evidenceType,
      Text evidenceTypeName,
      List<Field> fields,
      String requester,
      Text requesterName,
      String service,
      Text serviceName,
      String from,
      String until,
      String givenBy,
      boolean inForce,
      long version) {}

  record Field(String name, Text label, String sensitivity) {}

  record Given(
      String evidenceType,
      List<String> fields,
      String requester,
      String service,
      String from,
      String until) {}

  record Ended(Long version) {}

  @GET
  @PermitAll
  @Operation(summary = "All rights that are not ended")
  public Listing all() {
    return new Listing(rights.all().stream().map(right -> view(right, null)).toList());
  }

  @GET
  @Path("mine")
  @RolesAllowed("supervisor")
  @SecurityRequirement(name = "bearer")
  @Operation(summary = "Rights that the caller's department gave or was given, and who gave them")
  public Listing mine() {
    Caller caller = callers.caller();
    return new Listing(
        rights.all().stream()
            .filter(one -> caller.worksFor(one.owner()) || caller.worksFor(one.requester()))
            .map(right -> view(right, right.givenBy()))
            .toList());
  }

  @POST
  @RolesAllowed("supervisor")
  @SecurityRequirement(name = "bearer")
  @Operation(summary = "Give a right to what the caller's department holds")
  public Response give(Given given) {
    if (given.evidenceType() == null)
      throw Refusal.malformed("evidenceType", "an evidence type", "证明类型");
    if (given.fields() == null) throw Refusal.malformed("fields", "a list of fields", "数据项列表");
    if (given.requester() == null) throw Refusal.malformed("requester", "a department", "部门");
    if (given.service() == null)
      throw Refusal.malformed("service", "the identifier of a service", "服务事项的标识");
    Result result =
        changeAccessRights.give(
            callers.caller(),
            new ChangeAccessRights.Wanted(
                given.evidenceType(),
                given.fields(),
                given.requester(),
                given.service(),
                GivenDay.of("from", given.from()).atStartOfDay(Clocks.CITY).toInstant(),
                GivenDay.of("until", given.until()).atStartOfDay(Clocks.CITY).toInstant()));
    return Response.status(201).entity(done(result)).build();
  }

  @POST
  @Path("{id: .+}/end")
  @RolesAllowed("supervisor")
  @SecurityRequirement(name = "bearer")
  @Operation(summary = "End a right at once")
  public View end(@PathParam("id") String id, Ended ended) {
    if (ended.version() == null)
      throw Refusal.malformed("version", "the version that was read", "读取时的版本号");
    return done(changeAccessRights.end(callers.caller(), id, ended.version()));
  }

  private View done(Result result) {
    return switch (result) {
      case Result.Done done -> view(done.right(), done.right().givenBy());
      case Result.Wrong wrong ->
          throw Refusal.malformed(wrong.field(), wrong.expected().en(), wrong.expected().zh());
      case Result.NotAllowed refused -> throw Refusal.forbidden();
      case Result.NotFound none -> throw Refusal.notFound();
      case Result.Stale stale ->
          throw Refusal.stale(
              new Text("This right was changed meanwhile. Load it again.", "该授权已变更，请重新加载。"),
              stale.current());
    };
  }

  private View view(AccessRight right, String givenBy) {
    EvidenceType type = registers.evidenceType(right.evidenceType()).orElseThrow();
    return new View(
        right.id(),
        right.register(),
        registers.of(right.register()).orElseThrow().name(),
        right.owner(),
        name(right.owner()),
        right.evidenceType(),
        type.name(),
        right.fields().stream().map(field -> field(type, field)).toList(),
        right.requester(),
        name(right.requester()),
        right.service(),
        catalogue
            .current(right.service())
            .map(ServiceDefinition::name)
            .orElseGet(() -> Text.same(right.service())),
        right.from().atZone(Clocks.CITY).toLocalDate().toString(),
        right.until().atZone(Clocks.CITY).toLocalDate().toString(),
        givenBy,
        right.isInForce(clock.instant()),
        right.version());
  }

  private static Field field(EvidenceType type, String name) {
    Optional<DataField> field = type.field(name);
    return new Field(
        name,
        field.map(DataField::label).orElseGet(() -> Text.same(name)),
        field.map(one -> one.sensitivity().name().toLowerCase(java.util.Locale.ROOT)).orElse(null));
  }

  private static Text name(String department) {
    return Department.of(department).orElseThrow().name();
  }
}
