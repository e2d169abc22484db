package org.onenet.services.platform.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

final class JsonBodyTest {
  private static final JsonBody BODY = new JsonBody();

  public record Item(String name, int count) {}

  public record Order(
      Long version, boolean paid, List<Item> items, Map<String, JsonNode> answers) {}

  @Test
  void a_body_in_order_is_read_and_what_is_left_out_is_absent() throws IOException {
    Order order =
        read(
            "{\"paid\": true, \"items\": [{\"name\": \"茶\", \"count\": 2}], \"answers\": {\"a\": 1}}");
    assertEquals(List.of(new Item("茶", 2)), order.items());
    assertEquals(1, order.answers().get("a").asInt());
    assertEquals(null, order.version());
  }

  @ParameterizedTest(name = "{0} names {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"paid\": true, \"pay\": 1}|pay|only answers, items, paid, version",
        "{\"paid\": true, \"items\": [{\"name\": \"x\", \"count\": 1, \"price\": 3}]}|items[0].price|only count,"
            + " name",
        "{\"paid\": \"perhaps\"}|paid|documented type",
        "{\"paid\": null}|paid|documented type",
        "{\"paid\": true, \"version\": \"x\"}|version|documented type",
        "{\"paid\": true} {}|body|documented type",
        "{\"paid\": true, \"items\": {}}|items|documented type",
        "{\"paid\": true, \"items\": [{\"name\": \"x\", \"count\": 1}, {\"name\": \"y\", \"count\":"
            + " []}]}|items[1].count|documented type",
        "[]|body|documented type",
        "\"text\"|body|documented type",
        "``|body|documented type",
        "null|body|a JSON object",
      })
  void a_refusal_names_the_member_and_what_was_expected(
      String body, String field, String expected) {
    Refusal refusal = refused(body);
    assertEquals(List.of(field), refusal.errors().stream().map(Refusal.FieldError::field).toList());
    assertTrue(refusal.detail().en().startsWith(field + ": expected "), refusal.detail().en());
    assertTrue(refusal.detail().en().contains(expected), refusal.detail().en());
    assertTrue(refusal.detail().zh().startsWith(field + "：应为"), refusal.detail().zh());
  }

  @ParameterizedTest(name = "{0} at line {1}, column {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"paid\": tru}|1|10",
        "{\\n  \"paid\": true,\\n  items: []}|3|3",
        "{\\n  'paid': true}|2|3",
        "{\"paid\": true,}|1|15",
        "{\"paid\": true, \"items\": [|1|26",
        "{\"paid\": true, \"paid\": false}|1|22",
        "{\"paid\": true, \"version\": 99999999999999999999}|1|47",
        "{\"paid\": true, \"answers\": {\"a\": NaN}}|1|36",
      })
  void what_is_not_json_is_told_by_line_and_column(String body, int line, int column) {
    Refusal refusal = refused(body.replace("\\n", "\n"));
    assertEquals("body", refusal.errors().getFirst().field());
    String told = refusal.detail().en();
    assertTrue(told.contains("line " + line + ", column " + column), told);
    assertTrue(refusal.detail().zh().contains("第 " + line + " 行第 " + column + " 列"), told);
  }

  @ParameterizedTest
  @ValueSource(strings = {"secret", "true\", \"password\": \"secret"})
  void nothing_of_the_body_stands_in_the_refusal(String value) {
    Refusal refusal = refused("{\"paid\": \"" + value + "\", ");
    assertFalse(refusal.getMessage().contains("secret"), refusal.getMessage());
  }

  @Test
  void a_body_nested_without_end_or_too_long_is_refused_and_breaks_nothing() {
    refused(
        "{\"paid\": true, \"answers\": {\"a\": " + "[".repeat(5_000) + "]".repeat(5_000) + "}}");
    refused("{\"paid\": true, \"answers\": {\"a\": \"" + "x".repeat(3 << 20) + "\"}}");
    refused("{\"paid\": true, \"answers\": {\"a\": " + "9".repeat(5_000) + "}}");
  }

  @Test
  void bytes_that_are_no_utf_8_are_refused() {
    byte[] latin =
        "{\"paid\": true, \"answers\": {\"a\": \"é\"}}".getBytes(StandardCharsets.ISO_8859_1);
    Refusal refusal = assertThrows(Refusal.class, () -> read(new ByteArrayInputStream(latin)));
    assertEquals(400, refusal.status());
  }

  @Test
  void times_go_out_as_iso_8601_and_chinese_as_it_is() throws IOException {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("at", Instant.parse("2026-11-23T09:00:00Z"));
    out.put("on", LocalDate.of(2026, 11, 23));
    out.put("city", "兰亭市");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BODY.writeTo(out, Map.class, Map.class, null, null, null, bytes);
    assertEquals(
        "{\"at\":\"2026-11-23T09:00:00Z\",\"on\":\"2026-11-23\",\"city\":\"兰亭市\"}",
        bytes.toString(StandardCharsets.UTF_8));
  }

  @Test
  void texts_bytes_and_streams_are_left_to_the_server() {
    for (Class<?> raw : List.of(String.class, byte[].class, InputStream.class)) {
      assertFalse(BODY.isReadable(raw, raw, null, null));
      assertFalse(BODY.isWriteable(raw, raw, null, null));
    }
    assertTrue(BODY.isReadable(Order.class, Order.class, null, null));
    assertTrue(BODY.isWriteable(Order.class, Order.class, null, null));
  }

  private static Refusal refused(String body) {
    Refusal refusal = assertThrows(Refusal.class, () -> read(body));
    assertEquals(400, refusal.status());
    assertEquals("malformed", refusal.code());
    return refusal;
  }

  private static Order read(String body) throws IOException {
    return read(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static Order read(InputStream body) throws IOException {
    return (Order) BODY.readFrom((Class) Order.class, Order.class, null, null, null, body);
  }
}
