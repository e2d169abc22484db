package org.onenet.credentials;

import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.onenet.credentials.CompactReader.Refused;

/**
 * A JWS in compact serialisation, taken apart strictly. No key is touched here.
 *
 * <pre>base64url(header).base64url(payload).base64url(signature)</pre>
 *
 * @param signed the characters that the signature covers, as they came
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7515#section-7.1">RFC 7515 §7.1</a>
 */
record CompactJws(
    JwsKind.Header header, Map<String, Object> payload, byte[] signed, Base64URL signature) {

  /**
   * @throws Refused when it is not of this kind, too long, or not in order
   */
  static CompactJws read(String compact, JwsKind kind, int most) {
    if (compact.length() > most) {
      throw new Refused(
          VerdictCode.TOO_LARGE,
          "at most " + most + " characters",
          compact.length() + " characters");
    }
    int afterHeader = compact.indexOf('.');
    int afterPayload = compact.indexOf('.', afterHeader + 1);
    if (afterHeader < 1
        || afterPayload < afterHeader + 2
        || afterPayload == compact.length() - 1
        || compact.indexOf('.', afterPayload + 1) >= 0) {
      throw new Refused(
          VerdictCode.NOT_A_CREDENTIAL, "a compact JWS of three parts", "something else");
    }
    JwsKind.Header header = kind.header(compact.substring(0, afterHeader));
    Map<String, Object> payload = payload(compact.substring(afterHeader + 1, afterPayload));
    String signature = compact.substring(afterPayload + 1);
    mustBeCanonical(signature);
    return new CompactJws(
        header,
        payload,
        compact.substring(0, afterPayload).getBytes(StandardCharsets.US_ASCII),
        new Base64URL(signature));
  }

  /** By which the registry knows it: of the text with the lower s, whichever came. */
  Digest digest() {
    return digest(LowerS.of(signature.decode()));
  }

  /** Of the text as it came, where that has the higher s: ours had, before November 2026. */
  Optional<Digest> digestAsWritten() {
    byte[] written = signature.decode();
    return LowerS.has(written) ? Optional.empty() : Optional.of(digest(written));
  }

  private Digest digest(byte[] spelled) {
    return Digest.ofCompact(
        new String(signed, StandardCharsets.US_ASCII)
            + '.'
            + Base64.getUrlEncoder().withoutPadding().encodeToString(spelled));
  }

  private static Map<String, Object> payload(String encoded) {
    try {
      return Json.object(decoded(encoded));
    } catch (MalformedCredential e) {
      throw new Refused(
          VerdictCode.PAYLOAD_REFUSED, "a JSON object without doubled names", e.getMessage());
    }
  }

  /**
   * RFC 7515 §2: base64url without padding.
   *
   * @throws MalformedCredential when it is not
   */
  static byte[] decoded(String encoded) {
    try {
      if (encoded.endsWith("=")) throw new MalformedCredential("base64url with padding");
      return Base64.getUrlDecoder().decode(encoded);
    } catch (IllegalArgumentException e) {
      throw new MalformedCredential("not base64url");
    }
  }

  /** The digest is of the text, so one signature must not have several. */
  private static void mustBeCanonical(String signature) {
    try {
      byte[] bytes = decoded(signature);
      if (Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(signature)) return;
    } catch (MalformedCredential e) {
      // told below, with what was expected
    }
    throw new Refused(VerdictCode.NOT_A_CREDENTIAL, "a signature in base64url", "something else");
  }
}
