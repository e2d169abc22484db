package org.onenet.identity.login;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.langtag.LangTag;
import com.nimbusds.langtag.LangTagException;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.LogoutRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.onenet.identity.Caller;
import org.onenet.identity.CallerClaims;
import org.onenet.identity.ClaimsRefused;

/** OpenID Connect by Nimbus' SDK: the one class that knows its types. */
@ApplicationScoped
class OidcServer implements IdentityServer {
  private static final int CONNECT_MILLIS = 2_000;
  private static final int READ_MILLIS = 10_000;

  /** Asked again after this, so that a sign-in is not sent to a server that is down. */
  private static final Duration METADATA_FRESH = Duration.ofSeconds(10);

  private final Issuer issuer;
  private final ClientID clientId;
  private final Secret secret;
  private final String portalUrl;
  private final Clock clock;
  private volatile Discovered discovered;

  private record Discovered(
      OIDCProviderMetadata metadata, IDTokenValidator validator, Instant at) {}

  /** For the container's proxy only. */
  protected OidcServer() {
    this("http://localhost", "none", "none", "http://localhost", Clock.systemUTC());
  }

  @Inject
  OidcServer(
      @ConfigProperty(name = "onenet.oidc.issuer") String issuer,
      @ConfigProperty(name = "onenet.oidc.client-id") String clientId,
      @ConfigProperty(name = "onenet.oidc.client-secret") String secret,
      @ConfigProperty(name = "onenet.portal-url") String portalUrl) {
    this(issuer, clientId, secret, portalUrl, Clock.systemUTC());
  }

  OidcServer(String issuer, String clientId, String secret, String portalUrl, Clock clock) {
    this.issuer = new Issuer(issuer);
    this.clientId = new ClientID(clientId);
    this.secret = new Secret(secret);
    this.portalUrl = portalUrl;
    this.clock = clock;
  }

  @Override
  public URI signInAddress(PendingLogin pending, Locale language) {
    AuthenticationRequest.Builder request =
        new AuthenticationRequest.Builder(
                ResponseType.CODE, new Scope("openid"), clientId, callback())
            .endpointURI(reachable().metadata().getAuthorizationEndpointURI())
            .state(new State(pending.state()))
            .nonce(new Nonce(pending.nonce()))
            .codeChallenge(new CodeVerifier(pending.verifier()), CodeChallengeMethod.S256)
            .uiLocales(List.of(tag(language)));
    if (pending.addsPasskey()) {
      // Keycloak's "application initiated action"; another server ignores it, and just signs in.
      request.customParameter("kc_action", "webauthn-register-passwordless");
    }
    return request.build().toURI();
  }

  @Override
  public Tokens redeem(Map<String, String> answer, PendingLogin pending) {
    String error = answer.get("error");
    if (error != null) {
      boolean expired = error.equals(OAuth2Error.TEMPORARILY_UNAVAILABLE.getCode());
      throw new LoginRefused(
          expired ? LoginRefused.Code.EXPIRED : LoginRefused.Code.DENIED,
          "answered " + error,
          null);
    }
    String iss = answer.get("iss");
    if (iss != null && !iss.equals(issuer.getValue())) {
      throw notGenuine("issuer expected " + issuer + ", actual " + iss, null);
    }
    String code = answer.get("code");
    if (code == null || code.isBlank()) {
      throw notGenuine("no code", null);
    }
    TokenResponse response =
        ask(
            new AuthorizationCodeGrant(
                new AuthorizationCode(code), callback(), new CodeVerifier(pending.verifier())));
    if (response instanceof OIDCTokenResponse tokens) {
      return checked(tokens, new Nonce(pending.nonce()));
    }
    ErrorObject refusal = response.toErrorResponse().getErrorObject();
    if (OAuth2Error.INVALID_GRANT.getCode().equals(refusal.getCode())) {
      throw notGenuine("the code was refused: " + refusal.getDescription(), null);
    }
    throw unreachable("the identity server refused to trade the code: " + refusal, null);
  }

  @Override
  public Tokens renew(Tokens held) {
    TokenResponse response = ask(new RefreshTokenGrant(new RefreshToken(held.refresh())));
    if (response instanceof OIDCTokenResponse tokens) {
      try {
        return checked(tokens, null);
      } catch (LoginRefused refused) {
        throw new SessionEnded("The renewed token was refused: " + refused.getMessage(), refused);
      }
    }
    ErrorObject refusal = response.toErrorResponse().getErrorObject();
    if (OAuth2Error.INVALID_GRANT.getCode().equals(refusal.getCode())) {
      throw new SessionEnded("The sign-in is over: " + refusal.getDescription());
    }
    throw unreachable("the identity server refused to renew: " + refusal, null);
  }

