package org.onenet.services.wallets.rest;

import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.onenet.credentials.ResponseEncryption;
import org.onenet.services.catalogue.ServiceDefinition;
import org.onenet.services.issuance.CredentialTypes;
import org.onenet.services.issuance.IssuerDesk;
import org.onenet.services.platform.Settings;
import org.onenet.services.platform.Text;
import org.onenet.services.wallets.FillWallet;

/**
 * What this issuer gives to wallets, and where they ask.
 *
 * @see <a
 *     href="https://openid.net/specs/openid-4-verifiable-credential-issuance-1_0.html#section-12.2">
 *     OpenID4VCI 1.0 §12.2</a>
 */
@Path(".well-known/openid-credential-issuer")
@Singleton
public class IssuerMetadataResource {
  /** The identity server's scope, the same for all types: what is given is the holder's anyway. */
  private static final String SCOPE = "certificates";

  private final CredentialTypes types;
  private final IssuerDesk desk;
  private final Settings settings;
  private final Clock clock;

  @Inject
  IssuerMetadataResource(CredentialTypes types, IssuerDesk desk, Settings settings, Clock clock) {
    this.types = types;
    this.desk = desk;
    this.settings = settings;
    this.clock = clock;
  }

  @GET
  @PermitAll
  @Produces(MediaType.APPLICATION_JSON + ";qs=1")
  @Operation(summary = "OpenID4VCI metadata of this issuer, as JSON or signed (application/jwt)")
  public Map<String, Object> metadata() {
    String issuer = settings.publicUrl().toString();
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("credential_issuer", issuer);
    metadata.put("authorization_servers", List.of(issuer, settings.text("onenet.oidc.issuer")));
    metadata.put("credential_endpoint", issuer + "/wallet/credential");
    metadata.put("nonce_endpoint", issuer + "/wallet/nonce");
    metadata.put("deferred_credential_endpoint", issuer + "/wallet/deferred");
    metadata.put("notification_endpoint", issuer + "/wallet/notification");
    metadata.put("credential_request_encryption", requestEncryption());
    metadata.put("credential_response_encryption", responseEncryption());
    metadata.put("batch_credential_issuance", Map.of("batch_size", FillWallet.MOST_KEYS));
    metadata.put("display", display(settings.cityName()));
    Map<String, Object> configurations = new LinkedHashMap<>();
    types
        .all()
        .forEach(
            definition ->
                configurations.put(
                    definition.output().credentialType(), configuration(definition)));
    metadata.put("credential_configurations_supported", configurations);
    return metadata;
  }

  @GET
  @PermitAll
  @Produces("application/jwt;qs=0.5")
  @Operation(hidden = true)
  public String signed() {
    return desk.signMetadata(metadata(), clock.instant());
  }

  private Map<String, Object> requestEncryption() {
    Map<String, Object> encryption = new LinkedHashMap<>();
    encryption.put("jwks", Map.of("keys", List.of(desk.decryptionKey().publicJwk())));
    encryption.put("enc_values_supported", ResponseEncryption.METHODS);
    encryption.put("encryption_required", false);
    return encryption;
  }

  private static Map<String, Object> responseEncryption() {
    Map<String, Object> encryption = new LinkedHashMap<>();
    encryption.put("alg_values_supported", ResponseEncryption.ALGORITHMS);
    encryption.put("enc_values_supported", ResponseEncryption.METHODS);
    encryption.put("zip_values_supported", ResponseEncryption.COMPRESSIONS);
    encryption.put("encryption_required", false);
    return encryption;
  }

  private Map<String, Object> configuration(ServiceDefinition definition) {
    ServiceDefinition.Output output = definition.output();
    Map<String, Object> configuration = new LinkedHashMap<>();
    configuration.put("format", "dc+sd-jwt");
    configuration.put("scope", SCOPE);
    configuration.put("vct", types.vct(output.credentialType()).toString());
    configuration.put("cryptographic_binding_methods_supported", List.of("jwk", "did:jwk"));
    configuration.put("credential_signing_alg_values_supported", List.of("ES256"));
    configuration.put(
        "proof_types_supported",
        Map.of("jwt", Map.of("proof_signing_alg_values_supported", List.of("ES256"))));
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("display", display(output.name()));
    List<Object> claims = new ArrayList<>();
    for (ServiceDefinition.Claim claim : output.claims()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("path", List.of(claim.name()));
      one.put("display", display(claim.label()));
      claims.add(one);
    }
    shown.put("claims", claims);
    configuration.put("credential_metadata", shown);
    return configuration;
  }

  private static List<Map<String, String>> display(Text text) {
    return List.of(
        Map.of("name", text.en(), "locale", "en"), Map.of("name", text.zh(), "locale", "zh-CN"));
  }
}
