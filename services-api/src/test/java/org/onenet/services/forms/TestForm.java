package org.onenet.services.forms;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.onenet.services.catalogue.LoadedCatalogue;
import org.onenet.services.catalogue.ServiceDefinition;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Forms as a department writes them: JSON, through the schema and the catalogue's own checks. */
final class TestForm {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String LABEL = "\"label\": {\"en\": \"The label\", \"zh\": \"标签\"}";
  private static final String OPTIONS =
      """
      , "options": [
        {"value": "red", "label": {"en": "Red", "zh": "红"}},
        {"value": "blue", "label": {"en": "Blue", "zh": "蓝"}},
        {"value": "1", "label": {"en": "One", "zh": "一"}}]
      """;

  private TestForm() {}

  /** A required field called {@code answer}; {@code more} are further members, as JSON. */
  static String required(String type, String... more) {
    return field("answer", type, true, more);
  }

  static String optional(String type, String... more) {
    return field("answer", type, false, more);
  }

  static String field(String id, String type, boolean required, String... more) {
    String byType =
        switch (type) {
          case "select", "radio", "checkboxes" -> OPTIONS;
          case "file" -> ", \"accept\": [\"application/pdf\"], \"maxFiles\": 2";
          default -> "";
        };
    String further = more.length == 0 ? "" : ", " + String.join(", ", more);
    return "{\"id\": \"%s\", \"type\": \"%s\", \"required\": %s, %s%s%s}"
        .formatted(id, type, required, LABEL, byType, further);
  }

  /** A definition whose one page has these fields. */
  static ServiceDefinition of(String... fields) {
    return pages(page("only", null, fields));
  }

  static String page(String id, String condition, String... fields) {
    return """
        {"id": "%s", "title": {"en": "Page", "zh": "页"}%s,
         "sections": [{"id": "section", "fields": [%s]}]}
        """
        .formatted(
            id,
            condition == null ? "" : ", \"condition\": " + condition,
            String.join(", ", fields));
  }

  static ServiceDefinition pages(String... pages) {
    ObjectNode document = shipped();
    document.put("identifier", "under-test");
    ((ObjectNode) document.get("form")).set("pages", json("[" + String.join(", ", pages) + "]"));
    ArrayNode claims = (ArrayNode) document.at("/output/claims");
    claims.removeAll();
    claims.add(
        json(
            """
            {"name": "kind", "label": {"en": "Kind", "zh": "种类"}, "from": "literal:x",
             "type": "text"}
            """));
    return loaded(document);
  }

  private static ServiceDefinition loaded(ObjectNode document) {
    try {
      Path folder = Files.createTempDirectory("definitions");
      Path file = folder.resolve("under-test-1.json");
      try {
        Files.writeString(file, JSON.writeValueAsString(document));
        return new LoadedCatalogue(Optional.of(folder)).current("under-test").orElseThrow();
      } finally {
        Files.deleteIfExists(file);
        Files.delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ObjectNode shipped() {
    try (InputStream in =
        LoadedCatalogue.class.getResourceAsStream(
            "/service-definitions/senior-citizen-card-1.json")) {
      return (ObjectNode) JSON.readTree(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode json(String text) {
    return JSON.readTree(text);
  }

  /** Answers as the wire brings them: a JSON object. */
  static Map<String, JsonNode> answers(String object) {
    Map<String, JsonNode> answers = new LinkedHashMap<>();
    json(object).properties().forEach(member -> answers.put(member.getKey(), member.getValue()));
    return answers;
  }
}
