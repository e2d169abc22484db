package org.onenet.services.wallets.rest;

import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.onenet.services.platform.web.Json;
import org.onenet.services.platform.web.OAuthRefusal;
import org.onenet.services.platform.web.Refusal;
import org.onenet.services.wallets.Copies;
import org.onenet.services.wallets.FillWallet;
import org.onenet.services.wallets.GiveNonce;
import org.onenet.services.wallets.HearFromWallet;
import org.onenet.services.wallets.MakeOffer;
import org.onenet.services.wallets.RedeemOffer;
import org.onenet.services.wallets.WalletRight;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * What wallets speak: <a
 * href="https://openid.net/specs/openid-4-verifiable-credential-issuance-1_0.html">OpenID4VCI
 * 1.0</a>. Who may do what is the access token's to say ({@link WalletAccess}).
 */
@Path("wallet")
@Singleton
@Produces(MediaType.APPLICATION_JSON)
public class WalletResource {
  static final String PRE_AUTHORISED = "urn:ietf:params:oauth:grant-type:pre-authorized_code";

  private static final int MOST_BYTES = 128 << 10;
  private static final int ASK_AGAIN_AFTER_SECONDS = 30;
  private static final int MOST_CLIENT = 200;

  private final WalletAccess access;
  private final MakeOffer makeOffer;
  private final RedeemOffer redeemOffer;
  private final GiveNonce giveNonce;
  private final FillWallet fillWallet;
  private final HearFromWallet hearFromWallet;
  private final CredentialOffers offers;

  @Inject
  WalletResource(
      WalletAccess access,
      MakeOffer makeOffer,
      RedeemOffer redeemOffer,
      GiveNonce giveNonce,
      FillWallet fillWallet,
      HearFromWallet hearFromWallet,
      CredentialOffers offers) {
    this.access = access;
    this.makeOffer = makeOffer;
    this.redeemOffer = redeemOffer;
    this.giveNonce = giveNonce;
    this.fillWallet = fillWallet;
    this.hearFromWallet = hearFromWallet;
    this.offers = offers;
  }

  @GET
  @Path("offers/{token}")
  @PermitAll
  @Operation(summary = "A credential offer by reference (OpenID4VCI §4.1.3), while it is open")
  public Response offer(@PathParam("token") String token) {
    String type = makeOffer.offered(token).orElseThrow(Refusal::notFound);
    return answer(200, offers.document(token, type));
  }

  @POST
  @Path("token")
  @PermitAll
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Operation(summary = "Redeem a pre-authorised code (OpenID4VCI §6), with DPoP or without")
  public Response token(
      @FormParam("grant_type") String grantType,
      @FormParam("pre-authorized_code") String code,
      @FormParam("tx_code") String pin,
      @FormParam("client_id") String client) {
    if (!PRE_AUTHORISED.equals(grantType)) {
      throw OAuthRefusal.of("unsupported_grant_type", "expected " + PRE_AUTHORISED);
    }
    if (code == null) throw OAuthRefusal.of("invalid_request", "expected pre-authorized_code");
    if (pin == null) throw OAuthRefusal.of("invalid_request", "expected tx_code");
    Optional<String> name =
        Optional.ofNullable(client).map(String::strip).filter(one -> !one.isEmpty());
    if (name.filter(one -> one.length() > MOST_CLIENT).isPresent()) {
      throw OAuthRefusal.of("invalid_client", "expected at most " + MOST_CLIENT + " characters");
    }
    Optional<String> thumbprint = access.thumbprintOfTokenRequest();
    return switch (redeemOffer.redeem(code, pin, thumbprint, name)) {
      case RedeemOffer.Result.Redeemed redeemed -> {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("access_token", redeemed.token());
        body.put("token_type", thumbprint.isPresent() ? "DPoP" : "Bearer");
        body.put("expires_in", redeemed.lifetime().toSeconds());
        yield answer(200, body);
      }
      case RedeemOffer.Result.WrongPin wrong ->
          throw OAuthRefusal.of("invalid_grant", "the tx_code is wrong; the offer is still open");
      case RedeemOffer.Result.NotOpen over ->
          throw OAuthRefusal.of("invalid_grant", "the code is unknown, over, or was redeemed");
    };
  }

