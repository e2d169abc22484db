package org.onenet.services.platform;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON as tables keep it. */
public final class JsonText {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private JsonText() {}

  public static String of(Object value) {
    return MAPPER.writeValueAsString(value);
  }

  public static <T> T read(String json, TypeReference<T> type) {
    return MAPPER.readValue(json, type);
  }

  /** A value of Java's as JSON. */
  public static JsonNode node(Object value) {
    return MAPPER.valueToTree(value);
  }

  /** An object's members in their order. */
  public static Map<String, JsonNode> members(String json) {
    return MAPPER.readValue(json, new TypeReference<LinkedHashMap<String, JsonNode>>() {});
  }
}
