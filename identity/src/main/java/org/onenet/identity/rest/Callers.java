package org.onenet.identity.rest;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.onenet.identity.Caller;
import org.onenet.identity.CallerClaims;
import org.onenet.identity.ClaimsRefused;

/**
 * The caller of the REST request at hand, by the identity server's access token in {@code
 * Authorization: Bearer …} (RFC 6750 §2.1). The token is checked when somebody first asks who it
 * is, and not again for this request. One that is no JWT is none of the identity server's: the
 * doors for wallets know such ones.
 */
@ApplicationScoped
public class Callers {
  private static final String SCHEME = "Bearer ";
  private static final String PRESENTED = Callers.class.getName();

  private final HttpServletRequest request;
  private final AccessTokens<Caller> tokens;

  /** What the request brought. */
  private sealed interface Presented {
    record Nothing() implements Presented {}

    record Genuine(Caller caller) implements Presented {}

    record Refused(RuntimeException why) implements Presented {}
  }

  /** For the container's proxy only. */
  protected Callers() {
    this(null, null);
  }

  /**
   * @param request the one at hand; the container gives a proxy of it
   */
  @Inject
  Callers(
      HttpServletRequest request,
      @ConfigProperty(name = "onenet.oidc.issuer") String issuer,
      @ConfigProperty(name = "onenet.oidc.audience", defaultValue = "services-api")
          String audience) {
    this(request, new AccessTokens<>(issuer, audience, CallerClaims::toCaller, Clock.systemUTC()));
  }

  Callers(HttpServletRequest request, AccessTokens<Caller> tokens) {
    this.request = request;
    this.tokens = tokens;
  }

  /** Empty when the request carries no token, or none that holds. */
  public Optional<Caller> current() {
    return presented() instanceof Presented.Genuine genuine
        ? Optional.of(genuine.caller())
        : Optional.empty();
  }

  /**
   * Who is asking.
   *
   * @throws NotSignedIn when the request carries no token, or one that is not genuine or is over
   * @throws ClaimsRefused when the token's claims make no caller
   * @throws KeysUnreachable when it cannot be told now whether the token is genuine
   */
  public Caller caller() {
    return switch (presented()) {
      case Presented.Genuine genuine -> genuine.caller();
      case Presented.Refused refused -> throw refused.why();
      case Presented.Nothing nothing -> throw new NotSignedIn();
    };
  }

  /** Throws as {@link #caller} does, but not when there is no token at all. */
  public void mustHold() {
    if (presented() instanceof Presented.Refused refused) throw refused.why();
  }

  private Presented presented() {
    if (request.getAttribute(PRESENTED) instanceof Presented known) return known;
    Presented presented = look(request.getHeader("Authorization"));
    request.setAttribute(PRESENTED, presented);
    return presented;
  }

  private Presented look(String authorization) {
    if (authorization == null
        || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return new Presented.Nothing();
    }
    String token = authorization.substring(SCHEME.length()).strip();
    if (token.indexOf('.') < 0) return new Presented.Nothing();
    try {
      return new Presented.Genuine(tokens.check(token));
    } catch (TokenRefused refused) {
      return new Presented.Refused(new NotSignedIn(refused));
    } catch (ClaimsRefused | KeysUnreachable refused) {
      return new Presented.Refused(refused);
    }
  }
}