  @POST
  @Path("nonce")
  @PermitAll
  @Operation(summary = "A nonce for key proofs (OpenID4VCI §7)")
  public Response nonce() {
    return answer(200, Map.of("c_nonce", giveNonce.give()));
  }

  @POST
  @Path("credential")
  @PermitAll
  @Operation(summary = "Copies of a certificate, one for each key (OpenID4VCI §8); 202 to wait")
  public Response credential(InputStream body) {
    WalletRight right = access.right();
    JsonNode wanted = object(body, "invalid_credential_request");
    JsonNode configuration = wanted.path("credential_configuration_id");
    if (!configuration.isString() || wanted.has("credential_identifier")) {
      throw OAuthRefusal.of(
          "invalid_credential_request", "expected credential_configuration_id, and it alone");
    }
    if (wanted.has("credential_response_encryption")) {
      throw OAuthRefusal.of(
          "invalid_encryption_parameters", "expected none: answers are encrypted by TLS");
    }
    return answer(fillWallet.fill(right, configuration.asString(), proofs(wanted)));
  }

  /** {@code "proofs": {"jwt": ["eyJ…", …]}}. */
  private static List<String> proofs(JsonNode wanted) {
    JsonNode proofs = wanted.path("proofs");
    JsonNode jwt = proofs.path("jwt");
    if (!proofs.isObject() || proofs.size() != 1 || !jwt.isArray()) {
      throw OAuthRefusal.of("invalid_proof", "expected proofs with jwt, an array, and it alone");
    }
    List<String> read = new ArrayList<>();
    for (JsonNode one : jwt) {
      if (!one.isString()) throw OAuthRefusal.of("invalid_proof", "expected jwt: texts");
      read.add(one.asString());
    }
    return read;
  }

  @POST
  @Path("deferred")
  @PermitAll
  @Operation(summary = "What a wallet waits for (OpenID4VCI §9); 202 while it is being decided")
  public Response deferred(InputStream body) {
    WalletRight right = access.right();
    JsonNode transaction = object(body, "invalid_credential_request").path("transaction_id");
    if (!transaction.isString()) {
      throw OAuthRefusal.of("invalid_transaction_id", "expected transaction_id");
    }
    return answer(fillWallet.collect(right, transaction.asString()));
  }

  private static Response answer(FillWallet.Result result) {
    return switch (result) {
      case FillWallet.Result.Filled filled -> {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put(
            "credentials",
            filled.copies().stream().map(copy -> Map.of("credential", copy)).toList());
        body.put("notification_id", filled.notification());
        yield answer(200, body);
      }
      case FillWallet.Result.Waits waits -> {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("transaction_id", waits.transaction());
        body.put("interval", ASK_AGAIN_AFTER_SECONDS);
        yield answer(202, body);
      }
      case FillWallet.Result.Refused refused ->
          throw OAuthRefusal.of(refused.why().name().toLowerCase(Locale.ROOT), refused.detail());
    };
  }

  @POST
  @Path("notification")
  @PermitAll
  @Operation(summary = "What became of copies in the wallet (OpenID4VCI §11)")
  public Response notification(InputStream body) {
    WalletRight right = access.right();
    JsonNode told = object(body, "invalid_notification_request");
    Copies.Told event;
    try {
      event = Copies.Told.valueOf(told.path("event").asString("").toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw OAuthRefusal.of(
          "invalid_notification_request",
          "expected event: credential_accepted, credential_failure or credential_deleted");
    }
    if (!hearFromWallet.hear(right, told.path("notification_id").asString(""), event)) {
      throw OAuthRefusal.of("invalid_notification_id", "expected a notification_id given here");
    }
    return Response.noContent().header("Cache-Control", "no-store").build();
  }

  private static JsonNode object(InputStream body, String error) {
    try {
      byte[] bytes = body.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw OAuthRefusal.of(error, "expected at most " + MOST_BYTES + " bytes");
      }
      JsonNode read = Json.MAPPER.readTree(bytes);
      if (read.isObject()) return read;
    } catch (IOException | JacksonException e) {
      // told below, with what was expected
    }
    throw OAuthRefusal.of(error, "expected a JSON object without doubled names");
  }

  private static Response answer(int status, Map<String, Object> body) {
    return Response.status(status).header("Cache-Control", "no-store").entity(body).build();
  }
}
