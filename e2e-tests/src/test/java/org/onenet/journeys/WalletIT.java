package org.onenet.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.X509CertUtils;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.onenet.stack.ApiCaller;
import org.onenet.stack.Stack;
import tools.jackson.databind.JsonNode;

/**
 * Certificates on their way into wallets (OpenID4VCI 1.0), and what verifiers say of them there.
 */
@Journey
final class WalletIT {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @Test
  void a_wallet_redeems_an_offer_and_a_stranger_finds_its_copies_valid(Stack stack)
      throws Exception {
    ApiCaller wang = ApiCaller.as("wang", stack);
    String reference = Cases.apply(stack, wang, "senior-citizen-card");
    JsonNode offered = offer(wang, reference);
    Wallet wallet = new Wallet(stack, true);
    JsonNode offer = wallet.offer(offered.get("link").asString());
    assertEquals(offer, wallet.offer(offered.get("linkByValue").asString()));
    String pin = offered.get("pin").asString();

    ApiCaller.Answer wrong = wallet.token(offer, pin.equals("111111") ? "222222" : "111111");
    mustBeRefused(wrong, 400, "invalid_grant");
    Wallet.Access access = wallet.redeem(offer, pin);
    mustBeRefused(wallet.token(offer, pin), 400, "invalid_grant");

    String nonce = wallet.nonce();
    List<ECKey> keys = List.of(Wallet.key(), Wallet.key());
    JsonNode answer = wallet.credential(access, nonce, keys).expect(200).json();
    mustBeRefused(wallet.credential(access, nonce, List.of(Wallet.key())), 400, "invalid_nonce");
    assertEquals(2, answer.get("credentials").size());
    String copy = answer.at("/credentials/0/credential").asString();
    assertNotEquals(copy, answer.at("/credentials/1/credential").asString());

    JsonNode signed = payload(copy);
    assertEquals(keys.getFirst().getX().toString(), signed.at("/cnf/jwk/x").asString());
    JsonNode verdict = verdict(stack, copy);
    assertEquals("valid", verdict.get("verdict").asString(), verdict.toString());
    assertEquals(
        "valid",
        verdict(stack, answer.at("/credentials/1/credential").asString())
            .get("verdict")
            .asString());

    // Only what its holder shows is told: all disclosures left out.
    JsonNode nothingShown = verdict(stack, copy.substring(0, copy.indexOf('~') + 1));
    assertEquals("valid", nothingShown.get("verdict").asString(), nothingShown.toString());
    assertEquals(0, nothingShown.at("/credential/facts").size(), nothingShown.toString());
    assertTrue(verdict.at("/credential/facts").size() > 2);

    wallet
        .tell(access, answer.get("notification_id").asString(), "credential_accepted")
        .expect(204);
    mustBeRefused(
        wallet.tell(access, "made-up", "credential_accepted"), 400, "invalid_notification_id");
    mustBeRefused(
        wallet.tell(access, answer.get("notification_id").asString(), "eaten"),
        400,
        "invalid_notification_request");

    String credential = wang.get("/cases/" + reference).json().get("credential").asString();
    JsonNode copies = wang.get("/credentials/" + credential + "/copies").expect(200).json();
    assertEquals(2, copies.get("copies").size());
    assertEquals("accepted", copies.at("/copies/0/state").asString());
    assertEquals("a wallet of the tests", copies.at("/copies/0/wallet").asString());

    String thumbprint = keys.getFirst().computeThumbprint().toString();
    String ending =
        copies.get("copies").values().stream()
            .filter(one -> thumbprint.startsWith(one.get("key").asString()))
            .findFirst()
            .orElseThrow()
            .get("id")
            .asString();
    wang.delete("/credentials/" + credential + "/copies/" + ending).expect(200);
    Cases.awaitVerdict(stack, copy, "REVOKED");
    assertEquals(
        "valid",
        verdict(stack, answer.at("/credentials/1/credential").asString())
            .get("verdict")
            .asString());
  }

