package org.onenet.services.cases;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.onenet.services.catalogue.ServiceDefinition;
import org.onenet.services.platform.Text;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/**
 * What the citizen changed when they sent an application again.
 *
 * @param before the answers that are other ones now, as they were, by field; JSON's null where
 *     there was none
 */
record Completion(Map<String, JsonNode> before) {
  static Completion of(Map<String, JsonNode> before, Map<String, JsonNode> after) {
    Map<String, JsonNode> changed = new LinkedHashMap<>();
    after.forEach(
        (field, answer) -> {
          if (!answer.equals(before.get(field))) changed.put(field, was(before, field));
        });
    before.keySet().stream()
        .filter(field -> !after.containsKey(field))
        .forEach(field -> changed.put(field, was(before, field)));
    return new Completion(changed);
  }

  private static JsonNode was(Map<String, JsonNode> before, String field) {
    return Optional.ofNullable(before.get(field)).orElse(NullNode.getInstance());
  }

  /** In words for the citizen and the clerk, by the questions' labels. */
  Text told(ServiceDefinition definition) {
    List<Text> labels =
        definition
            .fields()
            .filter(field -> before.containsKey(field.id()))
            .map(ServiceDefinition.Field::label)
            .toList();
    return labels.isEmpty()
        ? new Text("You sent the application again, without changes.", "您已重新提交申请，未作修改。")
        : new Text("You completed the application: %s.", "您已补正：%s。").with(Text.list(labels));
  }
}
