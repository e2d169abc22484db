package org.onenet.services.wallets.rest;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.onenet.identity.rest.Callers;
import org.onenet.services.issuance.KeptCredentials;
import org.onenet.services.platform.web.Refusal;
import org.onenet.services.wallets.Copies;
import org.onenet.services.wallets.EndWalletCopy;

/** The holder sees in which wallets a certificate is, and ends a copy there. */
@Path("credentials/{id}/copies")
@Singleton
@Produces(MediaType.APPLICATION_JSON)
@SecurityRequirement(name = "bearer")
public class CopiesResource {
  private final KeptCredentials credentials;
  private final Copies copies;
  private final EndWalletCopy endWalletCopy;
  private final Callers callers;

  @Inject
  CopiesResource(
      KeptCredentials credentials, Copies copies, EndWalletCopy endWalletCopy, Callers callers) {
    this.credentials = credentials;
    this.copies = copies;
    this.endWalletCopy = endWalletCopy;
    this.callers = callers;
  }

  public record Listing(List<View> copies) {}

  /**
   * @param wallet what the wallet calls itself; null when it does not
   * @param key the beginning of the thumbprint of its key, to tell copies apart
   * @param state given, accepted, failed, deleted (as the wallet told) or ended (by the holder)
   */
  public record View(
      UUID id, String wallet, String key, String since, String state, String ended) {}

  @GET
  @RolesAllowed("citizen")
  @Operation(summary = "The copies of the caller's certificate in wallets, the newest first")
  public Listing all(@PathParam("id") UUID id) {
    mustBeMine(id);
    return new Listing(copies.of(id).stream().map(CopiesResource::view).toList());
  }

  @DELETE
  @Path("{copy}")
  @RolesAllowed("citizen")
  @Operation(summary = "End a copy for good: verifiers are told that it is revoked")
  public Listing end(@PathParam("id") UUID id, @PathParam("copy") UUID copy) {
    mustBeMine(id);
    if (!endWalletCopy.end(id, copy)) throw Refusal.notFound();
    return all(id);
  }

  private void mustBeMine(UUID id) {
    String holder = callers.caller().subject();
    credentials
        .find(id)
        .filter(kept -> kept.holder().equals(holder))
        .orElseThrow(Refusal::notFound);
  }

  private static View view(Copies.Copy copy) {
    String told =
        copy.told()
            .map(one -> one.name().toLowerCase(Locale.ROOT).replace("credential_", ""))
            .map(one -> one.equals("failure") ? "failed" : one)
            .orElse("given");
    return new View(
        copy.id(),
        copy.client().orElse(null),
        copy.thumbprint().substring(0, 8),
        copy.madeAt().toString(),
        copy.endedAt().isPresent() ? "ended" : told,
        copy.endedAt().map(Instant::toString).orElse(null));
  }
}