  @Test
  void a_wallet_waits_until_a_clerk_has_decided(Stack stack) {
    ApiCaller lina = ApiCaller.as("lina", stack);
    ApiCaller chen = ApiCaller.as("chen", stack);
    String reference = Cases.apply(stack, lina, "residence-certificate");
    JsonNode offered = offer(lina, reference);
    Wallet wallet = new Wallet(stack, false);
    Wallet.Access access =
        wallet.redeem(wallet.offer(offered.get("link").asString()), offered.get("pin").asString());
    ApiCaller.Answer waits = wallet.credential(access, wallet.nonce(), List.of(Wallet.key()));
    String transaction = waits.expect(202).json().get("transaction_id").asString();
    assertTrue(waits.json().get("interval").asInt() > 0);
    wallet.deferred(access, transaction).expect(202);
    mustBeRefused(wallet.deferred(access, "made-up"), 400, "invalid_transaction_id");

    Cases.grant(chen, reference);
    JsonNode answer = wallet.deferred(access, transaction).expect(200).json();
    assertEquals(
        "valid",
        verdict(stack, answer.at("/credentials/0/credential").asString())
            .get("verdict")
            .asString());
    mustBeRefused(wallet.deferred(access, transaction), 400, "invalid_transaction_id");
  }

  @Test
  void a_wallet_is_let_in_by_the_identity_server_with_what_it_pushed(Stack stack) throws Exception {
    ApiCaller wang = ApiCaller.as("wang", stack);
    Cases.apply(stack, wang, "senior-citizen-card");
    Wallet wallet = new Wallet(stack, true);
    assertEquals(stack.issuer(), wallet.metadata().at("/authorization_servers/1").asString());
    String token = tokenByCode(stack, wallet, "wang");
    Wallet.Access access = new Wallet.Access(token, "SeniorCitizenCard");
    JsonNode answer =
        wallet.credential(access, wallet.nonce(), List.of(Wallet.key())).expect(200).json();
    assertEquals(
        "valid",
        verdict(stack, answer.at("/credentials/0/credential").asString())
            .get("verdict")
            .asString());

    // It fetches certificates and does nothing else: neither people's doors nor other types.
    Map<String, String> asPerson = Map.of("Authorization", "Bearer " + token);
    ApiCaller stranger = ApiCaller.stranger(stack);
    assertEquals(401, stranger.send("GET", "/me", null, asPerson).status());
    assertEquals(401, stranger.send("GET", "/credentials", null, asPerson).status());
    mustBeRefused(
        wallet.credential(
            new Wallet.Access(token, "SoleTraderLicence"), wallet.nonce(), List.of(Wallet.key())),
        400,
        "credential_request_denied");
    mustBeRefused(
        wallet.credential(
            new Wallet.Access(token, "NoSuchThing"), wallet.nonce(), List.of(Wallet.key())),
        400,
        "unknown_credential_configuration");
  }

  @Test
  void a_token_opens_nothing_without_the_proof_it_is_bound_to(Stack stack) {
    Wallet wallet = new Wallet(stack, true);
    Wallet.Access access = accessToACard(stack, wallet);
    byte[] body =
        ("{\"credential_configuration_id\":\"SeniorCitizenCard\",\"proofs\":{\"jwt\":[\""
                + wallet.proof(Wallet.key(), wallet.nonce())
                + "\"]}}")
            .getBytes(StandardCharsets.US_ASCII);
    String address = wallet.metadata().get("credential_endpoint").asString();
    String proof = wallet.proofOfPossession("POST", address, access.token());
    String dpop = "DPoP " + access.token();

    ApiCaller.Answer nothingShown = wallet.raw("credential_endpoint", body, Map.of());
    assertEquals(401, nothingShown.status(), nothingShown.text());
    assertEquals(
        List.of("DPoP algs=\"ES256\"", "Bearer"),
        nothingShown.headers().allValues("WWW-Authenticate"));
    assertEquals("", nothingShown.text());
    mustBeRefused(
        wallet.raw(
            "credential_endpoint", body, Map.of("Authorization", "Bearer " + access.token())),
        401,
        "invalid_token");
    mustBeRefused(
        wallet.raw("credential_endpoint", body, Map.of("Authorization", dpop)),
        401,
        "invalid_dpop_proof");
    for (String other :
        List.of(
            wallet.proofOfPossession("GET", address, access.token()),
            wallet.proofOfPossession("POST", address + "x", access.token()),
            wallet.proofOfPossession("POST", address, "another token"),
            new Wallet(stack, true).proofOfPossession("POST", address, access.token()))) {
      ApiCaller.Answer refused =
          wallet.raw("credential_endpoint", body, Map.of("Authorization", dpop, "DPoP", other));
      assertEquals(401, refused.status(), refused.text());
    }
    wallet
        .raw("credential_endpoint", body, Map.of("Authorization", dpop, "DPoP", proof))
        .expect(200);
    mustBeRefused(
        wallet.raw("credential_endpoint", body, Map.of("Authorization", dpop, "DPoP", proof)),
        401,
        "invalid_dpop_proof");
  }

