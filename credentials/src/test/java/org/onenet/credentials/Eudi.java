package org.onenet.credentials;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.SignedJWT;
import eu.europa.ec.eudi.sdjwt.BuildKbJwt;
import eu.europa.ec.eudi.sdjwt.DisclosableObjectSpecBuilder;
import eu.europa.ec.eudi.sdjwt.DslKt;
import eu.europa.ec.eudi.sdjwt.JwtSignatureVerifier;
import eu.europa.ec.eudi.sdjwt.KeyBindingVerifier;
import eu.europa.ec.eudi.sdjwt.NimbusSdJwtOps;
import eu.europa.ec.eudi.sdjwt.SdJwt;
import eu.europa.ec.eudi.sdjwt.SdJwtAndKbJwt;
import eu.europa.ec.eudi.sdjwt.SdJwtFactory;
import eu.europa.ec.eudi.sdjwt.SdJwtVerificationException;
import eu.europa.ec.eudi.sdjwt.vc.X509CertificateTrust;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import kotlin.ResultKt;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlinx.coroutines.BuildersKt;

/**
 * The EU wallet's own library for SD-JWT VC, spoken to from Java. It is Kotlin: what returns a
 * {@code Result} has a hyphen in its name there, so Java can reach it only by reflection.
 */
final class Eudi {
  private static final NimbusSdJwtOps LIBRARY = NimbusSdJwtOps.INSTANCE;

  private Eudi() {}

  /**
   * Verifies signature and disclosures.
   *
   * @return the claims as the library puts them together
   */
  static Map<String, Object> verify(String text, ECKey issuer) throws SdJwtVerificationException {
    return claims((SdJwt<?>) result(LIBRARY, "verify", by(issuer), text));
  }

  /** The same with a key binding, whose claims must contain these texts. */
  static Map<String, Object> verifyBound(String text, ECKey issuer, Map<String, String> challenge)
      throws SdJwtVerificationException {
    KeyBindingVerifier.MustBePresentAndValid<SignedJWT> holder =
        LIBRARY.mustBePresentAndValid(
            KeyBindingVerifier.Companion,
            LIBRARY.getHolderPubKeyInConfirmationClaim(),
            json(challenge));
    SdJwtAndKbJwt<?> shown = (SdJwtAndKbJwt<?>) result(LIBRARY, "verify", by(issuer), holder, text);
    return claims(shown.getSdJwt());
  }

  /** As an SD-JWT VC by the certificate in its header: {@code typ}, {@code iss} and all. */
  static Map<String, Object> verifyByCertificate(String text) throws SdJwtVerificationException {
    X509CertificateTrust anybody = (chain, more) -> true;
    Object verifier = LIBRARY.getSdJwtVcVerifier().usingX5c(anybody);
    return claims((SdJwt<?>) result(verifier, "verify", text));
  }

  /**
   * Issues an SD-JWT VC.
   *
   * @param digests at least so many for the claims at the top, with decoys where there are fewer
   */
  static SdJwt<SignedJWT> issue(
      ECKey key, String keyId, int digests, Consumer<DisclosableObjectSpecBuilder> claims)
      throws JOSEException {
    Object issuer =
        LIBRARY.issuer(
            SdJwtFactory.Companion.getDefault(),
            new ECDSASigner(key),
            JWSAlgorithm.ES256,
            header -> {
              header.type(new JOSEObjectType("dc+sd-jwt")).keyID(keyId);
              return Unit.INSTANCE;
            });
    Object spec =
        DslKt.sdJwt(
            digests,
            builder -> {
              claims.accept(builder);
              return Unit.INSTANCE;
            });
    try {
      return sdJwt(result(issuer, "issue", spec));
    } catch (SdJwtVerificationException e) {
      throw new AssertionError(e);
    }
  }

  static String text(SdJwt<SignedJWT> issued) {
    return LIBRARY.serialize(issued);
  }

