package org.onenet.services.forms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.onenet.services.forms.TestForm.answers;
import static org.onenet.services.forms.TestForm.json;
import static org.onenet.services.forms.TestForm.optional;
import static org.onenet.services.forms.TestForm.required;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.onenet.services.catalogue.LoadedCatalogue;
import org.onenet.services.catalogue.ServiceDefinition;
import org.onenet.services.platform.Text;
import tools.jackson.databind.JsonNode;

final class CheckAnswersTest {
  /** In the city it is the 24th already. */
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-23T17:00:00Z"), ZoneOffset.UTC);

  private static final CheckAnswers CHECK =
      new CheckAnswers(CLOCK, (name, value, application) -> fail("nothing asks for " + name));

  /** For each type of field an answer that is right, and one of each JSON kind that is not. */
  private static final Map<String, Sample> SAMPLES =
      Map.ofEntries(
          Map.entry("text", text("桂花巷12号")),
          Map.entry("textarea", text("first line\nsecond line")),
          Map.entry("date", text("2026-11-23")),
          Map.entry("month", text("2024-06")),
          Map.entry("number", new Sample("12.5", List.of("\"12\"", "true", "[12]", "{\"n\": 12}"))),
          Map.entry("money", new Sample("50000", List.of("\"50000\"", "false", "[1]", "{}"))),
          Map.entry("select", text("red")),
          Map.entry("radio", text("blue")),
          Map.entry("checkbox", new Sample("true", List.of("\"true\"", "1", "[true]", "{}"))),
          Map.entry(
              "checkboxes",
              new Sample(
                  "[\"red\", \"blue\"]",
                  List.of("\"red\"", "true", "{}", "[1]", "[{}]", "[[\"red\"]]", "[null]"))),
          Map.entry("phone", text("138 0013 8000")),
          Map.entry("email", text("name@example.com")),
          Map.entry("citizen-number", text("11010519491231002X")),
          Map.entry("file", new Sample("[{\"id\": \"x\"}]", List.of("\"x\"", "1", "true", "{}"))));

  private record Sample(String right, List<String> wrongKinds) {}

  private static Sample text(String right) {
    return new Sample(
        "\"" + right.replace("\n", "\\n") + "\"", List.of("1", "true", "[\"x\"]", "{}"));
  }

