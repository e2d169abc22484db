package org.onenet.identity.rest;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArray;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.jwt.Claims;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.onenet.identity.Caller;
import org.onenet.identity.CallerClaims;
import org.onenet.identity.ClaimsRefused;

/**
 * The caller of the REST request at hand, from the bearer token that MicroProfile JWT has already
 * checked (signature, issuer, audience, expiry).
 */
@RequestScoped
public class Callers {
  private final JsonWebToken token;
  private Caller caller;

  /** For the container's proxy only. */
  protected Callers() {
    this(null);
  }

  @Inject
  public Callers(JsonWebToken token) {
    this.token = token;
  }

  /**
   * Empty when the request carries no token; {@link ClaimsRefused} when the token's claims make no
   * caller.
   */
  public Optional<Caller> current() {
    return signedIn() ? Optional.of(caller()) : Optional.empty();
  }

  /**
   * Who is asking.
   *
   * @throws NotSignedIn when the request carries no token
   * @throws ClaimsRefused when the token's claims make no caller
   */
  public Caller caller() {
    if (!signedIn()) {
      throw new NotSignedIn();
    }
    if (caller == null) {
      caller = CallerClaims.toCaller(claims());
    }
    return caller;
  }

  private boolean signedIn() {
    // Payara injects a token without claims into requests that bring none.
    return token != null && token.getName() != null;
  }

  private Map<String, Object> claims() {
    Map<String, Object> claims = new HashMap<>();
    for (String name :
        List.of(
            Claims.sub.name(),
            Claims.preferred_username.name(),
            "name",
            CallerClaims.GROUPS,
            CallerClaims.DEPARTMENT,
            CallerClaims.CITIZEN_NUMBER)) {
      Object value = token.getClaim(name);
      if (value != null) {
        claims.put(name, plain(value));
      }
    }
    return claims;
  }

  /** Claims that MicroProfile JWT does not name arrive as JSON-P values. */
  private static Object plain(Object value) {
    return switch (value) {
      case JsonString text -> text.getString();
      case JsonArray array -> {
        List<Object> elements = new ArrayList<>();
        for (JsonValue element : array) {
          elements.add(plain(element));
        }
        yield elements;
      }
      default -> value;
    };
  }
}
