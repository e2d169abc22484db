package org.onenet.services.platform.web;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A refusal in OAuth's form, as wallets expect it (RFC 6749 §5.2, OpenID4VCI 1.0 §8.3.1); everybody
 * else is told by RFC 9457.
 *
 * <pre>{"error":"invalid_proof","error_description":"aud: expected https://lanting.example, got …"}
 * </pre>
 */
public final class OAuthRefusal extends jakarta.ws.rs.WebApplicationException {
  private static final long serialVersionUID = 1L;

  private OAuthRefusal(Response response) {
    super(response);
  }

  public static OAuthRefusal of(String error, String description) {
    return new OAuthRefusal(response(400, error, description).build());
  }

  /** The token does not open this; by which scheme one would. */
  public static OAuthRefusal unauthorised(String scheme, String error, String description) {
    return new OAuthRefusal(
        response(401, error, description)
            .header(
                "WWW-Authenticate",
                "%s error=\"%s\"%s"
                    .formatted(scheme, error, scheme.equals("DPoP") ? ", algs=\"ES256\"" : ""))
            .build());
  }

  /** RFC 6750 §3.1: who shows no token is told how to show one, and nothing of an error. */
  public static OAuthRefusal unauthenticated() {
    return new OAuthRefusal(
        Response.status(401)
            .header("Cache-Control", "no-store")
            .header("WWW-Authenticate", "DPoP algs=\"ES256\"")
            .header("WWW-Authenticate", "Bearer")
            .type(MediaType.TEXT_PLAIN_TYPE)
            .entity("")
            .build());
  }

  /** RFC 6750 §3.1: the token is good, and for something else. */
  public static OAuthRefusal insufficientScope(String description) {
    String error = "insufficient_scope";
    return new OAuthRefusal(
        response(403, error, description)
            .header("WWW-Authenticate", "Bearer error=\"" + error + "\"")
            .build());
  }

  private static Response.ResponseBuilder response(int status, String error, String description) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("error", error);
    body.put("error_description", ascii(description));
    return Response.status(status)
        .type(MediaType.APPLICATION_JSON_TYPE)
        .header("Cache-Control", "no-store")
        .entity(body);
  }

  /** RFC 6749 §5.2: printable ASCII without quotes and backslashes. */
  private static String ascii(String text) {
    return text.replace('"', '\'').replaceAll("[^\\x20-\\x7e]|\\\\", "?");
  }
}
