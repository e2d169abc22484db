package org.onenet.services.issuance.rest;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.onenet.identity.Caller;
import org.onenet.identity.Role;
import org.onenet.identity.rest.Callers;
import org.onenet.services.audit.ReadLog;
import org.onenet.services.issuance.CertificatePdf;
import org.onenet.services.issuance.IssuerDesk;
import org.onenet.services.issuance.KeptCredentials;
import org.onenet.services.issuance.KeptCredentials.Kept;
import org.onenet.services.issuance.ReasonCode;
import org.onenet.services.platform.Language;
import org.onenet.services.platform.Settings;
import org.onenet.services.platform.Text;
import org.onenet.services.platform.web.Asked;
import org.onenet.services.platform.web.Refusal;

/** Certificates: holders see and take their own, clerks see and revoke their department's. */
@Path("credentials")
@Singleton
@SecurityRequirement(name = "bearer")
public class CredentialsResource {
  private static final int MOST = 200;
  private static final int LEAST_REASON = 10;
  private static final int MOST_REASON = 2_000;

  private final KeptCredentials credentials;
  private final IssuerDesk desk;
  private final ReadLog reads;
  private final Callers callers;
  private final Asked asked;
  private final Settings settings;
  private final Clock clock;

  @Inject
  public CredentialsResource(
      KeptCredentials credentials,
      IssuerDesk desk,
      ReadLog reads,
      Callers callers,
      Asked asked,
      Settings settings,
      Clock clock) {
    this.credentials = credentials;
    this.desk = desk;
    this.reads = reads;
    this.callers = callers;
    this.asked = asked;
    this.settings = settings;
    this.clock = clock;
  }

  public record Listing(List<CredentialView> credentials) {}

  public record Revocation(String reasonCode, String reason) {}

  public record LinkWanted(Boolean enabled) {}

  @GET
  @RolesAllowed({"citizen", "clerk", "supervisor"})
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(summary = "The caller's certificates, or those their department issued")
  public Listing all(@QueryParam("q") String words) {
    Caller caller = callers.caller();
    List<Kept> found =
        isStaff(caller)
            ? credentials.ofDepartment(
                caller.department().orElseThrow(), words == null ? "" : words, MOST)
            : credentials.ofHolder(caller.subject());
    return new Listing(found.stream().map(kept -> view(kept, caller)).toList());
  }

  @GET
  @Path("{id}")
  @RolesAllowed({"citizen", "clerk", "supervisor"})
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(summary = "One certificate: as JSON, as application/vc+jwt or as application/pdf")
  public CredentialView one(@PathParam("id") UUID id) {
    Caller caller = callers.caller();
    Kept kept = visible(id, caller);
    if (!isHolder(kept, caller)) reads.read(caller, "credential", id.toString(), "case-work");
    return view(kept, caller);
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
    CredentialView view = view(kept, callers.caller());
    Language language =
        lang == null ? asked.language() : lang.startsWith("zh") ? Language.ZH : Language.EN;
    byte[] pdf =
        CertificatePdf.render(
            new CertificatePdf.Certificate(
                kept.name(),
                view.issuer().name(),
                settings.cityName(),
                kept.facts(),
                kept.caseReference(),
                view.validFrom(),
                view.validUntil(),
                view.link().url(),
                kept.compact()),
            language);
    return Response.ok(pdf)
        .header("Content-Disposition", "attachment; filename=\"" + kept.type() + ".pdf\"")
        .build();
  }

  @POST
  @Path("{id}/revocation")
  @RolesAllowed({"clerk", "supervisor"})
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(summary = "Revoke a certificate of the clerk's department; this is final")
  public CredentialView revoke(@PathParam("id") UUID id, Revocation wanted) {
    Caller caller = callers.caller();
    visible(id, caller);
    ReasonCode code =
        ReasonCode.of(wanted.reasonCode())
            .orElseThrow(
                () -> {
                  String codes =
                      Arrays.stream(ReasonCode.values())
                          .map(ReasonCode::code)
                          .collect(Collectors.joining(", "));
                  return Refusal.malformed("reasonCode", "one of " + codes, "其中之一：" + codes);
                });
    String reason = wanted.reason() == null ? "" : wanted.reason().strip();
    if (reason.length() < LEAST_REASON || reason.length() > MOST_REASON) {
      throw Refusal.malformed(
          "reason", "10 to 2,000 characters; the holder reads it", "10 至 2000 字，持有人将看到");
    }
    boolean revoked =
        credentials.revoke(
            id, new KeptCredentials.Revocation(code, reason, clock.instant(), caller.name()));
    if (!revoked) {
      KeptCredentials.Revocation before =
          credentials.find(id).flatMap(Kept::revocation).orElseThrow();
      throw Refusal.of(
          409,
          "already-revoked",
          new Text("%s revoked it at %s.", "%s 已于 %s 撤销该证照。").with(before.byName(), before.at()));
    }
    return view(visible(id, caller), caller);
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
    return view(mine(id), callers.caller());
  }

  private Kept mine(UUID id) {
    Caller caller = callers.caller();
    return credentials
        .find(id)
        .filter(kept -> isHolder(kept, caller))
        .orElseThrow(Refusal::notFound);
  }

  private Kept visible(UUID id, Caller caller) {
    return credentials
        .find(id)
        .filter(kept -> isHolder(kept, caller) || caller.worksFor(kept.department()))
        .orElseThrow(Refusal::notFound);
  }

  private static boolean isHolder(Kept kept, Caller caller) {
    return caller.is(Role.CITIZEN) && kept.holder().equals(caller.subject());
  }

  private static boolean isStaff(Caller caller) {
    return caller.is(Role.CLERK) || caller.is(Role.SUPERVISOR);
  }

  private CredentialView view(Kept kept, Caller caller) {
    return CredentialView.of(
        kept,
        desk.did(kept.department()).value(),
        settings.portalUrl().toString(),
        isHolder(kept, caller),
        caller.worksFor(kept.department()),
        clock.instant());
  }
}
