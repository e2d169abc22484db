package org.onenet.credentials;

import static org.onenet.credentials.Verdict.Outcome.INVALID;
import static org.onenet.credentials.Verdict.Outcome.VALID;

import com.nimbusds.jose.JOSEException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.onenet.credentials.CompactReader.Presented;
import org.onenet.credentials.CompactReader.Refused;
import org.onenet.credentials.Verdict.Check;

/**
 * Whether the one who shows a credential is the one it was issued to, and shows it to us, now, with
 * these disclosures.
 *
 * <pre>
 * {"typ":"kb+jwt","alg":"ES256"}
 * {"iat":1748361941,"aud":"https://verifier.example.org","nonce":"1234567890","sd_hash":"1-Lcf6Ci…"}
 * </pre>
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9901#section-7.3">RFC 9901 §7.3, step 5</a>
 */
final class KeyBindingCheck {
  private static final Duration MOST_AGE = Duration.ofMinutes(5);
  private static final int MOST_CHARACTERS = 8 * 1024;

  private KeyBindingCheck() {}

  /** Nothing to check, when nobody asked for a key binding and there is none. */
  static Optional<Check> of(
      Optional<Presented> presented, Optional<KeyBindingExpected> expected, Instant now) {
    boolean bound = presented.flatMap(shown -> shown.text().keyBinding()).isPresent();
    if (bound) return Optional.of(bound(presented.get(), expected, now));
    return expected.map(asked -> invalid(VerdictCode.KEY_BINDING_MISSING, "a key binding", "none"));
  }

  private static Check bound(
      Presented presented, Optional<KeyBindingExpected> expected, Instant now) {
    try {
      CompactJws binding =
          CompactJws.read(
              presented.text().keyBinding().orElseThrow(), JwsKind.KEY_BINDING, MOST_CHARACTERS);
      mustBeTheHolders(binding, presented);
      Map<String, Object> claims = binding.payload();
      mustBe(
          ReadDisclosure.digest(presented.text().withoutKeyBinding()),
          Claims.text(claims, "sd_hash"),
          VerdictCode.KEY_BINDING_WRONG_SD_HASH);
      String audience = Claims.text(claims, "aud");
      String nonce = Claims.text(claims, "nonce");
      Instant signed = Claims.seconds(claims, "iat");
      if (signed.isAfter(now.plus(Checklist.SKEW))) {
        throw refused("iat before " + now, signed.toString());
      }
      if (expected.isEmpty()) {
        return Checklist.check(
            Checklist.HOLDER, VALID, VerdictCode.KEY_BINDING_NOT_COMPARED, "", audience);
      }
      mustBe(expected.get().audience(), audience, VerdictCode.KEY_BINDING_WRONG_AUDIENCE);
      mustBe(expected.get().nonce(), nonce, VerdictCode.KEY_BINDING_WRONG_NONCE);
      if (signed.isBefore(now.minus(MOST_AGE))) {
        return invalid(
            VerdictCode.KEY_BINDING_TOO_OLD, now.minus(MOST_AGE).toString(), signed.toString());
      }
      return Checklist.check(
          Checklist.HOLDER, VALID, VerdictCode.KEY_BINDING_VALID, "", signed.toString());
    } catch (Refused refused) {
      VerdictCode code =
          refused.code.name().startsWith("KEY_BINDING_")
              ? refused.code
              : VerdictCode.KEY_BINDING_REFUSED;
      return invalid(code, refused.expected, refused.actual);
    }
  }

  /** By the key in the credential, and by no other that the key-binding JWT might name. */
  private static void mustBeTheHolders(CompactJws binding, Presented presented) {
    Map<String, Object> key = new LinkedHashMap<>();
    presented
        .holderKey()
        .orElseThrow(() -> refused("a credential with cnf.jwk", "none"))
        .forEach((name, value) -> key.put(String.valueOf(name), value));
    boolean signed;
    try {
      signed =
          SignatureCheck.verifier(key)
              .verify(SignatureCheck.HEADER, binding.signed(), binding.signature());
    } catch (MalformedCredential e) {
      throw refused("cnf.jwk: a key on the curve P-256", "another");
    } catch (JOSEException e) {
      signed = false;
    }
    if (!signed) {
      throw new Refused(
          VerdictCode.KEY_BINDING_SIGNATURE_INVALID, "a signature by cnf.jwk", "another");
    }
  }

  private static void mustBe(String expected, String actual, VerdictCode code) {
    if (!expected.equals(actual)) throw new Refused(code, expected, actual);
  }

  private static Refused refused(String expected, String actual) {
    return new Refused(VerdictCode.KEY_BINDING_REFUSED, expected, actual);
  }

  private static Check invalid(VerdictCode code, String expected, String actual) {
    return Checklist.check(Checklist.HOLDER, INVALID, code, expected, actual);
  }
}
