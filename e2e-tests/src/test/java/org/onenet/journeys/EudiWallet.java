package org.onenet.journeys;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import eu.europa.ec.eudi.openid4vci.AccessTokenOption;
import eu.europa.ec.eudi.openid4vci.AuthorizationRequestPrepared;
import eu.europa.ec.eudi.openid4vci.AuthorizeIssuanceConfig;
import eu.europa.ec.eudi.openid4vci.AuthorizedRequest;
import eu.europa.ec.eudi.openid4vci.Client;
import eu.europa.ec.eudi.openid4vci.ClientAttestationPoPBuilder;
import eu.europa.ec.eudi.openid4vci.Credential;
import eu.europa.ec.eudi.openid4vci.CredentialIssuanceEvent;
import eu.europa.ec.eudi.openid4vci.CredentialResponseEncryptionPolicy;
import eu.europa.ec.eudi.openid4vci.DeferredCredentialQueryOutcome;
import eu.europa.ec.eudi.openid4vci.IssuanceRequestPayload;
import eu.europa.ec.eudi.openid4vci.IssuedCredential;
import eu.europa.ec.eudi.openid4vci.Issuer;
import eu.europa.ec.eudi.openid4vci.IssuerMetadataPolicy;
import eu.europa.ec.eudi.openid4vci.JwtBindingKey;
import eu.europa.ec.eudi.openid4vci.KeyGenerationConfig;
import eu.europa.ec.eudi.openid4vci.OpenId4VCIConfig;
import eu.europa.ec.eudi.openid4vci.ParUsage;
import eu.europa.ec.eudi.openid4vci.PopSigner;
import eu.europa.ec.eudi.openid4vci.SubmissionOutcome;
import io.ktor.client.HttpClient;
import io.ktor.client.HttpClientKt;
import io.ktor.client.engine.java.Java;
import io.ktor.client.plugins.contentnegotiation.ContentNegotiationKt;
import io.ktor.http.ContentType;
import io.ktor.serialization.kotlinx.json.JsonSupportKt;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URL;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import kotlin.Pair;
import kotlin.ResultKt;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlin.jvm.functions.Function0;
import kotlinx.coroutines.BuildersKt;
import kotlinx.serialization.json.JsonKt;

/**
 * The EU wallet's own library, {@code eudi-lib-jvm-openid4vci-kt} 0.7.1, as a wallet would use it.
 * It is of draft 15: the decision record of 2026-11-27 tells where that differs.
 *
 * <p>Kotlin puts a hash behind some names, with a hyphen that Java cannot write: such a function is
 * found by the beginning of its name.
 */
final class EudiWallet {
  private final Function0<HttpClient> http;
  private final OpenId4VCIConfig config;

