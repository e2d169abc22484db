package org.onenet.credentials;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.onenet.credentials.StatementRefused.Code;

/**
 * What one party told another, believed because its signature holds.
 *
 * <pre>
 * {"typ":"evidence-request+jwt","alg":"ES256","kid":"did:web:lanting.example:exchange:psb#2026-1"}
 * {"iss":"did:web:lanting.example:exchange:psb","iat":1795424400,"exp":1795424460,…}
 * </pre>
 *
 * @param signer the {@code iss}, whose key it is
 * @param claims all of them
 * @param hash SHA-256 of the compact text, base64url: by which an answer names its question
 */
public record SignedStatement(Did signer, Map<String, Object> claims, String hash) {
  private static final int MOST_CHARACTERS = 1 << 20;

  private static final Map<Map<String, Object>, ECDSAVerifier> VERIFIERS =
      new ConcurrentHashMap<>();

  /**
   * Reads a statement that was signed by whom it names.
   *
   * @param keys where a signer's keys are found
   * @throws StatementRefused when it must not be believed
   * @throws Unreachable when the signer's keys cannot be had now
   */
  public static SignedStatement read(
      String compact, StatementKind kind, IssuerDocuments keys, Instant now) {
    CompactJws jws;
    try {
      jws = CompactJws.read(compact, kind.kind(), MOST_CHARACTERS);
    } catch (CompactReader.Refused e) {
      throw new StatementRefused(Code.MALFORMED, e.getMessage());
    }
    String keyId = jws.header().keyId();
    int hash = keyId.indexOf('#');
    if (!keyId.substring(0, hash).equals(jws.payload().get("iss"))) {
      throw new StatementRefused(Code.MALFORMED, "iss: expected the owner of the key " + keyId);
    }
    Did signer = signer(keyId.substring(0, hash));
    Instant signedAt =
        instant(jws, "iat")
            .orElseThrow(() -> new StatementRefused(Code.MALFORMED, "iat: is missing"));
    PublishedKey key =
        key(keys, signer, keyId.substring(hash + 1))
            .filter(one -> signsAt(one, signedAt))
            .orElseThrow(() -> new StatementRefused(Code.KEY_UNKNOWN, "no key then: " + keyId));
    if (!verifies(jws, key)) {
      throw new StatementRefused(Code.SIGNATURE_INVALID, "expected a signature by " + keyId);
    }
    boolean early = signedAt.isAfter(now.plus(Checklist.SKEW));
    boolean late =
        instant(jws, "exp").map(end -> !now.isBefore(end.plus(Checklist.SKEW))).orElse(false);
    if (early || late) {
      throw new StatementRefused(
          Code.NOT_NOW, (early ? "iat: expected " : "exp: expected after ") + now);
    }
    return new SignedStatement(signer, Collections.unmodifiableMap(jws.payload()), hash(compact));
  }

  /** SHA-256 of a compact text, base64url. */
  public static String hash(String compact) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(compact.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static Did signer(String did) {
    try {
      return new Did(did);
    } catch (IllegalArgumentException e) {
      throw new StatementRefused(Code.MALFORMED, "kid: " + e.getMessage());
    }
  }

  private static Optional<PublishedKey> key(IssuerDocuments keys, Did signer, String fragment) {
    try {
      return keys.keyOf(signer, fragment);
    } catch (MalformedCredential e) {
      throw new Unreachable("the keys of " + signer + " are not in order: " + e.getMessage(), e);
    }
  }

  private static boolean signsAt(PublishedKey key, Instant at) {
    return !at.isBefore(key.from().minus(Checklist.SKEW))
        && key.until().map(end -> !at.isAfter(end.plus(Checklist.SKEW))).orElse(true);
  }

  private static boolean verifies(CompactJws jws, PublishedKey key) {
    try {
      return VERIFIERS
          .computeIfAbsent(key.jwk(), SignatureCheck::verifier)
          .verify(SignatureCheck.HEADER, jws.signed(), jws.signature());
    } catch (JOSEException | MalformedCredential e) {
      return false;
    }
  }

  private static Optional<Instant> instant(CompactJws jws, String claim) {
    Object value = jws.payload().get(claim);
    if (value == null) return Optional.empty();
    if (value instanceof Number number)
      return Optional.of(Instant.ofEpochSecond(number.longValue()));
    throw new StatementRefused(Code.MALFORMED, claim + ": expected seconds since 1970");
  }
}
