package org.onenet.services.applications.rest;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.onenet.identity.rest.Callers;
import org.onenet.services.applications.Applications;
import org.onenet.services.applications.Draft;
import org.onenet.services.applications.PrefillDraft;
import org.onenet.services.catalogue.Catalogue;
import org.onenet.services.catalogue.Department;
import org.onenet.services.catalogue.ServiceDefinition;
import org.onenet.services.consent.ConsentReceipt;
import org.onenet.services.consent.Consents;
import org.onenet.services.platform.Text;
import org.onenet.services.platform.web.Refusal;
import org.onenet.services.registers.DataField;
import org.onenet.services.registers.EvidenceType;
import org.onenet.services.registers.Registers;

/** What the caller agreed to, and the way to take it back. */
@Path("me/consents")
@Singleton
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("citizen")
@SecurityRequirement(name = "bearer")
public class ConsentsResource {
  private static final int MOST = 200;

  private final Consents consents;
  private final PrefillDraft prefillDraft;
  private final Applications applications;
  private final Catalogue catalogue;
  private final Registers registers;
  private final Callers callers;
  private final Clock clock;

  @Inject
  public ConsentsResource(
      Consents consents,
      PrefillDraft prefillDraft,
      Applications applications,
      Catalogue catalogue,
      Registers registers,
      Callers callers,
      Clock clock) {
    this.consents = consents;
    this.prefillDraft = prefillDraft;
    this.applications = applications;
    this.catalogue = catalogue;
    this.registers = registers;
    this.callers = callers;
    this.clock = clock;
  }

  record Listing(List<View> consents) {}

  /**
   * @param caseReference null while it is a draft
   * @param state in-force, withdrawn or expired
   */
  record View(
      UUID id,
      String service,
      Text serviceName,
      UUID application,
      String caseReference,
      Text requester,
      List<Item> items,
      String givenAt,
      String expiresAt,
      String withdrawnAt,
      String state) {}

  record Item(Text evidence, Text provider, Text holder, List<Text> fields) {}

  @GET
  @RolesAllowed("citizen")
  @Operation(summary = "The caller's consents, the newest first")
  public Listing mine() {
    return new Listing(
        consents.of(callers.caller().subject(), MOST).stream().map(this::view).toList());
  }

  @GET
  @Path("{id}/record")
  @RolesAllowed("citizen")
  @Produces("application/consent-record+jwt")
  @Operation(summary = "The signed record (ISO/IEC TS 27560); of its withdrawal, when it has one")
  public String record(@PathParam("id") UUID id) {
    ConsentReceipt receipt = own(id);
    return receipt.withdrawal().orElse(receipt.record());
  }

  @POST
  @Path("{id}/withdrawal")
  @RolesAllowed("citizen")
  @Operation(summary = "Take a consent back at once; again changes nothing")
  public View withdraw(@PathParam("id") UUID id) {
    ConsentReceipt receipt = own(id);
    if (receipt.withdrawnAt().isEmpty()) prefillDraft.withdraw(receipt, definition(receipt));
    return view(own(id));
  }

  private ConsentReceipt own(UUID id) {
    String subject = callers.caller().subject();
    return consents
        .find(id)
        .filter(receipt -> receipt.owner().equals(subject))
        .orElseThrow(Refusal::notFound);
  }

  private ServiceDefinition definition(ConsentReceipt receipt) {
    return applications
        .find(receipt.application())
        .flatMap(draft -> catalogue.version(draft.service(), draft.serviceVersion()))
        .or(() -> catalogue.current(receipt.service()))
        .orElseThrow();
  }

  private View view(ConsentReceipt receipt) {
    Instant now = clock.instant();
    return new View(
        receipt.id(),
        receipt.service(),
        definition(receipt).name(),
        applications.find(receipt.application()).map(Draft::id).orElse(null),
        applications.caseOf(receipt.application()).orElse(null),
        name(receipt.requester()),
        receipt.items().stream().map(this::item).toList(),
        receipt.givenAt().toString(),
        receipt.expiresAt().toString(),
        receipt.withdrawnAt().map(Instant::toString).orElse(null),
        receipt.withdrawnAt().isPresent()
            ? "withdrawn"
            : receipt.isInForce(now) ? "in-force" : "expired");
  }

  private Item item(ConsentReceipt.Item item) {
    EvidenceType type = registers.evidenceType(item.evidenceType()).orElseThrow();
    return new Item(
        type.name(),
        registers.of(item.register()).orElseThrow().name(),
        name(item.holder()),
        item.fields().stream()
            .map(field -> type.field(field).map(DataField::label).orElseGet(() -> Text.same(field)))
            .toList());
  }

  private static Text name(String department) {
    return Department.of(department).orElseThrow().name();
  }
}