  @Test
  void a_wallets_bad_request_is_told_what_was_expected(Stack stack) {
    Wallet wallet = new Wallet(stack, false);
    Wallet.Access access = accessToACard(stack, wallet);
    Map<String, String> bearer = Map.of("Authorization", "Bearer " + access.token());
    Map<String, String> expected = new LinkedHashMap<>();
    expected.put("not json", "invalid_credential_request");
    expected.put("[]", "invalid_credential_request");
    expected.put("{}", "invalid_credential_request");
    expected.put("{\"a\":1,\"a\":2}", "invalid_credential_request");
    expected.put(
        "{\"credential_configuration_id\":\"x\",\"credential_identifier\":\"y\"}",
        "invalid_credential_request");
    expected.put("{\"credential_configuration_id\":\"SeniorCitizenCard\"}", "invalid_proof");
    expected.put(
        "{\"credential_configuration_id\":\"SeniorCitizenCard\",\"proofs\":{\"jwt\":[]}}",
        "invalid_proof");
    expected.put(
        "{\"credential_configuration_id\":\"SeniorCitizenCard\",\"proofs\":{\"jwt\":[7]}}",
        "invalid_proof");
    expected.put("{\"credential_identifier\":\"y\"}", "unknown_credential_identifier");
    expected.put(
        "{\"credential_configuration_id\":\"x\",\"credential_response_encryption\":{}}",
        "invalid_encryption_parameters");
    expected.put(
        "{\"credential_configuration_id\":\"x\",\"credential_response_encryption\":null}",
        "invalid_encryption_parameters");
    expected.put(
        "{\"credential_configuration_id\":\"x\",\"credential_response_encryption\":"
            + Wallet.JSON.writeValueAsString(
                encryption(Wallet.key(), "A256GCM").get("credential_response_encryption"))
            + "}",
        "invalid_encryption_parameters");
    expected.forEach(
        (body, error) ->
            mustBeRefused(
                wallet.raw("credential_endpoint", body.getBytes(StandardCharsets.UTF_8), bearer),
                400,
                error));
    mustBeRefused(
        wallet.raw("deferred_credential_endpoint", "{}".getBytes(StandardCharsets.UTF_8), bearer),
        400,
        "invalid_credential_request");
    Map<String, String> notifications = new LinkedHashMap<>();
    notifications.put("{\"event\":\"credential_accepted\"}", "invalid_notification_request");
    notifications.put(
        "{\"notification_id\":\"x\",\"event\":\"CREDENTIAL_ACCEPTED\"}",
        "invalid_notification_request");
    notifications.put(
        "{\"notification_id\":\"x\",\"event\":\"credential_accepted\",\"event_description\":\"好\"}",
        "invalid_notification_request");
    notifications.forEach(
        (body, error) ->
            mustBeRefused(
                wallet.raw("notification_endpoint", body.getBytes(StandardCharsets.UTF_8), bearer),
                400,
                error));
    Map<String, String> encrypted = new LinkedHashMap<>(bearer);
    encrypted.put("Content-Type", "application/jwt");
    mustBeRefused(
        wallet.raw("credential_endpoint", "{}".getBytes(StandardCharsets.UTF_8), encrypted),
        400,
        "invalid_encryption_parameters");
    ApiCaller.Answer another =
        wallet.credential(
            new Wallet.Access(access.token(), "ResidenceCertificate"),
            wallet.nonce(),
            List.of(Wallet.key()));
    mustBeRefused(another, 403, "insufficient_scope");
    ApiCaller stranger = ApiCaller.stranger(stack);
    Map<String, String> form = Map.of("Content-Type", "application/x-www-form-urlencoded");
    Map<String, String> tokens = new LinkedHashMap<>();
    String preAuthorised = "grant_type=urn:ietf:params:oauth:grant-type:pre-authorized_code";
    tokens.put("grant_type=password", "unsupported_grant_type");
    tokens.put("pre-authorized_code=x", "invalid_request");
    tokens.put(preAuthorised + "&tx_code=1", "invalid_request");
    tokens.put(preAuthorised + "&pre-authorized_code=x", "invalid_request");
    tokens.put(preAuthorised + "&pre-authorized_code=x&tx_code=1&tx_code=2", "invalid_request");
    tokens.put(preAuthorised + "&pre-authorized_code=x&tx_code=1", "invalid_grant");
    tokens.forEach(
        (body, error) ->
            mustBeRefused(
                stranger.send("POST", "/wallet/token", body.getBytes(StandardCharsets.UTF_8), form),
                400,
                error));
    assertEquals(404, stranger.get("/wallet/offers/made-up").status());
  }

