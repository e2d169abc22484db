package org.onenet.services.forms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.onenet.services.forms.TestForm.answers;
import static org.onenet.services.forms.TestForm.json;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.onenet.services.catalogue.ServiceDefinition;
import org.onenet.services.catalogue.ServiceDefinition.Field;
import org.onenet.services.catalogue.ServiceDefinition.Page;

final class ConditionsTest {
  private static final String A_IS_X = "{\"field\": \"a\", \"equals\": \"x\"}";
  private static final String B_IS_Y = "{\"field\": \"b\", \"equals\": \"y\"}";
  private static final String FULL = "{\"a\": \"x\", \"b\": \"y\"}";
  private static final String HALF = "{\"a\": \"x\", \"b\": \"n\"}";
  private static final String NONE = "{\"a\": \"n\", \"b\": \"n\"}";

  @Test
  void no_condition_always_holds() {
    assertTrue(Conditions.holds(null, Map.of()));
    assertTrue(Conditions.holds(json("null"), Map.of()));
    assertTrue(Conditions.holds(json("{}").path("condition"), Map.of()));
  }

  @ParameterizedTest(name = "equals {0}, answered {1}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"x\"|\"x\"|true",
        "\"x\"|\"X\"|false",
        "\"x\"|\"\"|false",
        "\"x\"|null|false",
        "\"x\"|[\"x\"]|false",
        "true|true|true",
        "true|false|false",
        "false|false|true",
        "true|\"true\"|false",
        "2|2|true",
        "2|2.0|true",
        "2.50|2.5|true",
        "2|3|false",
        "2|\"2\"|false",
        "2|1e400|false",
      })
  void equals_holds_for_the_same_value_of_the_same_kind(
      String wanted, String answer, boolean holds) {
    assertEquals(
        holds, holds("{\"field\": \"a\", \"equals\": " + wanted + "}", "{\"a\": " + answer + "}"));
    assertEquals(
        holds,
        holds(
            "{\"field\": \"a\", \"in\": [\"other\", " + wanted + "]}", "{\"a\": " + answer + "}"));
  }

  @Test
  void in_holds_for_each_of_its_values_and_no_other() {
    String condition = "{\"field\": \"a\", \"in\": [\"x\", \"y\"]}";
    assertEquals(
        List.of(true, true, false, false),
        List.of(
            holds(condition, "{\"a\": \"x\"}"),
            holds(condition, "{\"a\": \"y\"}"),
            holds(condition, "{\"a\": \"z\"}"),
            holds(condition, "{}")));
  }

  @Test
  void all_any_and_not_are_what_their_names_say() {
    assertEquals(
        List.of(true, false, false), overall("{\"all\": [" + A_IS_X + "," + B_IS_Y + "]}"));
    assertEquals(List.of(true, true, false), overall("{\"any\": [" + A_IS_X + "," + B_IS_Y + "]}"));
    assertEquals(List.of(false, false, true), overall("{\"not\": " + A_IS_X + "}"));
    assertEquals(
        List.of(false, true, true),
        overall("{\"not\": {\"all\": [{\"any\": [" + A_IS_X + "]}, " + B_IS_Y + "]}}"));
  }

  @Test
  void what_is_not_answered_equals_nothing_and_so_its_negation_holds() {
    assertEquals(false, holds(A_IS_X, "{}"));
    assertEquals(true, holds("{\"not\": " + A_IS_X + "}", "{}"));
  }

  @Test
  void answers_lead_through_pages_and_fields_in_the_order_of_the_form() {
    ServiceDefinition form =
        TestForm.pages(
            TestForm.page(
                "first",
                null,
                TestForm.field("a", "text", true),
                TestForm.field("b", "text", true, "\"condition\": " + A_IS_X)),
            TestForm.page("second", B_IS_Y, TestForm.field("c", "text", true)),
            TestForm.page("last", null, TestForm.field("d", "text", true)));
    assertEquals(List.of("a", "d"), asked(form, "{}"));
    assertEquals(List.of("a", "b", "d"), asked(form, HALF));
    assertEquals(List.of("a", "b", "c", "d"), asked(form, FULL));
    assertEquals(
        List.of("first", "last"),
        Conditions.pages(form, answers(HALF)).stream().map(Page::id).toList());
    assertEquals(
        List.of("a"),
        Conditions.asked(form.form().pages().getFirst(), answers(NONE)).stream()
            .map(Field::id)
            .toList());
  }

  /** Whether it holds for answers that fulfil both conditions, one of them, none. */
  private static List<Boolean> overall(String condition) {
    return List.of(holds(condition, FULL), holds(condition, HALF), holds(condition, NONE));
  }

  private static boolean holds(String condition, String answers) {
    return Conditions.holds(json(condition), answers(answers));
  }

  private static List<String> asked(ServiceDefinition form, String answers) {
    return Conditions.asked(form, answers(answers)).stream().map(Field::id).toList();
  }
}
