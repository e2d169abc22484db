package org.onenet.services.forms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.onenet.services.forms.TestForm.json;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.onenet.services.catalogue.ServiceDefinition.Field;
import org.onenet.services.platform.Text;
import tools.jackson.databind.JsonNode;

final class DisplayAnswerTest {
  @ParameterizedTest(name = "{0} {1}: {2} / {3}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "text|\"桂花巷12号\"|桂花巷12号|桂花巷12号",
        "textarea|\"100% ok\"|100% ok|100% ok",
        "phone|\"13800138000\"|13800138000|13800138000",
        "email|\"name@example.com\"|name@example.com|name@example.com",
        "citizen-number|\"11010519491231002X\"|11010519491231002X|11010519491231002X",
        "date|\"2026-01-03\"|3 January 2026|2026年1月3日",
        "date|\"soon\"|soon|soon",
        "month|\"2024-06\"|June 2024|2024年6月",
        "month|\"2024\"|2024|2024",
        "number|5000|5,000|5,000",
        "number|12.5|12.5|12.5",
        "number|2.0|2|2",
        "number|0.0001|0.0001|0.0001",
        "number|-3|-3|-3",
        "number|12345678901234567890|12,345,678,901,234,567,890|12,345,678,901,234,567,890",
        "money|50000|CNY 50,000|50,000 元",
        "money|0.5|CNY 0.5|0.5 元",
        "money|1234567.89|CNY 1,234,567.89|1,234,567.89 元",
        "select|\"red\"|Red|红",
        "radio|\"blue\"|Blue|蓝",
        "radio|\"gone\"|gone|gone",
        "checkboxes|[\"red\"]|Red|红",
        "checkboxes|[\"red\", \"blue\", \"gone\"]|Red, Blue, gone|红、蓝、gone",
        "checkbox|true|Yes|是",
        "checkbox|false|No|否",
        "file|[{\"id\": \"x\"}]|1 document|1 份文件",
        "file|[{\"id\": \"x\"}, {\"id\": \"y\"}]|2 documents|2 份文件",
      })
  void an_answer_reads_in_both_languages(String type, String answer, String en, String zh) {
    assertEquals(new Text(en, zh), shown(type, json(answer)));
  }

  @Test
  void what_is_not_answered_says_so_whatever_its_type() {
    for (String type : new String[] {"text", "number", "money", "date", "checkboxes", "file"}) {
      assertEquals(new Text("not answered", "未填写"), shown(type, null), type);
      assertEquals(new Text("not answered", "未填写"), shown(type, json("null")), type);
    }
  }

  @Test
  void a_claim_reads_as_its_type_says() {
    assertEquals(
        new Text("29 February 2024", "2024年2月29日"), DisplayAnswer.value("date", "2024-02-29"));
    assertEquals(new Text("June 2024", "2024年6月"), DisplayAnswer.value("month", "2024-06"));
    assertEquals(Text.same("2024-06"), DisplayAnswer.value("text", "2024-06"));
  }

  private static Text shown(String type, JsonNode answer) {
    Field field = TestForm.of(TestForm.required(type)).field("answer").orElseThrow();
    return DisplayAnswer.of(field, answer);
  }
}
