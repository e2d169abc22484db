package org.onenet.services.platform.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.onenet.identity.rest.NotSignedIn;
import org.onenet.services.platform.DatabaseAway;
import org.onenet.services.platform.Language;
import org.onenet.services.platform.Text;
import tools.jackson.databind.JsonNode;

final class ProblemsTest {
  @Test
  void a_refusal_is_written_as_rfc_9457_in_the_language_asked_for() {
    Refusal refusal = Refusal.malformed("page", "a page of the form", "表单中的页面");
    assertEquals(
        Json.MAPPER.readTree(
            """
            {"type": "https://onenet.example/problems/malformed",
             "title": "The request cannot be read", "status": 400, "code": "malformed",
             "detail": "page: expected a page of the form",
             "errors": [{"field": "page", "code": "malformed",
                         "message": "page: expected a page of the form"}]}
            """),
        wire(refusal, Language.EN));
    JsonNode zh = wire(refusal, Language.ZH);
    assertEquals("无法读取请求", zh.get("title").asString());
    assertEquals("page：应为表单中的页面", zh.get("detail").asString());
    assertEquals("page：应为表单中的页面", zh.at("/errors/0/message").asString());
  }

  @Test
  void several_fields_are_told_at_once_in_their_order() {
    JsonNode problem =
        wire(
            Refusal.invalid(
                "invalid-answers",
                new Text("Look again.", "请修改。"),
                List.of(
                    new Refusal.FieldError("b", "required", new Text("Enter: B.", "请填写：乙。")),
                    new Refusal.FieldError("a", "taken", new Text("Taken.", "已占用。")))),
            Language.ZH);
    assertEquals(422, problem.get("status").asInt());
    assertEquals(
        List.of("b required 请填写：乙。", "a taken 已占用。"),
        problem.get("errors").valueStream().map(ProblemsTest::line).toList());
  }

  @Test
  void further_members_stand_beside_and_without_fields_there_is_no_list_of_them() {
    JsonNode problem =
        wire(Refusal.of(409, "stale-version", Text.same("x"), Map.of("current", 7L)), Language.EN);
    assertEquals(7, problem.get("current").asInt());
    assertFalse(problem.has("errors"));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 405, 409, 413, 415, 422, 429, 503, 500, 418})
  void each_status_has_its_title_in_both_languages(int status) {
    Refusal refusal = Refusal.of(status, "x", Text.same("x"));
    String en = wire(refusal, Language.EN).get("title").asString();
    String zh = wire(refusal, Language.ZH).get("title").asString();
    assertTrue(en.matches("[A-Z][A-Za-z ]+"), en);
    assertTrue(zh.matches("\\p{IsHan}+"), zh);
    boolean known = status != 500 && status != 418;
    String other = wire(Refusal.of(500, "x", Text.same("x")), Language.EN).get("title").asString();
    if (known) assertNotEquals(other, en);
    else assertEquals(other, en);
  }

  @Test
  void what_a_door_refuses_goes_out_as_it_is() {
    Refusal refusal = Refusal.notFound();
    assertEquals(refusal, ProblemMappers.refusal(refusal));
  }

  @Test
  void what_is_away_is_unavailable_and_nothing_was_lost() {
    Refusal away = ProblemMappers.refusal(new DatabaseAway(new IllegalStateException("10.0.0.9")));
    assertEquals(503, away.status());
    assertEquals("unavailable", away.code());
    assertTrue(away.detail().en().contains("Nothing was lost"));
    assertFalse(wire(away, Language.EN).toString().contains("10.0.0.9"));
  }

  @Test
  void who_is_not_signed_in_is_asked_for_a_token() {
    Refusal refusal = ProblemMappers.refusal(new NotSignedIn());
    assertEquals(401, refusal.status());
    assertEquals("not-signed-in", refusal.code());
  }

  @Test
  void of_what_broke_only_an_id_goes_out_and_the_log_finds_the_cause_by_it() {
    List<LogRecord> logged = new ArrayList<>();
    Handler handler = keeping(logged);
    Logger log = Logger.getLogger(ProblemMappers.class.getName());
    log.addHandler(handler);
    log.setUseParentHandlers(false);
    RuntimeException cause = new IllegalStateException("SELECT secret FROM person");
    JsonNode problem;
    try {
      problem = wire(ProblemMappers.refusal(cause), Language.EN);
    } finally {
      log.removeHandler(handler);
      log.setUseParentHandlers(true);
    }
    assertEquals(500, problem.get("status").asInt());
    assertEquals("broken", problem.get("code").asString());
    assertFalse(problem.toString().contains("secret"), problem.toString());
    assertEquals(1, logged.size());
    assertEquals(cause, logged.getFirst().getThrown());
    String id = problem.get("correlationId").asString();
    assertTrue(logged.getFirst().getMessage().contains(id), logged.getFirst().getMessage());
  }

  private static Handler keeping(List<LogRecord> logged) {
    return new Handler() {
      @Override
      public void publish(LogRecord entry) {
        logged.add(entry);
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }

  private static String line(JsonNode error) {
    return error.get("field").asString()
        + " "
        + error.get("code").asString()
        + " "
        + error.get("message").asString();
  }

  private static JsonNode wire(Refusal refusal, Language language) {
    return Json.MAPPER.readTree(Json.bytes(Problems.document(refusal, language)));
  }
}
