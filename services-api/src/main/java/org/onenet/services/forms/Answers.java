package org.onenet.services.forms;

import java.text.Normalizer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.onenet.services.catalogue.ServiceDefinition;
import org.onenet.services.catalogue.ServiceDefinition.Field;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** Answers as they are kept. */
public final class Answers {
  private Answers() {}

  /** Whether nothing was answered: no value, an empty text or an empty list. */
  public static boolean isEmpty(JsonNode answer) {
    return answer == null
        || answer.isNull()
        || (answer.isString() && answer.asString().isBlank())
        || (answer.isArray() && answer.isEmpty());
  }

  /** Whether it is a number that has an end: JSON's {@code 1e400} is read as infinite. */
  static boolean isFinite(JsonNode answer) {
    return answer.isNumber()
        && !((answer.isDouble() || answer.isFloat()) && !Double.isFinite(answer.doubleValue()));
  }

  /** The first id that the definition does not have. */
  public static Optional<String> unknown(
      ServiceDefinition definition, Map<String, JsonNode> answers) {
    return answers.keySet().stream().filter(id -> definition.field(id).isEmpty()).findFirst();
  }

  /** Surrounding space off, full-width digits and letters to plain ones where a code is asked. */
  public static Map<String, JsonNode> tidy(
      ServiceDefinition definition, Map<String, JsonNode> answers) {
    Map<String, JsonNode> tidy = new LinkedHashMap<>();
    answers.forEach(
        (id, answer) -> {
          if (answer == null || answer.isNull()) return;
          // Documents answer for themselves: the store adds those that were uploaded.
          if (definition.field(id).orElseThrow().type().equals("file")) return;
          if (!answer.isString() && answer.toString().contains("\\u0000")) return;
          tidy.put(
              id, answer.isString() ? tidy(definition.field(id).orElseThrow(), answer) : answer);
        });
    return tidy;
  }

  private static JsonNode tidy(Field field, JsonNode answer) {
    // PostgreSQL keeps every character but this one; no keyboard has it.
    String text = answer.asString().replace("\0", "").strip();
    boolean code =
        switch (field.type()) {
          case "phone", "email", "citizen-number", "date", "month" -> true;
          default -> false;
        };
    if (code) text = Normalizer.normalize(text, Normalizer.Form.NFKC);
    if (field.type().equals("citizen-number")) text = text.toUpperCase(java.util.Locale.ROOT);
    return StringNode.valueOf(text);
  }
}
