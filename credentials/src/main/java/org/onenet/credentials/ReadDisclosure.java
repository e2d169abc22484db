package org.onenet.credentials;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.onenet.credentials.CompactReader.Refused;

/**
 * One thing the holder shows: base64url of a JSON array.
 *
 * <pre>["2GLC42sKQveCfGfryNRN9w", "given_name", "John"]   a claim of an object
 * ["lklxF5jMYlGTPUovMNIvCA", "US"]                     an element of an array</pre>
 *
 * @param encoded as it came
 * @param name the claim's; empty for an array's element
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9901#section-4.2">RFC 9901 §4.2</a>
 */
record ReadDisclosure(String encoded, Optional<String> name, Object value) {

  /**
   * @throws Refused when it is not such an array
   */
  static ReadDisclosure read(String encoded) {
    List<Object> array;
    try {
      array = Json.array(CompactJws.decoded(encoded));
    } catch (MalformedCredential e) {
      throw refused("base64url of a JSON array", e.getMessage());
    }
    boolean salted = !array.isEmpty() && array.getFirst() instanceof String;
    if (salted && array.size() == 2) {
      return new ReadDisclosure(encoded, Optional.empty(), array.get(1));
    }
    if (salted && array.size() == 3 && array.get(1) instanceof String name) {
      return new ReadDisclosure(encoded, Optional.of(name), array.get(2));
    }
    throw refused("[salt, name, value] or [salt, value]", "another array");
  }

  /** RFC 9901 §4.2.3: SHA-256 of the text as it came, in base64url. */
  String digest() {
    return digest(encoded);
  }

  static String digest(String ascii) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(ascii.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  static Refused refused(String expected, String actual) {
    return new Refused(VerdictCode.DISCLOSURE_REFUSED, expected, actual);
  }
}