  @Test
  void a_wallet_has_its_answers_encrypted_to_its_own_key(Stack stack) {
    ApiCaller lina = ApiCaller.as("lina", stack);
    String reference = Cases.apply(stack, lina, "residence-certificate");
    JsonNode offered = offer(lina, reference);
    Wallet wallet = new Wallet(stack, true);
    JsonNode supported = wallet.metadata().get("credential_response_encryption");
    assertEquals("ECDH-ES", supported.at("/alg_values_supported/0").asString());
    Wallet.Access access =
        wallet.redeem(wallet.offer(offered.get("link").asString()), offered.get("pin").asString());
    List<ECKey> keys = List.of(Wallet.key());
    ECKey first = Wallet.key();

    mustBeRefused(
        wallet.credentialEncrypted(
            access, wallet.nonce(), keys, encryption(first, "A128CBC-HS256")),
        400,
        "invalid_encryption_parameters");
    ApiCaller.Answer waits =
        wallet.credentialEncrypted(access, wallet.nonce(), keys, encryption(first, "A128GCM"));
    assertEquals("application/jwt", waits.expect(202).headers().firstValue("Content-Type").get());
    String transaction = Wallet.opened(waits, first).get("transaction_id").asString();

    Cases.grant(ApiCaller.as("chen", stack), reference);
    mustBeRefused(
        wallet.deferredEncrypted(access, "made-up", encryption(first, "A256GCM")),
        400,
        "invalid_transaction_id");
    ECKey later = Wallet.key();
    ApiCaller.Answer collected =
        wallet.deferredEncrypted(access, transaction, encryption(later, "A256GCM")).expect(200);
    assertEquals("application/jwt", collected.headers().firstValue("Content-Type").get());
    assertEquals("no-store", collected.headers().firstValue("Cache-Control").get());
    JsonNode answer = Wallet.opened(collected, later);
    assertEquals(
        "valid",
        verdict(stack, answer.at("/credentials/0/credential").asString())
            .get("verdict")
            .asString());
    assertTrue(answer.has("notification_id"));

    // An encrypted request alone is answered in clear.
    JsonNode again =
        wallet.credentialEncrypted(access, wallet.nonce(), keys, Map.of()).expect(200).json();
    assertEquals(1, again.get("credentials").size());
  }

  private static Map<String, Object> encryption(ECKey key, String method) {
    ECKey named =
        new ECKey.Builder(key.toPublicJWK()).keyID("w-1").algorithm(JWEAlgorithm.ECDH_ES).build();
    return Map.of(
        "credential_response_encryption",
        Map.of("jwk", named.toJSONObject(), "enc", method, "zip", "DEF"));
  }

  @Test
  void what_is_published_agrees_with_what_is_issued(Stack stack) throws Exception {
    Wallet wallet = new Wallet(stack, true);
    Wallet.Access access = accessToACard(stack, wallet);
    String copy =
        wallet
            .credential(access, wallet.nonce(), List.of(Wallet.key()))
            .expect(200)
            .json()
            .at("/credentials/0/credential")
            .asString();
    JsonNode signed = payload(copy);
    ApiCaller stranger = ApiCaller.stranger(stack);

    String vct = signed.get("vct").asString();
    assertEquals(
        vct,
        wallet
            .metadata()
            .at("/credential_configurations_supported/SeniorCitizenCard/vct")
            .asString());
    byte[] type = stranger.get(vct.substring(stack.api().length())).expect(200).body();
    assertEquals(
        signed.get("vct#integrity").asString(),
        "sha256-"
            + Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(type)));
    assertEquals("老年优待证", Wallet.JSON.readTree(type).at("/display/1/name").asString());

    ApiCaller.Answer metadata =
        stranger.get("/.well-known/openid-credential-issuer", "application/jwt").expect(200);
    assertEquals("application/jwt", metadata.headers().firstValue("Content-Type").orElseThrow());
    JsonNode said = payload(metadata.text());
    assertEquals(stack.api(), said.get("sub").asString());
    assertEquals(
        wallet.metadata().get("credential_configurations_supported"),
        said.get("credential_configurations_supported"));
    String signer =
        stranger
            .get("/.well-known/did.json")
            .expect(200)
            .json()
            .at("/verificationMethod/0/publicKeyJwk")
            .toString();
    assertTrue(
        com.nimbusds.jose.JWSObject.parse(metadata.text())
            .verify(
                new com.nimbusds.jose.crypto.ECDSAVerifier(
                    com.nimbusds.jose.jwk.ECKey.parse(signer))));

