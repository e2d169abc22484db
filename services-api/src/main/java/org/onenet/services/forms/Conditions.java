package org.onenet.services.forms;

import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.onenet.services.catalogue.ServiceDefinition;
import tools.jackson.databind.JsonNode;

/**
 * Whether a page or a field is asked, from the answers so far: {@code {"field","equals"}}, {@code
 * {"field","in"}}, {@code all}, {@code any}, {@code not}. No condition always holds.
 */
public final class Conditions {
  private Conditions() {}

  public static boolean holds(JsonNode condition, Map<String, JsonNode> answers) {
    if (condition == null || condition.isNull() || condition.isMissingNode()) return true;
    if (condition.has("all")) {
      return each(condition.get("all")).stream().allMatch(part -> holds(part, answers));
    }
    if (condition.has("any")) {
      return each(condition.get("any")).stream().anyMatch(part -> holds(part, answers));
    }
    if (condition.has("not")) return !holds(condition.get("not"), answers);
    JsonNode answer = answers.get(condition.get("field").asString());
    if (answer == null) return false;
    if (condition.has("in")) {
      return each(condition.get("in")).stream().anyMatch(one -> same(one, answer));
    }
    return same(condition.get("equals"), answer);
  }

  /** The fields that these answers lead to, page by page. */
  public static List<ServiceDefinition.Field> asked(
      ServiceDefinition definition, Map<String, JsonNode> answers) {
    return pages(definition, answers).stream()
        .flatMap(page -> asked(page, answers).stream())
        .toList();
  }

  public static List<ServiceDefinition.Page> pages(
      ServiceDefinition definition, Map<String, JsonNode> answers) {
    return definition.form().pages().stream()
        .filter(page -> holds(page.condition(), answers))
        .toList();
  }

  public static List<ServiceDefinition.Field> asked(
      ServiceDefinition.Page page, Map<String, JsonNode> answers) {
    return page.fields().filter(field -> holds(field.condition(), answers)).toList();
  }

  /** Numbers by their value: 2 and 2.0 are the same answer. */
  private static boolean same(JsonNode wanted, JsonNode answer) {
    return Answers.isFinite(wanted) && Answers.isFinite(answer)
        ? wanted.decimalValue().compareTo(answer.decimalValue()) == 0
        : wanted.equals(answer);
  }

  private static List<JsonNode> each(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).toList();
  }
}
