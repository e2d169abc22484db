package org.onenet.services.presentations.rest;

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
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.onenet.services.platform.web.OAuthRefusal;
import org.onenet.services.platform.web.Refusal;
import org.onenet.services.presentations.GiveRequest;
import org.onenet.services.presentations.ReceivePresentation;
import org.onenet.services.presentations.ReceivePresentation.Message;

/**
 * What wallets speak to a verifier: <a
 * href="https://openid.net/specs/openid-4-verifiable-presentations-1_0.html">OpenID4VP 1.0</a>. Who
 * has the link may fetch the question and answer it.
 */
@Path("openid4vp")
@Singleton
public class Openid4vpResource {
  private static final String REQUEST = "application/oauth-authz-req+jwt";
  private static final int MOST = 512 << 10;
  private static final int LONGEST_NONCE = 200;

  private final GiveRequest giveRequest;
  private final ReceivePresentation receivePresentation;

  @Inject
  Openid4vpResource(GiveRequest giveRequest, ReceivePresentation receivePresentation) {
    this.giveRequest = giveRequest;
    this.receivePresentation = receivePresentation;
  }

  @GET
  @Path("requests/{token}")
  @PermitAll
  @Produces(REQUEST)
  @Operation(summary = "A request by reference, signed (OpenID4VP §5.4, RFC 9101)")
  public Response request(@PathParam("token") String token) {
    return given(token, Optional.empty());
  }

  @POST
  @Path("requests/{token}")
  @PermitAll
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(REQUEST)
  @Operation(summary = "The same with the wallet's nonce in it (OpenID4VP §5.10)")
  public Response request(
      @PathParam("token") String token, @FormParam("wallet_nonce") String walletNonce) {
    if (walletNonce != null && walletNonce.length() > LONGEST_NONCE) {
      throw OAuthRefusal.of(
          "invalid_request", "wallet_nonce: expected at most " + LONGEST_NONCE + " characters");
    }
    return given(token, Optional.ofNullable(walletNonce));
  }

  private Response given(String token, Optional<String> walletNonce) {
    return Response.ok(giveRequest.give(token, walletNonce).orElseThrow(Refusal::notFound))
        .header("Cache-Control", "no-store")
        .build();
  }

  @POST
  @Path("responses/{token}")
  @PermitAll
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(summary = "A wallet's answer: direct_post or direct_post.jwt (OpenID4VP §8.2, §8.3)")
  public Response response(
      @PathParam("token") String token,
      @FormParam("vp_token") String vpToken,
      @FormParam("response") String response,
      @FormParam("state") String state,
      @FormParam("error") String error) {
    return switch (receivePresentation.receive(token, message(vpToken, response, state, error))) {
      case ReceivePresentation.Result.Taken taken ->
          Response.ok(
                  taken
                      .redirect()
                      .<Map<String, Object>>map(address -> Map.of("redirect_uri", address))
                      .orElse(Map.of()))
              .header("Cache-Control", "no-store")
              .build();
      case ReceivePresentation.Result.Refused refused ->
          throw OAuthRefusal.of("invalid_request", refused.why());
      case ReceivePresentation.Result.NotOpen over ->
          throw OAuthRefusal.of(
              "invalid_request", "the request is unknown, over, or was answered before");
    };
  }

  private static Message message(String vpToken, String response, String state, String error) {
    long there =
        java.util.stream.Stream.of(vpToken, response, error)
            .filter(java.util.Objects::nonNull)
            .count();
    if (there != 1) {
      throw OAuthRefusal.of("invalid_request", "expected one of vp_token, response and error");
    }
    String known = state == null ? "" : state;
    for (String text : new String[] {vpToken, response, error, known}) {
      if (text != null && text.length() > MOST) {
        throw OAuthRefusal.of("invalid_request", "expected at most " + MOST + " characters");
      }
    }
    if (error != null) return new Message.Declined(shortened(error), known);
    return response != null ? new Message.Sealed(response) : new Message.Clear(vpToken, known);
  }

  /** RFC 6749 §4.1.2.1: a word. */
  private static String shortened(String error) {
    return error.matches("[A-Za-z0-9_.-]{1,80}") ? error : "invalid_request";
  }
}
