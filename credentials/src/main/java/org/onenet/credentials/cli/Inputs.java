package org.onenet.credentials.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The files that options name. */
final class Inputs {
  private static final int MOST_BYTES = 48 << 20;
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private Inputs() {}

  /**
   * A file's text.
   *
   * @throws UsageError naming option and file when it cannot be read
   */
  static String text(String option, String file) {
    return new String(bytes(option, file), StandardCharsets.UTF_8);
  }

  /** The same as it is. */
  static byte[] bytes(String option, String file) {
    Path path = Path.of(file);
    try (InputStream in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new UsageError(option + " " + file + " is larger than " + (MOST_BYTES >> 20) + " MB");
      }
      return bytes;
    } catch (IOException e) {
      String why = Files.exists(path) ? "cannot be read" : "does not exist";
      throw new UsageError(option + " " + file + " " + why);
    }
  }

  /**
   * A file's text as something else.
   *
   * @throws UsageError naming option and file when it is not that
   */
  static <T> T parsed(String option, String file, Function<String, T> parse) {
    String text = text(option, file);
    try {
      return parse.apply(text);
    } catch (RuntimeException e) {
      throw new UsageError(option + " " + file + ": " + e.getMessage());
    }
  }

  /** A file's JSON object. */
  static Map<String, Object> object(String option, String file) {
    return parsed(
        option,
        file,
        text -> {
          try {
            return JSON.readValue(text, new TypeReference<Map<String, Object>>() {});
          } catch (JacksonException e) {
            throw new IllegalArgumentException("expected a JSON object", e);
          }
        });
  }
}
