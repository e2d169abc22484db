package org.onenet.credentials;

import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Payloads and headers as JSON objects: doubled names and trailing words are refused. */
final class Json {
  private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};
  private static final TypeReference<List<Object>> ARRAY = new TypeReference<>() {};
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Json() {}

  /**
   * Reads one JSON object in UTF-8.
   *
   * @throws MalformedCredential naming the place when it is not one
   */
  static Map<String, Object> object(byte[] utf8) {
    return read(utf8, OBJECT);
  }

  /**
   * Reads one JSON array in UTF-8.
   *
   * @throws MalformedCredential naming the place when it is not one
   */
  static List<Object> array(byte[] utf8) {
    return read(utf8, ARRAY);
  }

  private static <T> T read(byte[] utf8, TypeReference<T> type) {
    try {
      T read = MAPPER.readValue(utf8, type);
      if (read == null) throw new MalformedCredential("null instead of a JSON object or array");
      return read;
    } catch (JacksonException e) {
      throw new MalformedCredential(e.getOriginalMessage());
    }
  }

  static byte[] utf8(Map<String, Object> object) {
    return MAPPER.writeValueAsBytes(object);
  }

  /** The same in lines, for people. */
  static byte[] pretty(Map<String, Object> object) {
    return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(object);
  }
}
