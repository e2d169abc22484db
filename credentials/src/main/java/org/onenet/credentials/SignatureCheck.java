package org.onenet.credentials;

import static org.onenet.credentials.Checklist.check;
import static org.onenet.credentials.Verdict.Outcome.COULD_NOT_CHECK;
import static org.onenet.credentials.Verdict.Outcome.INVALID;
import static org.onenet.credentials.Verdict.Outcome.VALID;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import java.text.ParseException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.onenet.credentials.CompactReader.Read;
import org.onenet.credentials.Verdict.Check;

/** Whether the issuer's own key of that time signed it. */
final class SignatureCheck {
  /** The reader has refused every other algorithm. */
  static final JWSHeader HEADER = new JWSHeader(JWSAlgorithm.ES256);

  private final IssuerDocuments issuers;
  private final Map<Map<String, Object>, ECDSAVerifier> verifiers = new ConcurrentHashMap<>();

  private final Map<Map<String, Object>, String> thumbprints = new ConcurrentHashMap<>();

  SignatureCheck(IssuerDocuments issuers) {
    this.issuers = issuers;
  }

  Check of(Read read) {
    return of(read.credential(), read.certified(), key -> verifies(read, key));
  }

  /** The same, with the arithmetic done by the caller, who may know its answer. */
  Check of(ReadCredential credential, Predicate<PublishedKey> verifies) {
    return of(credential, Optional.empty(), verifies);
  }

  private Check of(
      ReadCredential credential, Optional<String> certified, Predicate<PublishedKey> verifies) {
    PublishedKey key;
    String thumbprint;
    boolean signed;
    try {
      Optional<PublishedKey> found = issuers.keyOf(credential.issuer(), fragment(credential));
      if (found.isEmpty()) {
        return check(
            "signature",
            INVALID,
            VerdictCode.KEY_UNKNOWN,
            "a key of " + credential.issuer(),
            credential.keyId());
      }
      key = found.get();
      thumbprint = thumbprints.computeIfAbsent(key.jwk(), SignatureCheck::thumbprint);
      signed = verifies.test(key);
    } catch (Unreachable e) {
      return check(
          "signature",
          COULD_NOT_CHECK,
          VerdictCode.ISSUER_DOCUMENT_UNREACHABLE,
          "",
          e.getMessage());
    } catch (MalformedCredential e) {
      return check(
          "signature", COULD_NOT_CHECK, VerdictCode.ISSUER_DOCUMENT_MALFORMED, "", e.getMessage());
    }
    if (!signed) {
      return check(
          "signature",
          INVALID,
          VerdictCode.SIGNATURE_INVALID,
          "a signature by " + credential.keyId(),
          "another");
    }
    if (certified.filter(other -> !other.equals(thumbprint)).isPresent()) {
      return check(
          "signature",
          INVALID,
          VerdictCode.CERTIFICATE_OF_ANOTHER_KEY,
          "a certificate of " + credential.keyId(),
          "of the key " + certified.get());
    }
    Instant issued = credential.validFrom();
    boolean tooEarly = issued.isBefore(key.from().minus(Checklist.SKEW));
    boolean tooLate =
        key.until().map(end -> issued.isAfter(end.plus(Checklist.SKEW))).orElse(false);
    if (tooEarly || tooLate) {
      return check(
          "signature",
          INVALID,
          VerdictCode.KEY_NOT_VALID_THEN,
          "issued between "
              + key.from()
              + " and "
              + key.until().map(Instant::toString).orElse("now"),
          issued.toString());
    }
    return check("signature", VALID, VerdictCode.SIGNATURE_VALID, credential.keyId(), "");
  }

  boolean verifies(Read read, PublishedKey key) {
    try {
      return verifiers
          .computeIfAbsent(key.jwk(), SignatureCheck::verifier)
          .verify(HEADER, read.signed(), read.signature());
    } catch (JOSEException e) {
      return false;
    }
  }

  /**
   * @throws MalformedCredential when it is not a key on the curve P-256
   */
  static ECDSAVerifier verifier(Map<String, Object> jwk) {
    try {
      ECKey key = ECKey.parse(jwk);
      if (!Curve.P_256.equals(key.getCurve())) {
        throw new MalformedCredential("a key on the curve P-256 was expected");
      }
      ECDSAVerifier verifier = new ECDSAVerifier(CryptoProvider.own(key.toECPublicKey()));
      verifier.getJCAContext().setProvider(CryptoProvider.get());
      return verifier;
    } catch (ParseException | JOSEException e) {
      throw new MalformedCredential("publicKeyJwk is not a P-256 key");
    }
  }

  /** RFC 7638's thumbprint of the key it names; empty when there is none to be had. */
  Optional<String> thumbprint(ReadCredential credential) {
    try {
      return issuers
          .keyOf(credential.issuer(), fragment(credential))
          .map(key -> thumbprints.computeIfAbsent(key.jwk(), SignatureCheck::thumbprint));
    } catch (Unreachable | MalformedCredential unknown) {
      return Optional.empty();
    }
  }

  static String thumbprint(Map<String, Object> jwk) {
    try {
      return ECKey.parse(jwk).computeThumbprint().toString();
    } catch (ParseException | JOSEException e) {
      throw new MalformedCredential("publicKeyJwk is not an EC key");
    }
  }

  private static String fragment(ReadCredential credential) {
    return credential.keyId().substring(credential.keyId().indexOf('#') + 1);
  }
}
