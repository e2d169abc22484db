package org.onenet.services.registers.rest;

import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.onenet.services.catalogue.Department;
import org.onenet.services.platform.Text;
import org.onenet.services.platform.web.Refusal;
import org.onenet.services.registers.ContactPoint;
import org.onenet.services.registers.EvidenceType;
import org.onenet.services.registers.Register;
import org.onenet.services.registers.Registers;

/** What departments hold, for everybody. Where they hold it stays inside. */
@Path("registers")
@Singleton
@PermitAll
@Produces(MediaType.APPLICATION_JSON)
public class RegistersResource {
  private final Registers registers;

  @Inject
  public RegistersResource(Registers registers) {
    this.registers = registers;
  }

  /** {@code {"registers": [...]}}. */
  public record Listing(List<Entry> registers) {}

  public record Entry(
      String identifier,
      Department owner,
      Text name,
      Text description,
      String accrualPeriodicity,
      ContactPoint contactPoint,
      List<EvidenceType> evidenceTypes) {}

  @GET
  @PermitAll
  @Operation(
      summary =
          "Registers: who holds what about people, how sensitive it is, how long an answer is kept")
  public Listing all() {
    return new Listing(registers.all().stream().map(RegistersResource::entry).toList());
  }

  @GET
  @Path("{register}")
  @PermitAll
  @Operation(summary = "One register")
  public Entry one(@PathParam("register") String register) {
    return entry(registers.of(register).orElseThrow(Refusal::notFound));
  }

  private static Entry entry(Register one) {
    return new Entry(
        one.identifier(),
        Department.of(one.owner()).orElseThrow(),
        one.name(),
        one.description(),
        one.accrualPeriodicity(),
        one.contactPoint(),
        one.evidenceTypes());
  }
}
