package org.onenet.services.issuance.rest;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.onenet.contracts.ChainUnreachable;
import org.onenet.credentials.Digest;
import org.onenet.identity.Caller;
import org.onenet.identity.Role;
import org.onenet.identity.rest.Callers;
import org.onenet.services.audit.Access;
import org.onenet.services.audit.Actor;
import org.onenet.services.audit.GivenReasons;
import org.onenet.services.audit.ReadLog;
import org.onenet.services.issuance.FindReceipts;
import org.onenet.services.issuance.KeptCredentials;
import org.onenet.services.issuance.KeptCredentials.Kept;
import org.onenet.services.issuance.OpenCertificate;
import org.onenet.services.issuance.PrintCertificate;
import org.onenet.services.platform.Language;
import org.onenet.services.platform.web.Asked;
import org.onenet.services.platform.web.Json;
import org.onenet.services.platform.web.ReasonFirst;
import org.onenet.services.platform.web.Refusal;

/** Certificates: holders see and take their own, clerks see their department's. */
@Path("credentials")
@Singleton
@SecurityRequirement(name = "bearer")
public class CredentialsResource {
  private static final int MOST = 200;

  private final KeptCredentials credentials;
  private final FindReceipts findReceipts;
  private final CredentialViews views;
  private final OpenCertificate openCertificate;
  private final ReadLog reads;
  private final Callers callers;
  private final Asked asked;
  private final PrintCertificate print;

  @Inject
  public CredentialsResource(
      KeptCredentials credentials,
      FindReceipts findReceipts,
      CredentialViews views,
      OpenCertificate openCertificate,
      ReadLog reads,
      Callers callers,
      Asked asked,
      PrintCertificate print) {
    this.credentials = credentials;
    this.findReceipts = findReceipts;
    this.views = views;
    this.openCertificate = openCertificate;
    this.reads = reads;
    this.callers = callers;
    this.asked = asked;
    this.print = print;
  }

  public record Listing(List<CredentialView> credentials) {}

  public record LinkWanted(Boolean enabled) {}

  @GET
  @RolesAllowed({"citizen", "clerk", "supervisor"})
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      summary =
          "The caller's certificates, or those their department issued, without what they say")
  public Listing all(@QueryParam("q") String words) {
    Caller caller = callers.caller();
    List<Kept> found =
        isStaff(caller)
            ? credentials.ofDepartment(
                caller.department().orElseThrow(), words == null ? "" : words, MOST)
            : credentials.ofHolder(caller.subject());
    if (isStaff(caller)) {
      reads.log(
          Access.act(
                  Actor.of(caller),
                  "list",
                  "credentials",
                  words == null || words.isBlank() ? "the newest" : "by words",
                  "case-work")
              .items(found.stream().map(Kept::caseReference).distinct().toList()));
    }
    return new Listing(found.stream().map(kept -> views.listed(kept, caller)).toList());
  }

  @GET
  @Path("{id}")
  @RolesAllowed({"citizen", "clerk", "supervisor"})
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "One certificate: as JSON, as application/vc+jwt or as application/pdf",
      description =
          "Staff whose case it is not give a reason at /cases/{reference}/openings first.")
  public CredentialView one(@PathParam("id") UUID id) {
    Caller caller = callers.caller();
    Kept kept = visible(id, caller);
    if (!CredentialViews.isHolder(kept, caller) && !openCertificate.read(caller, kept)) {
      throw ReasonFirst.refusal(kept.caseReference(), GivenReasons.HOLDS);
    }
    return views.of(kept, caller);
  }

  @GET
  @Path("{id}")
  @RolesAllowed({"citizen", "clerk", "supervisor"})
  @Produces("application/vc+jwt")
  @Operation(hidden = true)
  public Response jwt(@PathParam("id") UUID id) {
    Kept kept = mine(id);
    return Response.ok(kept.compact())
        .header("Content-Disposition", "attachment; filename=\"" + kept.type() + ".jwt\"")
        .build();
  }

  @GET
  @Path("{id}")
  @RolesAllowed({"citizen", "clerk", "supervisor"})
  @Produces("application/pdf")
  @Operation(hidden = true)
  public Response pdf(@PathParam("id") UUID id, @QueryParam("lang") String lang) {
    Kept kept = mine(id);
    Language language =
        lang == null ? asked.language() : lang.startsWith("zh") ? Language.ZH : Language.EN;
    byte[] pdf =
        print.print(
            new PrintCertificate.Certificate(
                kept.department(),
                kept.name(),
                kept.facts(),
                kept.caseReference(),
                kept.validFrom(),
                kept.validUntil(),
                kept.linkToken(),
                kept.compact(),
                receipt(kept)),
            language);
    return Response.ok(pdf)
        .header("Content-Disposition", "attachment; filename=\"" + kept.type() + ".pdf\"")
        .build();
  }

  @PUT
  @Path("{id}/link")
  @RolesAllowed("citizen")
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(summary = "Switch the certificate's link on or off")
  public CredentialView link(@PathParam("id") UUID id, LinkWanted wanted) {
    mine(id);
    if (wanted.enabled() == null)
      throw Refusal.malformed("enabled", "true or false", "true 或 false");
    credentials.enableLink(id, wanted.enabled());
    return views.of(mine(id), callers.caller());
  }

  /** Null when it stands in no batch, or in none that is on chain by now. */
  private String receipt(Kept kept) {
    try {
      return findReceipts
          .find(new Digest(kept.digest()))
          .map(receipt -> Json.MAPPER.writeValueAsString(receipt.toJson()))
          .orElse(null);
    } catch (ChainUnreachable away) {
      return null; // the certificate is whole without it
    }
  }

  private Kept mine(UUID id) {
    Caller caller = callers.caller();
    return credentials
        .find(id)
        .filter(kept -> CredentialViews.isHolder(kept, caller) && !kept.isErased())
        .orElseThrow(Refusal::notFound);
  }

  private Kept visible(UUID id, Caller caller) {
    return credentials
        .find(id)
        .filter(
            kept -> CredentialViews.isHolder(kept, caller) || caller.worksFor(kept.department()))
        .orElseThrow(Refusal::notFound);
  }

  private static boolean isStaff(Caller caller) {
    return caller.is(Role.CLERK) || caller.is(Role.SUPERVISOR);
  }
}
