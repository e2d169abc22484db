package org.onenet.portal.api;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A service definition, as far as the portal renders it. See {@code service-definition-1.json}. */
public record Definition(
    String identifier, int version, Text name, Text description, Named authority, Form form) {

  /** An id with the name to show. */
  public record Named(String id, Text name) {}

  public record Form(List<Page> pages) {}

  public record Page(
      String id, Text title, Text intro, JsonNode condition, List<Section> sections) {
    public List<Field> fields() {
      return sections.stream().flatMap(s -> s.fields().stream()).toList();
    }
  }

  public record Section(String id, Text title, List<Field> fields) {}

  public record Field(
      String id,
      String type,
      Text label,
      Text help,
      boolean required,
      JsonNode condition,
      String prefillFrom,
      String presentFrom,
      boolean readOnlyWhenFetched,
      List<Option> options,
      JsonNode validation,
      List<String> accept,
      Integer maxFiles) {}

  public record Option(String value, Text label) {}

  /** The pages that apply to these answers, in order. */
  public List<Page> pagesFor(Map<String, JsonNode> answers) {
    return form.pages().stream().filter(p -> holds(p.condition(), answers)).toList();
  }

  /** Whether a condition holds; no condition always does. */
  public static boolean holds(JsonNode condition, Map<String, JsonNode> answers) {
    if (condition == null || condition.isNull() || condition.isMissingNode()) {
      return true;
    }
    if (condition.has("all")) {
      return condition.get("all").valueStream().allMatch(c -> holds(c, answers));
    }
    if (condition.has("any")) {
      return condition.get("any").valueStream().anyMatch(c -> holds(c, answers));
    }
    if (condition.has("not")) {
      return !holds(condition.get("not"), answers);
    }
    JsonNode answer = answers.get(condition.path("field").asString(""));
    if (answer == null) {
      return false;
    }
    return condition.has("in")
        ? condition.get("in").valueStream().anyMatch(one -> same(one, answer))
        : same(condition.get("equals"), answer);
  }

  /** Numbers by their value, as the API compares them: typed 2 is the definition's 2. */
  private static boolean same(JsonNode wanted, JsonNode answer) {
    return wanted.isNumber() && answer.isNumber()
        ? wanted.decimalValue().compareTo(answer.decimalValue()) == 0
        : wanted.equals(answer);
  }
}
