package org.onenet.services.presentations.rest;

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
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.onenet.credentials.PublishedKey;
import org.onenet.services.audit.Access;
import org.onenet.services.audit.Actor;
import org.onenet.services.audit.ReadLog;
import org.onenet.services.catalogue.ServiceDefinition;
import org.onenet.services.issuance.CredentialTypes;
import org.onenet.services.issuance.IssuerDesk;
import org.onenet.services.platform.Text;
import org.onenet.services.platform.web.Refusal;
import org.onenet.services.presentations.Verifier;
import org.onenet.services.presentations.Verifiers;

/** Registered verifiers: who may ask wallets, for what, and by which keys, for everybody. */
@Path("verifiers")
@Singleton
@Produces(MediaType.APPLICATION_JSON)
public class VerifierResource {
  private final Verifiers verifiers;
  private final Asking asking;
  private final CredentialTypes types;
  private final IssuerDesk desk;
  private final ReadLog reads;

  @Inject
  VerifierResource(
      Verifiers verifiers, Asking asking, CredentialTypes types, IssuerDesk desk, ReadLog reads) {
    this.reads = reads;
    this.verifiers = verifiers;
    this.asking = asking;
    this.types = types;
    this.desk = desk;
  }

  public record Registered(
      String identifier, Text name, List<String> redirectUris, List<Purpose> purposes) {}

  public record Purpose(String identifier, Text name, Text reason, List<MayAsk> mayAsk) {}

  /**
   * @param vct as a query names it
   */
  public record MayAsk(String credentialType, String vct, Text name, List<Claim> claims) {}

  public record Claim(String name, Text label) {}

  public record Listing(List<Registered> verifiers) {}

  public record Key(String kid, String from) {}

  @GET
  @PermitAll
  @Operation(summary = "Who is registered to ask wallets, why, and for which facts")
  public Listing all() {
    return new Listing(verifiers.all().stream().map(this::registered).toList());
  }

  @GET
  @Path("mine")
  @RolesAllowed("verifier")
  @SecurityRequirement(name = "bearer")
  @Operation(summary = "What the caller's organisation is registered to ask for")
  public Registered mine() {
    return registered(asking.verifier());
  }

  private Registered registered(Verifier verifier) {
    return new Registered(
        verifier.identifier(),
        verifier.name(),
        verifier.redirectUris() == null ? List.of() : verifier.redirectUris(),
        verifier.purposes().stream()
            .map(
                purpose ->
                    new Purpose(
                        purpose.identifier(),
                        purpose.name(),
                        purpose.reason(),
                        purpose.mayAsk().stream().map(this::mayAsk).toList()))
            .toList());
  }

  private MayAsk mayAsk(Verifier.MayAsk may) {
    String type = may.credentialType();
    return new MayAsk(
        type,
        type.contains(":") ? type : types.vct(type).toString(),
        types.definition(type).map(one -> one.output().name()).orElse(Text.same(type)),
        may.claims().stream().map(claim -> new Claim(claim, label(type, claim))).toList());
  }

  private Text label(String type, String claim) {
    return types.definition(type).stream()
        .flatMap(definition -> definition.output().claims().stream())
        .filter(one -> one.name().equals(claim))
        .map(ServiceDefinition.Claim::label)
        .findFirst()
        .orElse(Text.same(claim));
  }

  @GET
  @Path("{verifier}/did.json")
  @PermitAll
  @Operation(summary = "A registered verifier's DID document: by which keys it asks wallets")
  public Map<String, Object> document(@PathParam("verifier") String verifier) {
    return desk.verifierDocument(known(verifier)).toJson();
  }

  @POST
  @Path("{verifier}/keys")
  @RolesAllowed("admin")
  @SecurityRequirement(name = "bearer")
  @Operation(summary = "Give a verifier a new key; open questions by its old certificate end")
  public Response rotate(@PathParam("verifier") String verifier) {
    String known = known(verifier);
    PublishedKey key = desk.rotateVerifier(known);
    reads.log(
        Access.act(
            Actor.of(asking.caller()),
            "rotate",
            "verifier key",
            known + "#" + key.fragment(),
            "rotation"));
    return Response.status(201)
        .entity(
            new Key(
                desk.verifierDocument(known).toJson().get("id") + "#" + key.fragment(),
                key.from().toString()))
        .build();
  }

  private String known(String verifier) {
    return verifiers.of(verifier).map(Verifier::identifier).orElseThrow(Refusal::notFound);
  }
}
