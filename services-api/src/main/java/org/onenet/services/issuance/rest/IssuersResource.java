package org.onenet.services.issuance.rest;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.onenet.contracts.ChainUnreachable;
import org.onenet.credentials.ChainRefused;
import org.onenet.credentials.PublishedKey;
import org.onenet.identity.rest.Callers;
import org.onenet.services.audit.Access;
import org.onenet.services.audit.Actor;
import org.onenet.services.audit.ReadLog;
import org.onenet.services.catalogue.Catalogue;
import org.onenet.services.catalogue.Department;
import org.onenet.services.catalogue.ServiceDefinition;
import org.onenet.services.issuance.ChainDesk;
import org.onenet.services.issuance.ChainFindings;
import org.onenet.services.issuance.IssuerDesk;
import org.onenet.services.platform.Settings;
import org.onenet.services.platform.Text;
import org.onenet.services.platform.web.JsonBody;
import org.onenet.services.platform.web.Refusal;

/** Who issues what, where it is registered, and by which schemas it can be read. */
@Path("/")
@Singleton
@Produces(MediaType.APPLICATION_JSON)
public class IssuersResource {
  private static final int MOST_FINDINGS = 1_000;
  private static final int MOST_CHAIN = 64 << 10;

  private final IssuerDesk desk;
  private final ChainDesk chain;
  private final ChainFindings findings;
  private final Catalogue catalogue;
  private final ReadLog reads;
  private final Callers callers;
  private final Settings settings;

  @Inject
  public IssuersResource(
      IssuerDesk desk,
      ChainDesk chain,
      ChainFindings findings,
      Catalogue catalogue,
      ReadLog reads,
      Callers callers,
      Settings settings) {
    this.desk = desk;
    this.chain = chain;
    this.findings = findings;
    this.catalogue = catalogue;
    this.reads = reads;
    this.callers = callers;
    this.settings = settings;
  }

  public record Departments(List<Issuer> departments) {}

  public record Issuer(
      String id, Text name, String did, String account, List<String> credentialTypes) {}

  public record Registry(Long chainId, String contract, String rpcUrl) {}

  public record Findings(List<FindingView> findings) {}

  /**
   * @param kind unknown (on chain, queued by nobody here) or lost (was final, is gone)
   * @param digest of a registration by itself; null for a batch
   * @param root of a batch; null for a registration by itself
   */
  public record FindingView(
      String kind,
      String department,
      String digest,
      String root,
      Long block,
      String transaction,
      String at) {}

  public record Key(String kid, String from) {}

  @GET
  @Path("departments")
  @PermitAll
  @Operation(summary = "The issuing departments, with DID, account on chain and credential types")
  public Departments departments() {
    return new Departments(
        Department.all().stream()
            .map(
                one ->
                    new Issuer(
                        one.id(),
                        one.name(),
                        desk.did(one.id()).value(),
                        chain.account(one.id()),
                        chain.credentialTypes(one.id())))
            .toList());
  }

  @GET
  @Path("registry")
  @PermitAll
  @Operation(summary = "Where the registry is; chainId is null while the chain is away")
  public Registry registry() {
    Long chainId;
    try {
      chainId = chain.sender(Department.all().getFirst().id()).chainId();
    } catch (ChainUnreachable e) {
      chainId = null;
    }
    return new Registry(chainId, chain.contract(), chain.rpcUrl());
  }

  @GET
  @Path("registry/findings")
  @RolesAllowed({"auditor", "admin"})
  @Operation(summary = "Where this city's records and the registry do not agree, the newest first")
  public Findings findings() {
    return new Findings(
        findings.newest(MOST_FINDINGS).stream()
            .map(
                one ->
                    new FindingView(
                        one.kind().name().toLowerCase(Locale.ROOT),
                        one.department(),
                        one.byRoot() ? null : one.hash(),
                        one.byRoot() ? one.hash() : null,
                        one.block().orElse(null),
                        one.transaction().orElse(null),
                        one.at().toString()))
            .toList());
  }

  @GET
  @Path(".well-known/did.json")
  @PermitAll
  @Operation(summary = "The city's DID document: its key for metadata, and its departments")
  public Map<String, Object> city() {
    Map<String, Object> document = new LinkedHashMap<>(desk.cityDocument().toJson());
    document.put(
        "alsoKnownAs", Department.all().stream().map(one -> desk.did(one.id()).value()).toList());
    return document;
  }

  @GET
  @Path("schemas/{type}.json")
  @PermitAll
  @Produces({"application/schema+json", MediaType.APPLICATION_JSON})
  @Operation(summary = "The JSON Schema of a credential type's subject")
  public Response schema(@PathParam("type") String type) {
    ServiceDefinition.Output output =
        catalogue.all().stream()
            .map(ServiceDefinition::output)
            .filter(one -> one.credentialType().equals(type))
            .findFirst()
            .orElseThrow(Refusal::notFound);
    Map<String, Object> claims = new LinkedHashMap<>();
    output
        .claims()
        .forEach(
            claim ->
                claims.put(claim.name(), Map.of("type", "string", "title", claim.label().en())));
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("$id", settings.publicUrl() + "/schemas/" + type + ".json");
    schema.put("title", output.name().en());
    schema.put("type", "object");
    schema.put(
        "properties", Map.of("credentialSubject", Map.of("type", "object", "properties", claims)));
    return Response.ok(schema).build();
  }

  @POST
  @Path("departments/{department}/keys")
  @RolesAllowed("admin")
  @Operation(summary = "Give a department a new signing key; old certificates still verify")
  public Response rotate(@PathParam("department") String department) {
    String known = Department.of(department).map(Department::id).orElseThrow(Refusal::notFound);
    PublishedKey key = desk.rotate(known);
    logged("rotate", known, key, "rotation");
    return Response.status(201)
        .entity(new Key(desk.did(known) + "#" + key.fragment(), key.from().toString()))
        .build();
  }

  @GET
  @Path("departments/{department}/keys/request")
  @RolesAllowed("admin")
  @Produces("application/x-pem-file")
  @Operation(summary = "A certification request (PKCS#10) for the department's key in use")
  public String request(@PathParam("department") String department) {
    String known = Department.of(department).map(Department::id).orElseThrow(Refusal::notFound);
    return desk.certificationRequest(known, settings.cityName().en());
  }

  @PUT
  @Path("departments/{department}/keys/chain")
  @RolesAllowed("admin")
  @Consumes("application/pem-certificate-chain")
  @Operation(
      summary = "Put an authority's certificate chain beside the department's key in use",
      description = "PEM, the key's own certificate first (RFC 8555 §9.1)")
  public Key chain(@PathParam("department") String department, InputStream body)
      throws IOException {
    String known = Department.of(department).map(Department::id).orElseThrow(Refusal::notFound);
    String pem = new String(JsonBody.bytes(body, MOST_CHAIN), StandardCharsets.US_ASCII);
    PublishedKey key;
    try {
      key = desk.certify(known, pem);
    } catch (ChainRefused refused) {
      throw Refusal.of(
          422, "chain-refused", new Text(refused.getMessage(), "证书链不符合要求：" + refused.getMessage()));
    }
    logged("certify", known, key, "certification");
    return new Key(desk.did(known) + "#" + key.fragment(), key.from().toString());
  }

  private void logged(String act, String department, PublishedKey key, String purpose) {
    reads.log(
        Access.act(
            Actor.of(callers.caller()),
            act,
            "issuer key",
            department + "#" + key.fragment(),
            purpose));
  }
}
