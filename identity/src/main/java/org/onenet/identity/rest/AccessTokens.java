package org.onenet.identity.rest;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import java.io.IOException;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.onenet.identity.ClaimsRefused;

/**
 * The identity server's access tokens for one audience, checked by RFC 9068 §4 as far as Keycloak
 * issues such: signature (RS256, by a key of the issuer), issuer, audience, expiry.
 *
 * <p>A token that passed passes again for a minute without its signature being computed anew; its
 * expiry is looked at each time.
 *
 * @param <T> what its claims are read as
 */
final class AccessTokens<T> {
  /** Clocks differ a little. */
  private static final int SKEW_SECONDS = 30;

  private static final int CONNECT_MILLIS = 2_000;
  private static final int READ_MILLIS = 5_000;
  private static final Duration KEEP = Duration.ofMinutes(1);
  private static final int MOST_KEPT = 10_000;

  /** Keys that were good stay good while the identity server is away. */
  private static final Duration KEYS_OUTLIVE_OUTAGE = Duration.ofHours(1);

  private final String issuer;
  private final String audience;
  private final Function<Map<String, Object>, T> reader;
  private final Clock clock;
  private volatile DefaultJWTProcessor<SecurityContext> processor;
  private final Map<String, Checked<T>> kept =
      Collections.synchronizedMap(
          new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Checked<T>> eldest) {
              return size() > MOST_KEPT;
            }
          });

  private record Checked<T>(T says, Instant expires, Instant at) {}

  AccessTokens(
      String issuer, String audience, Function<Map<String, Object>, T> reader, Clock clock) {
    this.issuer = issuer;
    this.audience = audience;
    this.reader = reader;
    this.clock = clock;
  }

  /** With the issuer's keys from elsewhere than its discovery document. */
  AccessTokens(
      String issuer,
      String audience,
      Function<Map<String, Object>, T> reader,
      Clock clock,
      JWKSource<SecurityContext> keys) {
    this(issuer, audience, reader, clock);
    this.processor = processor(keys);
  }

  /**
   * What the token says.
   *
   * @throws TokenRefused when it is not a token of this issuer for this API, or is over
   * @throws KeysUnreachable when the issuer's keys cannot be had
   * @throws ClaimsRefused when it is genuine and its claims cannot be read so
   */
  T check(String token) throws TokenRefused {
    Instant now = clock.instant();
    Checked<T> before = kept.get(token);
    if (before == null || before.at().plus(KEEP).isBefore(now)) {
      JWTClaimsSet claims = verified(token);
      before =
          new Checked<>(
              reader.apply(claims.getClaims()), claims.getExpirationTime().toInstant(), now);
      kept.put(token, before);
    }
    if (!now.isBefore(before.expires().plusSeconds(SKEW_SECONDS))) {
      throw new TokenRefused("expired at " + before.expires(), null);
    }
    return before.says();
  }

  private JWTClaimsSet verified(String token) throws TokenRefused {
    try {
      return processor().process(SignedJWT.parse(token), null);
    } catch (KeySourceException silent) {
      throw new KeysUnreachable("the keys of " + issuer + " cannot be had", silent);
    } catch (ParseException | BadJOSEException | JOSEException untrue) {
      throw new TokenRefused(untrue.getMessage(), untrue);
    }
  }

  private DefaultJWTProcessor<SecurityContext> processor() {
    if (processor == null) processor = processor(discovered());
    return processor;
  }

  private JWKSource<SecurityContext> discovered() {
    try {
      return JWKSourceBuilder.<SecurityContext>create(
              OIDCProviderMetadata.resolve(new Issuer(issuer), CONNECT_MILLIS, READ_MILLIS)
                  .getJWKSetURI()
                  .toURL(),
              new DefaultResourceRetriever(CONNECT_MILLIS, READ_MILLIS))
          .retrying(true)
          .outageTolerant(KEYS_OUTLIVE_OUTAGE.toMillis())
          .build();
    } catch (IOException | GeneralException silent) {
      throw new KeysUnreachable("no OpenID configuration from " + issuer, silent);
    }
  }

  private DefaultJWTProcessor<SecurityContext> processor(JWKSource<SecurityContext> keys) {
    DefaultJWTProcessor<SecurityContext> checks = new DefaultJWTProcessor<>();
    checks.setJWSTypeVerifier(
        new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, new JOSEObjectType("at+jwt")));
    checks.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.RS256, keys));
    DefaultJWTClaimsVerifier<SecurityContext> claims =
        new DefaultJWTClaimsVerifier<>(
            audience,
            new JWTClaimsSet.Builder().issuer(issuer).build(),
            Set.of("sub", "exp", "iat")) {
          @Override
          protected java.util.Date currentTime() {
            return java.util.Date.from(clock.instant());
          }
        };
    claims.setMaxClockSkew(SKEW_SECONDS);
    checks.setJWTClaimsSetVerifier(claims);
    return checks;
  }
}
