package org.onenet.services.wallets.rest;

import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.onenet.identity.rest.ProofsOfPossession;
import org.onenet.services.platform.Settings;

/**
 * Where pre-authorised codes are redeemed; the authorisation code is the identity server's. There
 * is no {@code response_types_supported}: OpenID4VCI 1.0 §12.2.4 lets it away, and RFC 8414 §3.2
 * lets no member be empty.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8414#section-2">RFC 8414 §2</a>, and OpenID4VCI
 *     1.0 §12.3
 */
@Path(".well-known/oauth-authorization-server")
@Singleton
public class AuthorisationServerResource {
  private final String issuer;

  @Inject
  AuthorisationServerResource(Settings settings) {
    this.issuer = settings.publicUrl().toString();
  }

  @GET
  @PermitAll
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(summary = "OAuth metadata of the token endpoint for wallets")
  public Map<String, Object> metadata() {
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("issuer", issuer);
    metadata.put("token_endpoint", issuer + "/wallet/token");
    metadata.put("grant_types_supported", List.of(WalletResource.PRE_AUTHORISED));
    metadata.put("token_endpoint_auth_methods_supported", List.of("none"));
    metadata.put("pre-authorized_grant_anonymous_access_supported", true);
    metadata.put("dpop_signing_alg_values_supported", List.copyOf(ProofsOfPossession.ALGORITHMS));
    return metadata;
  }
}
