package org.onenet.stack;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import tools.jackson.databind.JsonNode;

/**
 * A citizen who applies over the REST API as any other client would: reads the service definition,
 * consents to the prefill, and answers every question that is left, by its type. It knows no
 * service by name, so it can apply for one that is added tomorrow.
 */
public final class Applicant {
  private static final byte[] PAPER =
      """
      %PDF-1.4
      1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
      2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
      3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj
      trailer<</Root 1 0 R>>
      %%EOF
      """
          .getBytes(StandardCharsets.US_ASCII);

  private final ApiCaller citizen;
  private final JsonNode definition;
  private final Map<String, Object> fixed;

  /**
   * @param fixed answers to give as they are, for fields where the type alone does not tell what is
   *     sensible (a branch of a condition, say)
   */
  public Applicant(ApiCaller citizen, JsonNode definition, Map<String, Object> fixed) {
    this.citizen = citizen;
    this.definition = definition;
    this.fixed = Map.copyOf(fixed);
  }

  /** A saved draft, complete enough to submit. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  public record Draft(UUID id, long version) {}

  /** Opens a draft, has it prefilled, answers the rest, and saves. */
  public Draft draft() {
    UUID id = UUID.randomUUID();
    String path = "/applications/" + id;
    Map<String, Object> opening = new LinkedHashMap<>();
    opening.put("service", definition.get("identifier").asString());
    opening.put("answers", Map.of());
    opening.put("page", null);
    opening.put("version", null);
    citizen.put(path, opening);
    citizen.post(path + "/prefill", Map.of("consent", true)).expect(200);
    Await.until(
        () ->
            citizen
                .get(path + "/prefill")
                .expect(200)
                .json()
                .get("evidence")
                .valueStream()
                .noneMatch(one -> one.get("state").asString().equals("waiting")),
        PATIENCE,
        () -> new StackFailure("the registers did not answer for " + path));
    JsonNode view = citizen.get(path).expect(200).json();
    Map<String, Object> answers = new LinkedHashMap<>();
    view.get("answers").properties().forEach(e -> answers.put(e.getKey(), e.getValue()));
    answers.putAll(fixed);
    for (JsonNode page : definition.get("form").get("pages")) {
      if (!holds(page.get("condition"), answers)) continue;
      for (JsonNode section : page.get("sections")) {
        for (JsonNode field : section.get("fields")) {
          answer(field, answers, path);
        }
      }
    }
    long version = view.get("version").asLong();
    JsonNode saved = citizen.put(path, body(answers, version)).expect(200).json();
    return new Draft(id, saved.get("version").asLong());
  }

  /**
   * Submits a draft. Returns the API's answer: 201 the first time, 200 when it was already done.
   */
  public ApiCaller.Answer submit(Draft draft) {
    return citizen.post(
        "/applications/" + draft.id() + "/submission", Map.of("version", draft.version()));
  }

  private Map<String, Object> body(Map<String, Object> answers, long version) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("service", definition.get("identifier").asString());
    body.put("answers", answers);
    body.put("page", null);
    body.put("version", version);
    return body;
  }

  private void answer(JsonNode field, Map<String, Object> answers, String path) {
    String id = field.get("id").asString();
    if (answers.containsKey(id) || !holds(field.get("condition"), answers)) return;
    if (!field.path("required").asBoolean(false)) return;
    JsonNode validation = field.path("validation");
    Object value =
        switch (field.get("type").asString()) {
          case "date" -> {
            boolean future = "today".equals(validation.path("notBefore").asString(""));
            LocalDate today = LocalDate.now(java.time.ZoneOffset.UTC);
            yield (future ? today.plusDays(10) : today.minusYears(1)).toString();
          }
          case "month" ->
              LocalDate.now(java.time.ZoneOffset.UTC).minusYears(2).toString().substring(0, 7);
          case "number", "money" -> Math.max(10, validation.path("minimum").asInt(10));
          case "select", "radio" -> field.get("options").get(0).get("value").asString();
          case "checkboxes" -> Set.of(field.get("options").get(0).get("value").asString());
          case "checkbox" -> true;
          case "phone" -> "13800138000";
          case "email" -> "lina@example.org";
          case "citizen-number" -> "990102199203140029";
          case "file" -> Set.of(upload(path, id));
          default -> text(validation);
        };
    answers.put(id, value);
  }

  private static String text(JsonNode validation) {
    StringBuilder word = new StringBuilder(validation.has("check") ? "" : "兰亭");
    int wanted = Math.max(4, validation.path("minLength").asInt(4));
    while (word.length() < wanted) {
      word.append((char) ('一' + ThreadLocalRandom.current().nextInt(6000)));
    }
    int most = validation.path("maxLength").asInt(200);
    return word.length() > most ? word.substring(0, most) : word.toString();
  }

  private String upload(String path, String field) {
    return citizen
        .send(
            "POST",
            path + "/documents?field=" + field + "&name=paper.pdf",
            PAPER,
            Map.of("Content-Type", "application/octet-stream"))
        .expect(201)
        .json()
        .get("id")
        .asString();
  }

  /** The contract's conditions: field equals / in, all, any, not. */
  private static boolean holds(JsonNode condition, Map<String, Object> answers) {
    if (condition == null || condition.isMissingNode() || condition.isNull()) return true;
    if (condition.has("all")) return each(condition.get("all"), answers, true);
    if (condition.has("any")) return each(condition.get("any"), answers, false);
    if (condition.has("not")) return !holds(condition.get("not"), answers);
    Object value = answers.get(condition.get("field").asString());
    String actual = value instanceof JsonNode node ? node.asString() : String.valueOf(value);
    if (condition.has("in")) {
      for (JsonNode option : condition.get("in")) {
        if (option.asString().equals(actual)) return true;
      }
      return false;
    }
    return condition.get("equals").asString().equals(actual);
  }

  private static boolean each(JsonNode parts, Map<String, Object> answers, boolean all) {
    for (JsonNode part : parts) {
      if (holds(part, answers) != all) return !all;
    }
    return all;
  }
}
