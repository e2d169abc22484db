package org.onenet.services.forms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.onenet.services.forms.TestForm.answers;
import static org.onenet.services.forms.TestForm.json;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.onenet.services.catalogue.ServiceDefinition;
import tools.jackson.databind.JsonNode;

final class AnswersTest {
  @ParameterizedTest
  @ValueSource(strings = {"null", "\"\"", "\" \"", "\"\\n\\t\"", "\"　\"", "[]"})
  void nothing_typed_and_nothing_chosen_is_empty(String answer) {
    assertEquals(true, Answers.isEmpty(json(answer)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"false", "0", "\"0\"", "[\"\"]", "{}"})
  void no_and_nought_are_answers(String answer) {
    assertEquals(false, Answers.isEmpty(json(answer)));
  }

  @Test
  void what_is_absent_is_empty() {
    assertEquals(true, Answers.isEmpty(null));
  }

  @Test
  void an_id_that_the_form_does_not_have_is_found() {
    ServiceDefinition form = TestForm.of(TestForm.required("text"));
    assertEquals(Optional.empty(), Answers.unknown(form, Map.of()));
    assertEquals(Optional.empty(), Answers.unknown(form, answers("{\"answer\": 1}")));
    assertEquals(
        Optional.of("anwser"), Answers.unknown(form, answers("{\"answer\": 1, \"anwser\": 1}")));
    assertEquals(Optional.of("Answer"), Answers.unknown(form, answers("{\"Answer\": null}")));
  }

  @ParameterizedTest(name = "{0}: {1} is kept as {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "text|\"  Lin Na \"|\"Lin Na\"",
        "text|\"　林娜　\"|\"林娜\"",
        "text|\"ＡＢＣ１２\"|\"ＡＢＣ１２\"",
        "text|\"a\\u0000b\"|\"ab\"",
        "textarea|\"one\\ntwo\\n\"|\"one\\ntwo\"",
        "phone|\"１３８００１３８０００\"|\"13800138000\"",
        "email|\"name＠example．com\"|\"name@example.com\"",
        "date|\" ２０２６-11-23\"|\"2026-11-23\"",
        "month|\"2024-０６\"|\"2024-06\"",
        "citizen-number|\"11010519491231002x\"|\"11010519491231002X\"",
        "citizen-number|\"１１０１０５１９４９１２３１００２ｘ\"|\"11010519491231002X\"",
        "number|2.50|2.50",
        "number|\"2\"|\"2\"",
        "checkbox|false|false",
        "checkboxes|[\" red\"]|[\" red\"]",
        "radio|\"red \"|\"red\"",
      })
  void an_answer_is_kept_as_it_was_meant(String type, String typed, String kept) {
    ServiceDefinition form = TestForm.of(TestForm.required(type));
    assertEquals(
        answers("{\"answer\": " + kept + "}"),
        Answers.tidy(form, answers("{\"answer\": " + typed + "}")));
  }

  @Test
  void what_is_taken_back_is_not_kept() {
    ServiceDefinition form = TestForm.of(TestForm.required("text"));
    Map<String, JsonNode> answers = new HashMap<>(answers("{\"answer\": null}"));
    assertEquals(Map.of(), Answers.tidy(form, answers));
    answers.put("answer", null);
    assertEquals(Map.of(), Answers.tidy(form, answers));
  }

  @Test
  void documents_are_told_by_the_store_and_never_by_the_sender() {
    ServiceDefinition form = TestForm.of(TestForm.required("file"));
    assertEquals(Map.of(), Answers.tidy(form, answers("{\"answer\": [{\"id\": \"x\"}]}")));
  }

  /** PostgreSQL's jsonb cannot hold it: kept, it would break the draft. */
  @Test
  void a_list_with_the_one_character_that_no_database_keeps_is_dropped() {
    ServiceDefinition form = TestForm.of(TestForm.required("checkboxes"));
    assertEquals(Map.of(), Answers.tidy(form, answers("{\"answer\": [\"a\\u0000\"]}")));
  }
}