  static List<String> types() throws IOException {
    try (InputStream in =
        LoadedCatalogue.class.getResourceAsStream("/schemas/service-definition-1.json")) {
      List<String> types = new ArrayList<>();
      json(new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
          .at("/$defs/field/properties/type/enum")
          .forEach(type -> types.add(type.asString()));
      return types;
    }
  }

  @Test
  void every_type_of_the_schema_has_its_sample_here() throws IOException {
    assertEquals(new TreeSet<>(types()), new TreeSet<>(SAMPLES.keySet()));
  }

  @ParameterizedTest
  @MethodSource("types")
  void a_right_answer_is_taken_whether_asked_for_or_not(String type) {
    assertEquals(List.of(), check(required(type), SAMPLES.get(type).right()));
    assertEquals(List.of(), check(optional(type), SAMPLES.get(type).right()));
  }

  @ParameterizedTest
  @MethodSource("types")
  void what_must_be_answered_and_is_not_is_named_by_its_label(String type) {
    for (String nothing : List.of("null", "\"\"", "\"  \"", "[]")) {
      AnswerError error = only(check(required(type), nothing));
      assertEquals("required", error.code(), type + " " + nothing);
      assertTrue(error.message().en().contains("The label"), error.toString());
      assertTrue(error.message().zh().contains("标签"), error.toString());
    }
    AnswerError absent = only(CHECK.form(TestForm.of(required(type)), Map.of(), "a", Set.of()));
    assertEquals("required", absent.code());
  }

  @ParameterizedTest
  @MethodSource("types")
  void what_need_not_be_answered_may_be_left_out(String type) {
    for (String nothing : List.of("null", "\"\"", "[]")) {
      assertEquals(List.of(), check(optional(type), nothing));
    }
    assertEquals(List.of(), CHECK.form(TestForm.of(optional(type)), Map.of(), "a", Set.of()));
  }

  @ParameterizedTest
  @MethodSource("types")
  void an_answer_of_another_json_kind_is_refused_and_never_breaks(String type) {
    for (String wrong : SAMPLES.get(type).wrongKinds()) {
      AnswerError error = only(check(optional(type), wrong));
      assertEquals("type", error.code(), type + " " + wrong);
    }
  }

  /** What is wrong, what is told of it: in both languages, with what was expected. */
  @ParameterizedTest(name = "{0} {1}: {2} is {3}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "text|{\"minLength\": 4}|\"abc\"|too-short|at least 4|至少填写 4",
        "text|{\"maxLength\": 4}|\"abcde\"|too-long|at most 4|最多 4",
        "text|{\"maxLength\": 4}|\"abcde\"|too-long|these are 5|现在有 5",
        "text|{\"pattern\": \"[A-Z]+\"}|\"a\"|format|form that is expected|格式不正确",
        "text|{\"pattern\": \"[A-Z]+\", \"patternMessage\": {\"en\": \"Capitals.\", \"zh\":"
            + " \"大写。\"}}|\"a\"|format|Capitals.|大写。",
        "text|{}|\"a\\u0007b\"|format|control characters|控制字符",
        "number|{\"minimum\": 2}|1.99|too-small|2 or more|不小于 2",
        "number|{\"minimum\": 2.5}|2|too-small|2.5 or more|不小于 2.5",
        "number|{\"maximum\": 5000}|5001|too-large|5000 or less|不大于 5000",
        "money|{\"minimum\": 1}|0|too-small|1 or more|不小于 1",
        "money|{\"maximum\": 100000000}|100000000.01|too-large|100000000 or less|不大于 100000000",
        "date|{}|\"23/11/2026\"|format|2026-11-23|2026-11-23",
        "date|{\"notBefore\": \"1900-01-01\"}|\"1899-12-31\"|too-early|1900-01-01|1900-01-01",
        "date|{\"notAfter\": \"2030-01-01\"}|\"2030-01-02\"|too-late|2030-01-01|2030-01-01",
        "date|{\"notAfter\": \"today\"}|\"2026-11-25\"|too-late|2026-11-24|2026-11-24",
        "date|{\"notBefore\": \"today\"}|\"2026-11-23\"|too-early|2026-11-24|2026-11-24",
        "month|{}|\"2024\"|format|2024-06|2024-06",
        "month|{\"notAfter\": \"today\"}|\"2026-12\"|too-late|2026-11|2026-11",
        "month|{\"notAfter\": \"2020-05-31\"}|\"2020-06\"|too-late|2020-05|2020-05",
        "month|{\"notBefore\": \"2020-05-15\"}|\"2020-04\"|too-early|2020-05|2020-05",
        "select|{}|\"green\"|not-an-option|answers given|给出的选项",
        "radio|{}|\"Red\"|not-an-option|answers given|给出的选项",
        "checkboxes|{}|[\"red\", \"green\"]|not-an-option|answers given|给出的选项",
        "phone|{}|\"12345\"|format|138 0013 8000|138 0013 8000",
        "email|{}|\"name\"|format|name@example.com|name@example.com",
        "citizen-number|{}|\"110105194912310021\"|format|18 characters|18 位",
        "number|{}|\"two\"|type|a number|数字",
        "checkbox|{}|\"yes\"|type|yes or no|是或否",
        "checkboxes|{}|\"red\"|type|a list of choices|选项列表",
        "file|{}|\"x\"|type|uploaded documents|已上传的文件",
        "text|{}|1|type|text|文字",
      })
  void an_error_says_in_both_languages_what_was_expected(
      String type, String validation, String answer, String code, String en, String zh) {
    AnswerError error = only(check(required(type, "\"validation\": " + validation), answer));
    assertEquals(code, error.code());
    Text told = error.message();
    assertTrue(told.en().contains(en), told.en());
    assertTrue(told.zh().contains(zh), told.zh());
    assertNotEquals(told.en(), told.zh());
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "text|{\"minLength\": 4, \"maxLength\": 4}|\"兰亭茶馆\"",
        "text|{\"maxLength\": 2}|\"𠮷𠮷\"",
        "text|{\"pattern\": \"[A-Z]+\"}|\"ABC\"",
        "number|{\"minimum\": 2, \"maximum\": 2}|2",
        "number|{\"minimum\": 2, \"maximum\": 2}|2.0",
        "money|{\"maximum\": 100000000}|100000000",
        "number|{\"minimum\": -5}|-5",
        "date|{\"notBefore\": \"2026-11-24\", \"notAfter\": \"2026-11-24\"}|\"2026-11-24\"",
        "date|{\"notBefore\": \"today\", \"notAfter\": \"today\"}|\"2026-11-24\"",
        "date|{}|\"2024-02-29\"",
        "month|{\"notBefore\": \"today\", \"notAfter\": \"today\"}|\"2026-11\"",
        "checkboxes|{}|[\"1\"]",
      })
  void a_bound_itself_is_still_right(String type, String validation, String answer) {
    assertEquals(List.of(), check(required(type, "\"validation\": " + validation), answer));
  }

