package org.onenet.services.cases.rest;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.onenet.identity.Caller;
import org.onenet.identity.rest.Callers;
import org.onenet.services.cases.Case;
import org.onenet.services.cases.CasePolicy;
import org.onenet.services.cases.CaseViews;
import org.onenet.services.cases.Cases;
import org.onenet.services.catalogue.Catalogue;
import org.onenet.services.exchange.AskRegisters;
import org.onenet.services.platform.web.Refusal;

/** The clerk who has a case asks again for what registers did not tell. */
@Path("cases/{reference}/evidence")
@Singleton
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({"clerk", "supervisor"})
@SecurityRequirement(name = "bearer")
public class EvidenceResource {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Cases cases;
  private final CaseViews views;
  private final Catalogue catalogue;
  private final AskRegisters askRegisters;
  private final CaseDoor door;
  private final Callers callers;

  @Inject
  public EvidenceResource(
      Cases cases,
      CaseViews views,
      Catalogue catalogue,
      AskRegisters askRegisters,
      CaseDoor door,
      Callers callers) {
    this.cases = cases;
    this.views = views;
    this.catalogue = catalogue;
    this.askRegisters = askRegisters;
    this.door = door;
    this.callers = callers;
  }

  @POST
  @RolesAllowed({"clerk", "supervisor"})
  @Operation(summary = "Ask the registers again; the case as it is then")
  public CaseViews.View ask(@PathParam("reference") String reference) {
    Caller caller = callers.caller();
    Case file = door.visible(caller, reference);
    if (!CasePolicy.may(caller, CasePolicy.Act.ASK, file)) throw Refusal.forbidden();
    Case.Facts facts = file.facts();
    door.read(caller, file, "case");
    facts
        .citizenNumber()
        .ifPresent(
            number ->
                askRegisters.ask(
                    new AskRegisters.About(facts.application(), facts.owner(), number),
                    catalogue.version(facts.service(), facts.serviceVersion()).orElseThrow(),
                    PATIENCE));
    return views.view(caller, cases.find(reference).orElseThrow());
  }
}
