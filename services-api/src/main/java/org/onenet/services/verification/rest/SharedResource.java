package org.onenet.services.verification.rest;

import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.onenet.services.platform.web.Refusal;
import org.onenet.services.verification.KnownCredentials;
import org.onenet.services.verification.KnownCredentials.Known;
import org.onenet.services.verification.VerifyCredential;

/** What a certificate's link shows: what its PDF shows, and the verdict of this moment. */
@Path("shared/{token}")
@Singleton
@PermitAll
@Produces(MediaType.APPLICATION_JSON)
public class SharedResource {
  private final KnownCredentials credentials;
  private final VerifyCredential verifyCredential;

  @Inject
  public SharedResource(KnownCredentials credentials, VerifyCredential verifyCredential) {
    this.credentials = credentials;
    this.verifyCredential = verifyCredential;
  }

  public record Shared(VerdictView.CredentialView credential, VerdictView verdict) {}

  @GET
  @PermitAll
  @Operation(summary = "A certificate by its unguessable link, while its holder leaves it on")
  public Shared shared(@PathParam("token") String token) {
    Known known = credentials.byLink(token).orElseThrow(Refusal::notFound);
    VerdictView verdict =
        VerdictView.of(verifyCredential.verify(known.compact()), Optional.of(known));
    return new Shared(verdict.credential(), verdict);
  }
}
