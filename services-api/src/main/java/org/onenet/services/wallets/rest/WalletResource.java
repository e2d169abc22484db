package org.onenet.services.wallets.rest;

import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.onenet.credentials.ResponseEncryption;
import org.onenet.services.platform.web.OAuthRefusal;
import org.onenet.services.platform.web.Refusal;
import org.onenet.services.wallets.Copies;
import org.onenet.services.wallets.FillWallet;
import org.onenet.services.wallets.GiveNonce;
import org.onenet.services.wallets.HearFromWallet;
import org.onenet.services.wallets.MakeOffer;
import org.onenet.services.wallets.RedeemOffer;
import org.onenet.services.wallets.WalletRight;
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

  private static final String INVALID_REQUEST = "invalid_request";
  private static final String INVALID_CREDENTIAL_REQUEST = "invalid_credential_request";
  private static final String INVALID_NOTIFICATION_REQUEST = "invalid_notification_request";
  private static final int ASK_AGAIN_AFTER_SECONDS = 30;
  private static final int MOST_CLIENT = 200;

  /** §11.1: printable ASCII without quotes and backslashes. */
  private static final Pattern DESCRIPTION =
      Pattern.compile("[\\x20-\\x21\\x23-\\x5b\\x5d-\\x7e]*");

  private final WalletAccess access;
  private final MakeOffer makeOffer;
  private final RedeemOffer redeemOffer;
  private final GiveNonce giveNonce;
  private final FillWallet fillWallet;
  private final HearFromWallet hearFromWallet;
  private final CredentialOffers offers;
  private final WalletMessages messages;

  @Inject
  WalletResource(
      WalletAccess access,
      MakeOffer makeOffer,
      RedeemOffer redeemOffer,
      GiveNonce giveNonce,
      FillWallet fillWallet,
      HearFromWallet hearFromWallet,
      CredentialOffers offers,
      WalletMessages messages) {
    this.access = access;
    this.makeOffer = makeOffer;
    this.redeemOffer = redeemOffer;
    this.giveNonce = giveNonce;
    this.fillWallet = fillWallet;
    this.hearFromWallet = hearFromWallet;
    this.offers = offers;
    this.messages = messages;
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
      @FormParam("grant_type") List<String> grantTypes,
      @FormParam("pre-authorized_code") List<String> codes,
      @FormParam("tx_code") List<String> pins,
      @FormParam("client_id") List<String> clients) {
    if (!PRE_AUTHORISED.equals(required("grant_type", grantTypes))) {
      throw OAuthRefusal.of("unsupported_grant_type", "expected " + PRE_AUTHORISED);
    }
    String code = required("pre-authorized_code", codes);
    String pin = required("tx_code", pins);
    Optional<String> name = atMostOne("client_id", clients);
    if (name.filter(one -> one.length() > MOST_CLIENT).isPresent()) {
      throw OAuthRefusal.of(
          INVALID_REQUEST, "client_id: expected at most " + MOST_CLIENT + " characters");
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

  private static String required(String name, List<String> values) {
    return atMostOne(name, values)
        .orElseThrow(() -> OAuthRefusal.of(INVALID_REQUEST, "expected " + name));
  }

  /** RFC 6749 §3.2: not twice, and without a value it is not there. */
  private static Optional<String> atMostOne(String name, List<String> values) {
    if (values.size() > 1) throw OAuthRefusal.of(INVALID_REQUEST, "expected one " + name);
    return values.stream().map(String::strip).filter(one -> !one.isEmpty()).findFirst();
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
  @Produces({MediaType.APPLICATION_JSON, WalletMessages.JWT})
  @Operation(summary = "Copies of a certificate, one for each key (OpenID4VCI §8); 202 to wait")
  public Response credential(@HeaderParam("Content-Type") String type, InputStream body) {
    WalletRight right = access.right();
    WalletMessages.Request request = messages.read(type, body);
    JsonNode wanted = request.wanted();
    return answer(
        fillWallet.fill(right, configuration(wanted), proofs(wanted)), request.encryption());
  }

  /** §8.2: no token here comes with credential identifiers, so a configuration is named. */
  private static String configuration(JsonNode wanted) {
    JsonNode configuration = wanted.path("credential_configuration_id");
    boolean byIdentifier = wanted.has("credential_identifier");
    if (byIdentifier && configuration.isMissingNode()) {
      throw OAuthRefusal.of(
          "unknown_credential_identifier",
          "none was given out: expected credential_configuration_id");
    }
    if (!configuration.isString() || byIdentifier) {
      throw OAuthRefusal.of(
          INVALID_CREDENTIAL_REQUEST, "expected credential_configuration_id, and it alone");
    }
    return configuration.asString();
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
  @Produces({MediaType.APPLICATION_JSON, WalletMessages.JWT})
  @Operation(summary = "What a wallet waits for (OpenID4VCI §9); 202 while it is being decided")
  public Response deferred(@HeaderParam("Content-Type") String type, InputStream body) {
    WalletRight right = access.right();
    WalletMessages.Request request = messages.read(type, body);
    JsonNode transaction = request.wanted().path("transaction_id");
    if (!transaction.isString()) {
      throw OAuthRefusal.of(INVALID_CREDENTIAL_REQUEST, "expected transaction_id, a text");
    }
    return answer(fillWallet.collect(right, transaction.asString()), request.encryption());
  }

  private static Response answer(
      FillWallet.Result result, Optional<ResponseEncryption> encryption) {
    return switch (result) {
      case FillWallet.Result.Filled filled -> {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put(
            "credentials",
            filled.copies().stream().map(copy -> Map.of("credential", copy)).toList());
        body.put("notification_id", filled.notification());
        yield WalletMessages.answer(200, body, encryption);
      }
      case FillWallet.Result.Waits waits -> {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("transaction_id", waits.transaction());
        body.put("interval", ASK_AGAIN_AFTER_SECONDS);
        yield WalletMessages.answer(202, body, encryption);
      }
      case FillWallet.Result.Refused(FillWallet.Refusal why, String detail)
          when why == FillWallet.Refusal.INSUFFICIENT_SCOPE ->
          throw OAuthRefusal.insufficientScope(detail);
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
    JsonNode told = WalletMessages.object(body, INVALID_NOTIFICATION_REQUEST);
    Copies.Told event = event(told.path("event"));
    JsonNode id = told.path("notification_id");
    if (!id.isString()) {
      throw OAuthRefusal.of(INVALID_NOTIFICATION_REQUEST, "expected notification_id, a text");
    }
    JsonNode description = told.path("event_description");
    if (!description.isMissingNode()
        && !(description.isString() && DESCRIPTION.matcher(description.asString()).matches())) {
      throw OAuthRefusal.of(
          INVALID_NOTIFICATION_REQUEST, "expected event_description: printable ASCII");
    }
    if (!hearFromWallet.hear(right, id.asString(), event)) {
      throw OAuthRefusal.of("invalid_notification_id", "expected a notification_id given here");
    }
    return Response.noContent().header("Cache-Control", "no-store").build();
  }

  /** §11.1: case-sensitive. */
  private static Copies.Told event(JsonNode event) {
    for (Copies.Told told : Copies.Told.values()) {
      if (told.name().toLowerCase(Locale.ROOT).equals(event.asString(""))) return told;
    }
    throw OAuthRefusal.of(
        INVALID_NOTIFICATION_REQUEST,
        "expected event: credential_accepted, credential_failure or credential_deleted");
  }

  private static Response answer(int status, Map<String, Object> body) {
    return WalletMessages.answer(status, body, Optional.empty());
  }
}