  /** What the library told instead of a result, as the cause. */
  static final class Told extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private Told(Throwable cause) {
      super(cause);
    }
  }

  /**
   * @param encrypted whether it asks for encrypted answers
   */
  EudiWallet(SSLContext trust, String clientId, boolean encrypted) {
    this.http = () -> client(trust);
    this.config =
        new OpenId4VCIConfig(
            new Client.Public(clientId),
            URI.create("eu.europa.ec.euidi://authorization"),
            encrypted
                ? KeyGenerationConfig.Companion.ecOnly(
                    Curve.P_256, List.of(com.nimbusds.jose.JWEAlgorithm.ECDH_ES))
                : new KeyGenerationConfig(null, null),
            CredentialResponseEncryptionPolicy.SUPPORTED,
            AuthorizeIssuanceConfig.FAVOR_SCOPES,
            signer(Wallet.key()),
            ClientAttestationPoPBuilder.Companion.getDefault(),
            ParUsage.Required,
            Clock.systemUTC(),
            IssuerMetadataPolicy.IgnoreSigned.INSTANCE);
  }

  private static HttpClient client(SSLContext trust) {
    return HttpClientKt.HttpClient(
        Java.INSTANCE,
        client -> {
          client.engine(
              engine -> {
                engine.config(
                    java -> {
                      java.sslContext(trust);
                      return Unit.INSTANCE;
                    });
                return Unit.INSTANCE;
              });
          client.install(
              ContentNegotiationKt.getContentNegotiation(),
              negotiation -> {
                JsonSupportKt.json(
                    negotiation,
                    JsonKt.Json(
                        kotlinx.serialization.json.Json.Default,
                        json -> {
                          json.setIgnoreUnknownKeys(true);
                          return Unit.INSTANCE;
                        }),
                    ContentType.Application.INSTANCE.getJson());
                return Unit.INSTANCE;
              });
          return Unit.INSTANCE;
        });
  }

  static PopSigner.Jwt signer(ECKey key) {
    JwtBindingKey.Jwk binding =
        (JwtBindingKey.Jwk) invoked(JwtBindingKey.Jwk.class, null, "box", key.toPublicJWK());
    return PopSigner.Companion.jwtPopSigner(key, JWSAlgorithm.ES256, binding);
  }

  /** Reads an offer, and of the issuer what it publishes. */
  Issuer issuer(String offer) {
    return (Issuer)
        awaited(
            Issuer.Companion,
            "make",
            config,
            offer,
            http,
            Issuer.Companion.getDefaultResponseEncryptionSpecFactory());
  }

  AuthorizedRequest redeem(Issuer issuer, String pin) {
    return (AuthorizedRequest)
        awaited(
            issuer,
            "authorizeWithPreAuthorizationCode",
            pin,
            AccessTokenOption.AsRequested.INSTANCE);
  }

  /** Pushes its request; where the browser goes is told by {@link #authorization}. */
  AuthorizationRequestPrepared prepare(Issuer issuer) {
    return (AuthorizationRequestPrepared)
        awaited(issuer, "prepareAuthorizationRequest", new Object[] {null});
  }

  static URI authorization(AuthorizationRequestPrepared prepared) {
    return URI.create(
        ((URL) invoked(prepared.getClass(), prepared, "getAuthorizationCodeURL")).toString());
  }

  AuthorizedRequest authorize(
      Issuer issuer, AuthorizationRequestPrepared prepared, String code, String state) {
    return (AuthorizedRequest)
        awaited(
            issuer,
            "authorizeWithAuthorizationCode",
            prepared,
            code,
            state,
            AccessTokenOption.AsRequested.INSTANCE);
  }

  SubmissionOutcome request(
      Issuer issuer, AuthorizedRequest authorized, String configuration, List<ECKey> keys) {
    Object wanted = made(IssuanceRequestPayload.ConfigurationBased.class, configuration);
    Pair<?, ?> outcome =
        (Pair<?, ?>)
            awaited(
                issuer,
                "request",
                authorized,
                wanted,
                keys.stream().map(EudiWallet::signer).toList());
    return (SubmissionOutcome) outcome.getSecond();
  }

  DeferredCredentialQueryOutcome deferred(
      Issuer issuer, AuthorizedRequest authorized, SubmissionOutcome.Deferred waits) {
    String transaction = (String) invoked(waits.getClass(), waits, "getTransactionId");
    Pair<?, ?> outcome =
        (Pair<?, ?>) awaited(issuer, "queryForDeferredCredential", authorized, transaction);
    return (DeferredCredentialQueryOutcome) outcome.getSecond();
  }

  void accepted(Issuer issuer, AuthorizedRequest authorized, Object outcome) {
    String notification = (String) invoked(outcome.getClass(), outcome, "getNotificationId");
    Object event = made(CredentialIssuanceEvent.Accepted.class, notification, "stored");
    awaited(issuer, "notify", authorized, event);
  }

  static List<String> compact(List<IssuedCredential> credentials) {
    return credentials.stream()
        .map(one -> ((Credential.Str) one.getCredential()).getValue())
        .toList();
  }

  /** Calls a suspending function, waits, and takes the value out of its Result. */
  private static Object awaited(Object target, String name, Object... words) {
    Object result;
    try {
      result =
          BuildersKt.runBlocking(
              EmptyCoroutineContext.INSTANCE,
              (scope, more) -> suspended(target, name, words, more));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    if (result instanceof kotlin.Result<?> boxed) {
      result = invoked(kotlin.Result.class, boxed, "unbox");
    }
    try {
      ResultKt.throwOnFailure(result);
    } catch (Throwable told) {
      // the library's errors are checked ones in Java
      throw new Told(told);
    }
    return result;
  }

  private static Object suspended(
      Object target, String name, Object[] words, Continuation<? super Object> more) {
    Object[] all = Stream.concat(Stream.of(words), Stream.of(more)).toArray();
    return invoked(target.getClass(), target, name, all);
  }

  private static Object invoked(Class<?> type, Object target, String name, Object... words) {
    for (Method method : type.getMethods()) {
      boolean named = method.getName().equals(name) || method.getName().startsWith(name + "-");
      if (!named || method.isBridge() || !takes(method.getParameterTypes(), words)) continue;
      try {
        method.setAccessible(true);
        return method.invoke(target, words);
      } catch (InvocationTargetException e) {
        throw new Told(e.getCause());
      } catch (ReflectiveOperationException e) {
        throw new AssertionError(e);
      }
    }
    throw new AssertionError(type + " has no " + name + " for " + List.of(words));
  }

  /** Kotlin hides such a constructor behind a marker. */
  private static Object made(Class<?> type, Object... words) {
    Object[] all = Stream.concat(Stream.of(words), Stream.of((Object) null)).toArray();
    for (Constructor<?> constructor : type.getDeclaredConstructors()) {
      if (!constructor.isSynthetic() || !takes(constructor.getParameterTypes(), all)) continue;
      try {
        return constructor.newInstance(all);
      } catch (ReflectiveOperationException e) {
        throw new AssertionError(e);
      }
    }
    throw new AssertionError("no such constructor of " + type);
  }

  private static boolean takes(Class<?>[] types, Object[] words) {
    if (types.length != words.length) return false;
    for (int i = 0; i < types.length; i++) {
      if (words[i] != null && !types[i].isInstance(words[i])) return false;
    }
    return true;
  }
}