  /** Shows these claims of the top, with all that is inside them. */
  static SdJwt<SignedJWT> present(SdJwt<SignedJWT> issued, String... names) {
    Set<eu.europa.ec.eudi.sdjwt.vc.ClaimPath> chosen = new HashSet<>();
    LIBRARY
        .recreateClaimsAndDisclosuresPerClaim(issued)
        .getSecond()
        .keySet()
        .forEach(
            path -> {
              if (List.of(names).contains(head(path))) chosen.add(path);
            });
    return LIBRARY.present(issued, chosen);
  }

  private static String head(eu.europa.ec.eudi.sdjwt.vc.ClaimPath path) {
    return ((eu.europa.ec.eudi.sdjwt.vc.ClaimPathElement.Claim) path.getValue().getFirst())
        .getName();
  }

  /** With the holder's signature. */
  static String bound(
      SdJwt<SignedJWT> shown, ECKey holder, KeyBindingExpected asked, java.time.Instant now)
      throws JOSEException {
    BuildKbJwt binding =
        LIBRARY.kbJwtIssuer(
            new ECDSASigner(holder),
            JWSAlgorithm.ES256,
            holder.toPublicJWK(),
            claims -> {
              claims
                  .audience(asked.audience())
                  .claim("nonce", asked.nonce())
                  .issueTime(Date.from(now));
              return Unit.INSTANCE;
            });
    try {
      return (String) result(LIBRARY, "serializeWithKeyBinding", shown, binding);
    } catch (SdJwtVerificationException e) {
      throw new AssertionError(e);
    }
  }

  private static JwtSignatureVerifier<SignedJWT> by(ECKey issuer) {
    try {
      return LIBRARY.asJwtVerifier(new com.nimbusds.jose.crypto.ECDSAVerifier(issuer));
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  private static Map<String, Object> claims(SdJwt<?> verified) {
    String text = LIBRARY.recreateClaims(sdJwt(verified), null).toString();
    return Json.object(text.getBytes(StandardCharsets.UTF_8));
  }

  @SuppressWarnings("unchecked") // its only maker is Nimbus's
  private static SdJwt<SignedJWT> sdJwt(Object verified) {
    return (SdJwt<SignedJWT>) verified;
  }

  private static kotlinx.serialization.json.JsonObject json(Map<String, String> texts) {
    return (kotlinx.serialization.json.JsonObject)
        kotlinx.serialization.json.Json.Default.parseToJsonElement(
            new String(Json.utf8(new java.util.LinkedHashMap<>(texts)), StandardCharsets.UTF_8));
  }

  /** Calls a suspending function that returns a Result, waits, and takes the value out. */
  private static Object result(Object target, String name, Object... words)
      throws SdJwtVerificationException {
    Object result;
    try {
      result =
          BuildersKt.runBlocking(
              EmptyCoroutineContext.INSTANCE, (scope, more) -> invoked(target, name, words, more));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    if (result instanceof kotlin.Result<?> boxed) result = unboxed(boxed);
    try {
      ResultKt.throwOnFailure(result);
    } catch (Throwable problem) {
      if (problem instanceof SdJwtVerificationException refused) throw refused;
      throw new AssertionError(problem);
    }
    return result;
  }

  private static Object unboxed(kotlin.Result<?> boxed) {
    try {
      return kotlin.Result.class.getMethod("unbox-impl").invoke(boxed);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  private static Object invoked(
      Object target, String name, Object[] words, Continuation<? super Object> more) {
    Object[] all = Stream.concat(Stream.of(words), Stream.of(more)).toArray();
    try {
      for (Method method : target.getClass().getMethods()) {
        if (method.getName().startsWith(name + "-") && takes(method, all)) {
          method.setAccessible(true);
          return method.invoke(target, all);
        }
      }
    } catch (InvocationTargetException e) {
      throw new AssertionError(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
    throw new AssertionError("the library has no such function " + name);
  }

  private static boolean takes(Method method, Object[] words) {
    Class<?>[] types = method.getParameterTypes();
    if (types.length != words.length) return false;
    for (int i = 0; i < types.length; i++) {
      if (!types[i].isInstance(words[i])) return false;
    }
    return true;
  }
}
