package org.onenet.services.exchange.rest;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.onenet.identity.rest.Callers;
import org.onenet.services.exchange.RotatePartyKey;
import org.onenet.services.platform.Text;
import org.onenet.services.platform.web.Refusal;

/** A department's supervisor gives it a new key for the exchange. */
@Path("exchange/{department}/keys")
@Singleton
@Produces(MediaType.APPLICATION_JSON)
@SecurityRequirement(name = "bearer")
public class PartyKeysResource {
  private final RotatePartyKey rotatePartyKey;
  private final Callers callers;

  @Inject
  public PartyKeysResource(RotatePartyKey rotatePartyKey, Callers callers) {
    this.rotatePartyKey = rotatePartyKey;
    this.callers = callers;
  }

  /**
   * @param kid the DID URL that signatures name it by
   * @param from when it came into use, ISO 8601
   */
  public record Key(String kid, String from) {}

  @POST
  @RolesAllowed("supervisor")
  @Operation(
      summary = "Give the caller's department a new key for the exchange",
      description =
          "What the old key signed is still believed. 403 for another department's; 409"
              + " signs-elsewhere when the department runs its own node.")
  public Response rotate(@PathParam("department") String department) {
    return switch (rotatePartyKey.rotate(callers.caller(), department)) {
      case RotatePartyKey.Result.Done done ->
          Response.status(201)
              .entity(
                  new Key(
                      done.signer() + "#" + done.key().fragment(), done.key().from().toString()))
              .build();
      case RotatePartyKey.Result.NotAllowed notAllowed -> throw Refusal.forbidden();
      case RotatePartyKey.Result.NotFound notFound -> throw Refusal.notFound();
      case RotatePartyKey.Result.Elsewhere elsewhere ->
          throw Refusal.of(
              409,
              "signs-elsewhere",
              new Text(
                      "This department signs on its own node, as %s; it gets a new key there.",
                      "该部门在其自有节点上以 %s 签名，请在该节点更换密钥。")
                  .with(elsewhere.signer()),
              Map.of("signer", elsewhere.signer().value()));
    };
  }
}