  @Override
  public URI signOutAddress(String idToken, Locale language) {
    try {
      return new LogoutRequest(
              reachable().metadata().getEndSessionEndpointURI(),
              JWTParser.parse(idToken),
              null,
              clientId,
              URI.create(portalUrl + "/"),
              new State(),
              List.of(tag(language)))
          .toURI();
    } catch (java.text.ParseException impossible) {
      throw new IllegalStateException("an ID token that was checked does not parse", impossible);
    }
  }

  private TokenResponse ask(AuthorizationGrant grant) {
    HTTPRequest request =
        new TokenRequest.Builder(
                known().metadata().getTokenEndpointURI(),
                new ClientSecretBasic(clientId, secret),
                grant)
            .build()
            .toHTTPRequest();
    request.setConnectTimeout(CONNECT_MILLIS);
    request.setReadTimeout(READ_MILLIS);
    try {
      return OIDCTokenResponseParser.parse(request.send());
    } catch (IOException | ParseException silent) {
      throw unreachable("no token answer from " + issuer, silent);
    }
  }

  /** The ID token's checks (OpenID Connect Core, 3.1.3.7), then the tokens in our words. */
  private Tokens checked(OIDCTokenResponse response, Nonce nonce) {
    var tokens = response.getOIDCTokens();
    if (tokens.getIDToken() == null || tokens.getRefreshToken() == null) {
      throw notGenuine("an ID token or a refresh token is missing", null);
    }
    Instant now = clock.instant();
    try {
      var claims = known().validator().validate(tokens.getIDToken(), nonce);
      Caller caller = CallerClaims.toCaller(claims.toJSONObject());
      return new Tokens(
          caller,
          tokens.getAccessToken().getValue(),
          now.plusSeconds(tokens.getAccessToken().getLifetime()),
          tokens.getRefreshToken().getValue(),
          refreshUntil(response, now),
          tokens.getIDTokenString());
    } catch (BadJOSEException untrue) {
      throw notGenuine(untrue.getMessage(), untrue);
    } catch (JOSEException keysUnknown) {
      throw unreachable("the keys of " + issuer + " cannot be had", keysUnknown);
    } catch (ClaimsRefused unknown) {
      throw new LoginRefused(LoginRefused.Code.UNKNOWN_CALLER, unknown.getMessage(), unknown);
    }
  }

  /** Keycloak's own {@code refresh_expires_in}, seconds; 0 or none means that only it knows. */
  private static Instant refreshUntil(OIDCTokenResponse response, Instant now) {
    return response.getCustomParameters().get("refresh_expires_in") instanceof Number seconds
            && seconds.longValue() > 0
        ? now.plusSeconds(seconds.longValue())
        : Instant.MAX;
  }

  /** The endpoints as last heard. */
  private Discovered known() {
    Discovered last = discovered;
    return last != null ? last : discover();
  }

  /** The endpoints of a server that answered just now. */
  private Discovered reachable() {
    Discovered last = discovered;
    return last != null && clock.instant().isBefore(last.at().plus(METADATA_FRESH))
        ? last
        : discover();
  }

  private Discovered discover() {
    try {
      OIDCProviderMetadata metadata =
          OIDCProviderMetadata.resolve(issuer, CONNECT_MILLIS, READ_MILLIS);
      Discovered last = discovered;
      // The validator caches the keys: kept for as long as they come from the same address.
      IDTokenValidator validator =
          last != null && last.metadata().getJWKSetURI().equals(metadata.getJWKSetURI())
              ? last.validator()
              : new IDTokenValidator(
                  issuer,
                  clientId,
                  JWSAlgorithm.RS256,
                  metadata.getJWKSetURI().toURL(),
                  new DefaultResourceRetriever(CONNECT_MILLIS, READ_MILLIS));
      Discovered fresh = new Discovered(metadata, validator, clock.instant());
      discovered = fresh;
      return fresh;
    } catch (MalformedURLException wrong) {
      throw unreachable("the address of the keys is no address", wrong);
    } catch (IOException | GeneralException silent) {
      throw unreachable("no OpenID configuration from " + issuer, silent);
    }
  }

  private URI callback() {
    return URI.create(portalUrl + OidcLogin.CALLBACK);
  }

  private static LangTag tag(Locale language) {
    try {
      return LangTag.parse(language.getLanguage().equals("zh") ? "zh-Hans" : "en");
    } catch (LangTagException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static LoginRefused notGenuine(String why, Throwable cause) {
    return new LoginRefused(LoginRefused.Code.NOT_GENUINE, why, cause);
  }

  private static IdentityServerUnreachable unreachable(String what, Throwable cause) {
    return new IdentityServerUnreachable(what, cause);
  }
}