    String iss = signed.get("iss").asString();
    JsonNode issuer =
        stranger
            .get("/.well-known/jwt-vc-issuer" + iss.substring(stack.api().length()))
            .expect(200)
            .json();
    assertEquals(iss, issuer.get("issuer").asString());
    X509Certificate leaf =
        com.nimbusds.jose.JWSObject.parse(copy.substring(0, copy.indexOf('~')))
            .getHeader()
            .getX509CertChain()
            .stream()
            .map(one -> X509CertUtils.parse(one.decode()))
            .findFirst()
            .orElseThrow();
    leaf.verify(
        X509CertUtils.parse(stranger.get("/certificate-authority").expect(200).body())
            .getPublicKey());
    assertTrue(leaf.getSubjectAlternativeNames().contains(List.of(6, iss)));
    String x = ECKey.parse(leaf).getX().toString();
    assertTrue(
        issuer.at("/jwks/keys").values().stream()
            .anyMatch(key -> key.get("x").asString().equals(x)));
    assertFalse(signed.has("fullName"), "disclosed only by its holder");
  }

  /** To a senior citizen card that was granted just now. */
  private static Wallet.Access accessToACard(Stack stack, Wallet wallet) {
    ApiCaller wang = ApiCaller.as("wang", stack);
    JsonNode offered = offer(wang, Cases.apply(stack, wang, "senior-citizen-card"));
    return wallet.redeem(
        wallet.offer(offered.get("link").asString()), offered.get("pin").asString());
  }

  private static JsonNode offer(ApiCaller holder, String reference) {
    return holder.post("/cases/" + reference + "/wallet-offers", Map.of()).expect(201).json();
  }

  private static JsonNode verdict(Stack stack, String credential) {
    return ApiCaller.stranger(stack)
        .post("/verifications", Map.of("credential", credential))
        .expect(200)
        .json();
  }

  private static String said(Stack stack, JsonNode credential) {
    return verdict(stack, credential.asString()).get("verdict").asString();
  }

  private static JsonNode payload(String copy) {
    return Wallet.JSON.readTree(Base64.getUrlDecoder().decode(copy.split("[.~]")[1]));
  }

  private static void mustBeRefused(ApiCaller.Answer answer, int status, String error) {
    assertEquals(status, answer.status(), answer.text());
    assertEquals(error, answer.json().path("error").asString(""), answer.text());
  }

  /** OpenID4VCI's authorisation code flow: PAR (RFC 9126), PKCE, sign-in, consent, DPoP. */
  private static String tokenByCode(Stack stack, Wallet wallet, String user) throws Exception {
    JsonNode server =
        json(
            HttpRequest.newBuilder(
                URI.create(stack.issuer() + "/.well-known/openid-configuration")));
    String verifier = "v".repeat(64);
    String redirect = "http://127.0.0.1/callback";
    JsonNode pushed =
        json(
            IdentityPages.form(
                server.get("pushed_authorization_request_endpoint").asString(),
                Map.of(
                    "client_id", "wallet",
                    "response_type", "code",
                    "redirect_uri", redirect,
                    "scope", "certificates",
                    "state", "s-1",
                    "code_challenge", Wallet.hash(verifier),
                    "code_challenge_method", "S256")));
    URI back =
        new IdentityPages(HTTP)
            .signIn(
                URI.create(
                    server.get("authorization_endpoint").asString()
                        + "?"
                        + Wallet.form(
                            Map.of(
                                "client_id",
                                "wallet",
                                "request_uri",
                                pushed.get("request_uri").asString()))),
                user);
    assertTrue(back.toString().startsWith(redirect + "?"), back.toString());
    String code = IdentityPages.member(back, "code");
    String endpoint = server.get("token_endpoint").asString();
    JsonNode tokens =
        json(
            IdentityPages.form(
                    endpoint,
                    Map.of(
                        "grant_type", "authorization_code",
                        "client_id", "wallet",
                        "code", code,
                        "redirect_uri", redirect,
                        "code_verifier", verifier))
                .header("DPoP", wallet.proofOfPossession("POST", endpoint, null)));
    assertEquals("DPoP", tokens.get("token_type").asString(), tokens.toString());
    return tokens.get("access_token").asString();
  }

  private static JsonNode json(HttpRequest.Builder request) {
    HttpResponse<String> answer = new IdentityPages(HTTP).send(request);
    assertTrue(answer.statusCode() < 300, answer.body());
    return Wallet.JSON.readTree(answer.body());
  }
}
