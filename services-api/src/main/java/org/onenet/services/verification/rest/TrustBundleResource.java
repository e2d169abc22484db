package org.onenet.services.verification.rest;

import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.onenet.services.platform.Text;
import org.onenet.services.platform.web.Refusal;
import org.onenet.services.verification.MakeTrustBundle;

/** What a verifier takes along to where there is no network. */
@Path("trust-bundle")
@Singleton
@PermitAll
public class TrustBundleResource {
  private final MakeTrustBundle makeTrustBundle;

  @Inject
  public TrustBundleResource(MakeTrustBundle makeTrustBundle) {
    this.makeTrustBundle = makeTrustBundle;
  }

  @GET
  @PermitAll
  @Produces("application/jwt")
  @Operation(
      summary = "All that a verifier needs for a day without a network, signed by the city's key")
  public Response bundle(@Context Request request) {
    return switch (makeTrustBundle.current()) {
      case MakeTrustBundle.Made made -> answer(made, request);
      case MakeTrustBundle.Result.RegistryAway away ->
          throw Refusal.of(
              503,
              "registry-away",
              new Text(
                  "The public registry cannot be reached at the moment, so there is no bundle.",
                  "暂时无法连接公共登记链，因此无法生成信任包。"));
    };
  }

  private static Response answer(MakeTrustBundle.Made made, Request request) {
    EntityTag tag = new EntityTag(made.tag());
    Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
    Response.ResponseBuilder answer = unchanged == null ? Response.ok(made.compact()) : unchanged;
    return answer
        .tag(tag)
        .header("Cache-Control", "public, max-age=" + MakeTrustBundle.KEEP.toSeconds())
        .build();
  }
}
