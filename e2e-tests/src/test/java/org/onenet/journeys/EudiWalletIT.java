package org.onenet.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.jwk.ECKey;
import eu.europa.ec.eudi.openid4vci.AuthorizationRequestPrepared;
import eu.europa.ec.eudi.openid4vci.AuthorizedRequest;
import eu.europa.ec.eudi.openid4vci.CredentialIssuanceError;
import eu.europa.ec.eudi.openid4vci.DeferredCredentialQueryOutcome;
import eu.europa.ec.eudi.openid4vci.Issuer;
import eu.europa.ec.eudi.openid4vci.SubmissionOutcome;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.onenet.stack.ApiCaller;
import org.onenet.stack.Ports;
import org.onenet.stack.Stack;
import org.onenet.stack.StackOptions;
import tools.jackson.databind.JsonNode;

/**
 * The EU wallet's own library is a wallet here, over TLS: it speaks to nothing else. So there is a
 * stack of its own, whose API and identity server are known by https addresses; a {@link TlsFront}
 * stands before each.
 */
final class EudiWalletIT {
  private static final String CARD = "SeniorCitizenCard";

  private static TestCertificate certificate;
  private static TlsFront api;
  private static TlsFront identity;
  private static Stack stack;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    Path repository = Path.of(System.getProperty("onenet.repository")).toAbsolutePath();
    Path data =
        Files.createTempDirectory(
            Files.createDirectories(repository.resolve("e2e-tests/target/data")), "tls-");
    certificate = new TestCertificate(data);
    api = new TlsFront(certificate.context());
    identity = new TlsFront(certificate.context());
    Ports ports = Ports.free();
    api.standBefore("http://localhost:" + ports.api());
    identity.standBefore("http://localhost:" + ports.keycloak());
    Map<String, String> own =
        Map.of(
            "ONENET_PUBLIC_URL", api.url(),
            "ONENET_IDENTITY_URL", identity.url(),
            "ONENET_DEMO_PEOPLE", "400",
            "JAVA_TOOL_OPTIONS", certificate.trustedBy());
    stack = new Stack(new StackOptions(repository, data, ports, true, 0, own), System.out::println);
    stack.start();
  }

  @AfterAll
  static void end() {
    if (stack != null) stack.close();
    if (api != null) api.close();
    if (identity != null) identity.close();
  }

  @Test
  void it_redeems_an_offer_for_copies_bound_to_several_keys() throws Exception {
    ApiCaller wang = ApiCaller.as("wang", stack);
    String reference = Cases.apply(stack, wang, "senior-citizen-card");
    JsonNode offered = offer(wang, reference);
    EudiWallet wallet = wallet(false);
    Issuer issuer = wallet.issuer(offered.get("link").asString());
    AuthorizedRequest authorized = wallet.redeem(issuer, offered.get("pin").asString());
    List<ECKey> keys = List.of(Wallet.key(), Wallet.key(), Wallet.key());
    SubmissionOutcome.Success success =
        assertInstanceOf(
            SubmissionOutcome.Success.class, wallet.request(issuer, authorized, CARD, keys));
    List<String> copies = EudiWallet.compact(success.getCredentials());
    assertEquals(3, copies.size());
    copies.forEach(EudiWalletIT::mustBeValid);
    wallet.accepted(issuer, authorized, success);

    String credential = wang.get("/cases/" + reference).json().get("credential").asString();
    JsonNode told = wang.get("/credentials/" + credential + "/copies").expect(200).json();
    assertEquals(3, told.get("copies").size());
    assertEquals("accepted", told.at("/copies/0/state").asString());
  }

  @Test
  void it_reads_an_offer_by_value_and_a_wrong_pin_is_told() {
    ApiCaller wang = ApiCaller.as("wang", stack);
    JsonNode offered = offer(wang, Cases.apply(stack, wang, "senior-citizen-card"));
    EudiWallet wallet = wallet(false);
    Issuer issuer = wallet.issuer(offered.get("linkByValue").asString());
    String pin = offered.get("pin").asString();
    EudiWallet.Told told =
        assertThrows(
            EudiWallet.Told.class,
            () -> wallet.redeem(issuer, pin.equals("111111") ? "222222" : "111111"));
    CredentialIssuanceError.AccessTokenRequestFailed wrong =
        assertInstanceOf(CredentialIssuanceError.AccessTokenRequestFailed.class, told.getCause());
    assertEquals("invalid_grant", wrong.getError());
    wallet.redeem(issuer, pin);
  }

  @Test
  void it_is_let_in_by_the_identity_server_with_what_it_pushed() {
    ApiCaller wang = ApiCaller.as("wang", stack);
    Cases.apply(stack, wang, "senior-citizen-card");
    String offer =
        Wallet.JSON.writeValueAsString(
            Map.of(
                "credential_issuer", api.url(),
                "credential_configuration_ids", List.of(CARD),
                "grants",
                    Map.of("authorization_code", Map.of("authorization_server", stack.issuer()))));
    EudiWallet wallet = wallet(false);
    Issuer issuer =
        wallet.issuer(
            "openid-credential-offer://?credential_offer="
                + URLEncoder.encode(offer, StandardCharsets.UTF_8).replace("+", "%20"));
    AuthorizationRequestPrepared prepared = wallet.prepare(issuer);
    HttpClient browser = HttpClient.newBuilder().sslContext(certificate.context()).build();
    URI back = new IdentityPages(browser).signIn(EudiWallet.authorization(prepared), "wang");
    assertTrue(back.toString().startsWith("eu.europa.ec.euidi://authorization?"), back.toString());
    AuthorizedRequest authorized =
        wallet.authorize(
            issuer,
            prepared,
            IdentityPages.member(back, "code"),
            IdentityPages.member(back, "state"));
    SubmissionOutcome.Success success =
        assertInstanceOf(
            SubmissionOutcome.Success.class,
            wallet.request(issuer, authorized, CARD, List.of(Wallet.key(), Wallet.key())));
    EudiWallet.compact(success.getCredentials()).forEach(EudiWalletIT::mustBeValid);
  }

  /** Draft 15 knows no 202 at the deferred endpoint: the library cannot read that it is early. */
  @Test
  void it_waits_until_a_clerk_has_decided() {
    ApiCaller lina = ApiCaller.as("lina", stack);
    String reference = Cases.apply(stack, lina, "residence-certificate");
    JsonNode offered = offer(lina, reference);
    EudiWallet wallet = wallet(false);
    Issuer issuer = wallet.issuer(offered.get("link").asString());
    AuthorizedRequest authorized = wallet.redeem(issuer, offered.get("pin").asString());
    SubmissionOutcome.Deferred waits =
        assertInstanceOf(
            SubmissionOutcome.Deferred.class,
            wallet.request(
                issuer, authorized, "ResidenceCertificate", List.of(Wallet.key(), Wallet.key())));
    assertThrows(EudiWallet.Told.class, () -> wallet.deferred(issuer, authorized, waits));
    Cases.grant(ApiCaller.as("chen", stack), reference);
    DeferredCredentialQueryOutcome.Issued issued =
        assertInstanceOf(
            DeferredCredentialQueryOutcome.Issued.class,
            wallet.deferred(issuer, authorized, waits));
    assertEquals(2, issued.getCredentials().size());
    EudiWallet.compact(issued.getCredentials()).forEach(EudiWalletIT::mustBeValid);
  }

  /**
   * Draft 15 has {@code proof} for one key, and asks in clear for an encrypted answer, by a key
   * without {@code alg}; 1.0 has {@code proofs} alone (§8.2), and wants such a request encrypted
   * and {@code alg} in the key (§10). Both are refused by name. Names for people it looks for
   * elsewhere than in {@code credential_metadata} (§12.2.4).
   */
  @Test
  void what_its_draft_does_otherwise_is_refused_by_its_name() {
    ApiCaller wang = ApiCaller.as("wang", stack);
    JsonNode offered = offer(wang, Cases.apply(stack, wang, "senior-citizen-card"));
    EudiWallet inClear = wallet(false);
    Issuer issuer = inClear.issuer(offered.get("link").asString());
    AuthorizedRequest authorized = inClear.redeem(issuer, offered.get("pin").asString());
    SubmissionOutcome.Failed oneKey =
        assertInstanceOf(
            SubmissionOutcome.Failed.class,
            inClear.request(issuer, authorized, CARD, List.of(Wallet.key())));
    assertInstanceOf(
        CredentialIssuanceError.InvalidProof.class,
        oneKey.getError(),
        () -> oneKey.getError().toString());

    issuer
        .getCredentialOffer()
        .getCredentialIssuerMetadata()
        .getCredentialConfigurationsSupported()
        .values()
        .forEach(configuration -> assertTrue(configuration.getDisplay().isEmpty()));

    JsonNode again = offer(wang, Cases.apply(stack, wang, "senior-citizen-card"));
    EudiWallet encrypted = wallet(true);
    Issuer same = encrypted.issuer(again.get("link").asString());
    AuthorizedRequest allowed = encrypted.redeem(same, again.get("pin").asString());
    SubmissionOutcome.Failed refused =
        assertInstanceOf(
            SubmissionOutcome.Failed.class,
            encrypted.request(same, allowed, CARD, List.of(Wallet.key(), Wallet.key())));
    CredentialIssuanceError.IssuanceRequestFailed told =
        assertInstanceOf(CredentialIssuanceError.IssuanceRequestFailed.class, refused.getError());
    assertEquals("invalid_encryption_parameters", told.getError());
  }

  private static EudiWallet wallet(boolean encrypted) {
    return new EudiWallet(certificate.context(), "wallet", encrypted);
  }

  private static JsonNode offer(ApiCaller holder, String reference) {
    return holder.post("/cases/" + reference + "/wallet-offers", Map.of()).expect(201).json();
  }

  private static void mustBeValid(String copy) {
    JsonNode verdict =
        ApiCaller.stranger(stack)
            .post("/verifications", Map.of("credential", copy))
            .expect(200)
            .json();
    assertEquals("valid", verdict.get("verdict").asString(), verdict.toString());
  }
}