  @Test
  void a_text_without_rules_has_its_longest_and_a_textarea_a_longer_one() {
    assertEquals(List.of(), check(required("text"), quoted("x".repeat(300))));
    assertEquals("too-long", only(check(required("text"), quoted("x".repeat(301)))).code());
    assertEquals(List.of(), check(required("textarea"), quoted("x".repeat(4_000))));
    assertEquals("too-long", only(check(required("textarea"), quoted("x".repeat(4_001)))).code());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-02-30",
        "2025-02-29",
        "2026-13-01",
        "2026-1-1",
        "26-11-23",
        "+12026-11-23",
        "-2026-11-23",
        "2026-11-23T00:00:00Z",
        "２０２６-11-23",
        "today"
      })
  void a_day_that_does_not_exist_is_refused(String day) {
    assertEquals("format", only(check(required("date"), quoted(day))).code());
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-13", "2026-00", "2026-1", "+12026-11", "2026-11-23", "11/2026"})
  void a_month_that_does_not_exist_is_refused(String month) {
    assertEquals("format", only(check(required("month"), quoted(month))).code());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "13800138000",
        "138 0013 8000",
        "138-0013-8000",
        "+86 13800138000",
        "86-13800138000",
        "010-62345678",
        "0571 8765432"
      })
  void a_phone_number_of_the_country_is_taken(String phone) {
    assertEquals(List.of(), check(required("phone"), quoted(phone)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1380013800",
        "138001380000",
        "12800138000",
        "138 00138 000",
        "62345678",
        "110",
        "+1 555 123 4567",
        "13800138000 ext 5",
        "138001380OO"
      })
  void another_phone_number_is_refused(String phone) {
    assertEquals("format", only(check(required("phone"), quoted(phone))).code());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name",
        "name@",
        "@example.com",
        "name@example",
        "a@b@example.com",
        "a b@c.de",
        "a@b..de"
      })
  void an_email_address_without_its_parts_is_refused(String email) {
    assertEquals("format", only(check(required("email"), quoted(email))).code());
  }

  @Test
  void a_box_that_must_be_ticked_is_not_answered_by_no() {
    assertEquals("required", only(check(required("checkbox"), "false")).code());
    assertEquals(List.of(), check(optional("checkbox"), "false"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e400", "-1e400"})
  void a_number_beyond_all_numbers_is_none(String endless) {
    assertEquals("type", only(check(required("number"), endless)).code());
  }

  @Test
  void a_number_of_four_hundred_digits_is_too_large_and_breaks_nothing() {
    String long400 = "9".repeat(400);
    String rule = "\"validation\": {\"maximum\": 5}";
    assertEquals("too-large", only(check(required("number", rule), long400)).code());
    assertEquals(List.of(), check(required("number"), long400));
  }

  @Test
  void everything_wrong_is_told_at_once_in_the_order_of_the_form() {
    ServiceDefinition form =
        TestForm.pages(
            TestForm.page("one", null, TestForm.field("name", "text", true)),
            TestForm.page(
                "two",
                null,
                TestForm.field("born", "date", true),
                TestForm.field("mail", "email", false),
                TestForm.field("right", "phone", false)));
    List<AnswerError> errors =
        CHECK.form(
            form,
            answers("{\"mail\": \"x\", \"born\": \"never\", \"right\": \"13800138000\"}"),
            "a",
            Set.of());
    assertEquals(List.of("name", "born", "mail"), errors.stream().map(AnswerError::field).toList());
    assertEquals(
        List.of("born", "mail"),
        CHECK
            .page(
                form.form().pages().get(1),
                answers("{\"mail\": \"x\", \"born\": \"never\"}"),
                "a",
                Set.of())
            .stream()
            .map(AnswerError::field)
            .toList());
  }

  @Test
  void a_field_that_a_condition_hides_is_neither_asked_nor_checked() {
    ServiceDefinition form =
        TestForm.of(
            TestForm.field("delivery", "radio", true),
            TestForm.field(
                "address",
                "text",
                true,
                "\"validation\": {\"minLength\": 4}",
                "\"condition\": {\"field\": \"delivery\", \"equals\": \"red\"}"));
    assertEquals(List.of(), CHECK.form(form, answers("{\"delivery\": \"blue\"}"), "a", Set.of()));
    assertEquals(
        List.of(),
        CHECK.form(form, answers("{\"delivery\": \"blue\", \"address\": \"x\"}"), "a", Set.of()));
    assertEquals(
        "required",
        only(CHECK.form(form, answers("{\"delivery\": \"red\"}"), "a", Set.of())).code());
    assertEquals(
        "too-short",
        only(CHECK.form(
                form, answers("{\"delivery\": \"red\", \"address\": \"x\"}"), "a", Set.of()))
            .code());
  }

  @Test
  void a_page_that_a_condition_hides_is_not_checked() {
    ServiceDefinition form =
        TestForm.pages(
            TestForm.page("one", null, TestForm.field("trade", "checkbox", false)),
            TestForm.page(
                "two",
                "{\"field\": \"trade\", \"equals\": true}",
                TestForm.field("name", "text", true)));
    assertEquals(List.of(), CHECK.form(form, answers("{\"trade\": false}"), "a", Set.of()));
    assertEquals(List.of(), CHECK.form(form, Map.of(), "a", Set.of()));
    assertEquals(
        "name", only(CHECK.form(form, answers("{\"trade\": true}"), "a", Set.of())).field());
  }

  @Test
  void a_check_by_name_is_asked_last_with_the_value_and_whose_it_is() {
    List<String> asked = new ArrayList<>();
    CheckAnswers check =
        new CheckAnswers(
            CLOCK,
            (name, value, application) -> {
              asked.add(name + " " + value + " " + application);
              return value.equals("taken")
                  ? Optional.of(new Text("Taken", "占用"))
                  : Optional.empty();
            });
    ServiceDefinition form =
        TestForm.of(
            required("text", "\"validation\": {\"minLength\": 4, \"check\": \"trade-name-free\"}"));
    assertEquals(
        "too-short", only(check.form(form, answers("{\"answer\": \"x\"}"), "a", Set.of())).code());
    assertEquals(List.of(), asked);
    AnswerError taken = only(check.form(form, answers("{\"answer\": \"taken\"}"), "a", Set.of()));
    assertEquals(new AnswerError("answer", "taken", new Text("Taken", "占用")), taken);
    assertEquals(List.of(), check.form(form, answers("{\"answer\": \"free\"}"), "a", Set.of()));
    assertEquals(List.of("trade-name-free taken a", "trade-name-free free a"), asked);
  }

  private static List<AnswerError> check(String field, String answer) {
    Map<String, JsonNode> answers = answers("{\"answer\": " + answer + "}");
    return CHECK.form(TestForm.of(field), answers, "a", Set.of());
  }

  private static AnswerError only(List<AnswerError> errors) {
    assertEquals(1, errors.size(), errors.toString());
    AnswerError error = errors.getFirst();
    assertTrue(!error.message().en().isBlank() && !error.message().zh().isBlank());
    return error;
  }

  private static String quoted(String text) {
    return "\"" + text + "\"";
  }
}
