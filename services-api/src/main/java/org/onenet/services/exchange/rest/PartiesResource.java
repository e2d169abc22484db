package org.onenet.services.exchange.rest;

import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.onenet.services.catalogue.Department;
import org.onenet.services.issuance.IssuerDesk;
import org.onenet.services.platform.web.Refusal;

/** The keys by which departments sign requests, answers and consent records. */
@Path("exchange/{department}/did.json")
@Singleton
@PermitAll
@Produces(MediaType.APPLICATION_JSON)
public class PartiesResource {
  private final IssuerDesk desk;

  @Inject
  public PartiesResource(IssuerDesk desk) {
    this.desk = desk;
  }

  @GET
  @PermitAll
  @Operation(summary = "A department's DID document as a party of the exchange")
  public Map<String, Object> document(@PathParam("department") String department) {
    return desk.partyDocument(
            Department.of(department).map(Department::id).orElseThrow(Refusal::notFound))
        .toJson();
  }
}
