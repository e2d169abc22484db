package org.onenet.credentials.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.erdtman.jcs.JsonCanonicalizer;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON in the one form that may be hashed: members sorted by UTF-16 code units, no spaces, numbers
 * as ECMAScript writes them, UTF-8.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8785#section-3.2">RFC 8785 §3.2</a>
 */
final class CanonicalJson {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private CanonicalJson() {}

  static byte[] of(Map<String, Object> object) {
    return of(MAPPER.writeValueAsString(object));
  }

  /**
   * @throws UncheckedIOException when the text is not JSON
   */
  static byte[] of(String json) {
    try {
      return new JsonCanonicalizer(json).getEncodedUTF8();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
