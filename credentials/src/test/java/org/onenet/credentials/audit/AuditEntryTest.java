package org.onenet.credentials.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is hashed, byte by byte. */
final class AuditEntryTest {
  private static final String BEFORE =
      "{\"account\":\"7f\",\"accountName\":\"Chen Jie 陈洁\",\"act\":\"read\","
          + "\"at\":\"2026-11-27T08:30:00.125Z\",\"case\":\"PS-1\",\"number\":12,"
          + "\"organisation\":\"public-security\",\"purpose\":\"case-work\","
          + "\"stream\":\"public-security\",\"subject\":\"PS-1\",\"version\":1,"
          + "\"what\":\"case\"}";

  @Test
  void an_entry_without_a_person_is_hashed_as_before_there_were_any() {
    AuditEntry entry = entry(Optional.empty(), List.of(), Optional.empty());
    assertEquals(BEFORE, text(entry));
    assertEquals(
        "4ac36610901ca9b4bfba6e31b7d8c5d2edb713b9af532c2d9a8de0b07134d308",
        HexFormat.of().formatHex(AuditChain.hash(AuditChain.genesis("public-security"), entry)));
    assertEquals(entry, AuditEntry.of(entry.toJson()));
  }

  @Test
  void person_items_and_reason_stand_in_what_is_hashed() {
    AuditEntry entry = entry(Optional.of("3b"), List.of("b.two", "a.one"), Optional.of("ill 生病"));
    assertEquals(
        BEFORE
            .replace("\"number\"", "\"items\":[\"b.two\",\"a.one\"],\"number\"")
            .replace("\"purpose\"", "\"person\":\"3b\",\"purpose\"")
            .replace("\"stream\"", "\"reason\":\"ill 生病\",\"stream\""),
        text(entry));
    assertEquals(entry, AuditEntry.of(entry.toJson()));
    assertEquals(entry.person(), entry.as(13).person());
  }

  @Test
  void items_that_are_no_texts_are_refused_by_name() {
    for (Object wrong : List.of(List.of(), List.of(1), "a.one")) {
      Map<String, Object> json = entry(Optional.empty(), List.of(), Optional.empty()).toJson();
      json.put("items", wrong);
      MalformedExport refused = assertThrows(MalformedExport.class, () -> AuditEntry.of(json));
      assertEquals("entry.items: expected a list of texts", refused.getMessage());
    }
  }

  private static AuditEntry entry(
      Optional<String> person, List<String> items, Optional<String> reason) {
    return new AuditEntry(
        "public-security",
        12,
        Instant.parse("2026-11-27T08:30:00.125Z"),
        "7f",
        "Chen Jie 陈洁",
        Optional.of("public-security"),
        "read",
        "case",
        "PS-1",
        "case-work",
        Optional.of("PS-1"),
        person,
        items,
        reason);
  }

  private static String text(AuditEntry entry) {
    return new String(entry.canonical(), StandardCharsets.UTF_8);
  }
}
