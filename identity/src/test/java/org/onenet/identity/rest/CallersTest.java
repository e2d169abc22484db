package org.onenet.identity.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.onenet.identity.Caller;
import org.onenet.identity.CallerClaims;
import org.onenet.identity.ClaimsRefused;
import org.onenet.identity.Role;

class CallersTest {
  private static final String ISSUER = "https://id.example/realms/onenet";
  private static final String AUDIENCE = "services-api";
  private static final Instant NOW = Instant.parse("2026-11-26T09:00:00Z");
  private static RSAKey key;
  private static RSAKey foreign;

  private Instant now = NOW;
  private JWKSource<SecurityContext> keys = new ImmutableJWKSet<>(new JWKSet(key.toPublicJWK()));
  private final Clock clock =
      new Clock() {
        @Override
        public ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
          return this;
        }

        @Override
        public Instant instant() {
          return now;
        }
      };

  @BeforeAll
  static void makeKeys() throws JOSEException {
    key = new RSAKeyGenerator(2048).keyID("1").generate();
    foreign = new RSAKeyGenerator(2048).keyID("1").generate();
  }

  @Test
  void a_request_without_a_token_has_no_caller() {
    Callers callers = callers(null);
    assertTrue(callers.current().isEmpty());
    assertThrows(NotSignedIn.class, callers::caller);
    callers.mustHold();
  }

  @Test
  void a_genuine_token_says_who_asks() throws JOSEException {
    Caller he = callers("Bearer " + token(UnaryOperator.identity())).caller();
    assertEquals(
        new Caller(
            "7b0c",
            "he",
            "He Jun 何军",
            Set.of(Role.CLERK, Role.SUPERVISOR),
            Optional.of("public-security"),
            Optional.empty(),
            Optional.empty()),
        he);
  }

  @Test
  void other_schemes_and_tokens_that_are_no_jwt_are_nobodys() throws JOSEException {
    assertTrue(callers("Bearer not-a-token").current().isEmpty());
    callers("Bearer not-a-token").mustHold();
    assertTrue(callers("Basic " + token(UnaryOperator.identity())).current().isEmpty());
  }

  @Test
  void a_token_of_another_issuer_audience_or_key_is_refused() throws JOSEException {
    mustBeRefused(token(claims -> claims.issuer("https://evil.example")));
    mustBeRefused(token(claims -> claims.audience("portal-ui")));
    mustBeRefused(token(claims -> claims.audience((String) null)));
    mustBeRefused(signed(claims().build(), new RSASSASigner(foreign), JWSAlgorithm.RS256, "JWT"));
  }

  @Test
  void a_token_that_is_over_or_has_no_end_is_refused() throws JOSEException {
    mustBeRefused(token(claims -> claims.expirationTime(at(NOW.minusSeconds(31)))));
    mustBeRefused(token(claims -> claims.expirationTime(null)));
    mustBeRefused(token(claims -> claims.notBeforeTime(at(NOW.plusSeconds(90)))));
  }

  @Test
  void a_token_that_was_good_a_moment_ago_ends_when_it_ends() throws JOSEException {
    AccessTokens<Caller> tokens = tokens();
    String token = token(claims -> claims.expirationTime(at(NOW.plusSeconds(20))));
    assertEquals("he", callers("Bearer " + token, tokens).caller().username());
    now = NOW.plusSeconds(49);
    assertEquals("he", callers("Bearer " + token, tokens).caller().username());
    now = NOW.plusSeconds(51);
    assertThrows(NotSignedIn.class, callers("Bearer " + token, tokens)::caller);
  }

  @Test
  void no_other_algorithm_signs() throws JOSEException {
    mustBeRefused(new PlainJWT(claims().build()).serialize());
    byte[] publicKey = key.toRSAPublicKey().getEncoded();
    mustBeRefused(signed(claims().build(), new MACSigner(publicKey), JWSAlgorithm.HS256, "JWT"));
    mustBeRefused(signed(claims().build(), new RSASSASigner(key), JWSAlgorithm.PS256, "JWT"));
    mustBeRefused("not.a.token");
  }

  @Test
  void what_is_no_access_token_is_refused() throws JOSEException {
    RSASSASigner signer = new RSASSASigner(key);
    mustBeRefused(signed(claims().build(), signer, JWSAlgorithm.RS256, "vc+jwt"));
    mustBeRefused(signed(claims().build(), signer, JWSAlgorithm.RS256, "dpop+jwt"));
  }

  @Test
  void a_genuine_token_that_describes_nobody_is_told_apart() throws JOSEException {
    Callers callers = callers("Bearer " + token(claims -> claims.claim("groups", null)));
    assertEquals(
        ClaimsRefused.Code.GROUPS_MISSING,
        assertThrows(ClaimsRefused.class, callers::caller).code());
  }

  @Test
  void keys_that_are_away_refuse_nobody() throws JOSEException {
    keys =
        (selector, context) -> {
          throw new KeySourceException("no answer");
        };
    Callers callers = callers("Bearer " + token(UnaryOperator.identity()));
    assertThrows(KeysUnreachable.class, callers::caller);
    assertTrue(callers.current().isEmpty());
  }

  @Test
  void one_request_checks_its_token_once() throws JOSEException {
    Callers callers = callers("Bearer " + token(UnaryOperator.identity()));
    assertSame(callers.caller(), callers.caller());
  }

  private void mustBeRefused(String token) {
    Callers callers = callers("Bearer " + token);
    assertThrows(NotSignedIn.class, callers::caller, token);
    assertThrows(NotSignedIn.class, callers::mustHold, token);
    assertTrue(callers.current().isEmpty());
  }

  private AccessTokens<Caller> tokens() {
    return new AccessTokens<>(ISSUER, AUDIENCE, CallerClaims::toCaller, clock, keys);
  }

  private Callers callers(String authorization) {
    return callers(authorization, tokens());
  }

  private static Callers callers(String authorization, AccessTokens<Caller> tokens) {
    Map<String, Object> attributes = new HashMap<>();
    HttpServletRequest request =
        (HttpServletRequest)
            Proxy.newProxyInstance(
                CallersTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) ->
                    switch (method.getName()) {
                      case "getHeader" -> authorization;
                      case "getAttribute" -> attributes.get(arguments[0]);
                      case "setAttribute" -> attributes.put((String) arguments[0], arguments[1]);
                      default -> throw new IllegalStateException(method.getName());
                    });
    return new Callers(request, tokens);
  }

  private static JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .issuer(ISSUER)
        .audience(AUDIENCE)
        .subject("7b0c")
        .issueTime(at(NOW))
        .expirationTime(at(NOW.plus(Duration.ofMinutes(5))))
        .claim("preferred_username", "he")
        .claim("name", "He Jun 何军")
        .claim("groups", List.of("clerk", "supervisor", "offline_access"))
        .claim("department", "public-security");
  }

  private static String token(UnaryOperator<JWTClaimsSet.Builder> change) throws JOSEException {
    return signed(change.apply(claims()).build(), new RSASSASigner(key), JWSAlgorithm.RS256, "JWT");
  }

  private static String signed(
      JWTClaimsSet claims, JWSSigner signer, JWSAlgorithm algorithm, String type)
      throws JOSEException {
    SignedJWT jwt =
        new SignedJWT(
            new JWSHeader.Builder(algorithm).type(new JOSEObjectType(type)).keyID("1").build(),
            claims);
    jwt.sign(signer);
    return jwt.serialize();
  }

  private static Date at(Instant instant) {
    return Date.from(instant);
  }
}
