package org.onenet.services.registers.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.onenet.services.platform.web.Refusal;
import org.onenet.services.registers.Registers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What everybody reads of registers. That it is served, the journeys show. */
final class RegistersResourceTest {
  private static final RegistersResource RESOURCE =
      new RegistersResource(new Registers(Optional.empty()));

  @Test
  void a_register_is_told_with_owner_rhythm_contact_and_each_fields_class() {
    JsonNode population = JsonMapper.shared().valueToTree(RESOURCE.one("population-register"));
    assertEquals("公安局", population.at("/owner/name/zh").asString());
    assertEquals("CONT", population.get("accrualPeriodicity").asString());
    assertEquals(
        "population@public-security.example", population.at("/contactPoint/email").asString());
    JsonNode identity = population.at("/evidenceTypes/0");
    assertEquals("population-identity", identity.get("identifier").asString());
    assertEquals("P30D", identity.get("keptFor").asString());
    assertEquals(
        List.of("identifier", "name", "keptFor", "records", "fields"),
        List.copyOf(identity.propertyNames()));
    assertEquals("ethnicity", identity.at("/fields/5/name").asString());
    assertEquals("sensitive", identity.at("/fields/5/sensitivity").asString());
    assertEquals("female", identity.at("/fields/3/options/0/value").asString());
  }

  @Test
  void where_a_register_keeps_it_is_told_to_nobody() {
    String all = JsonMapper.shared().writeValueAsString(RESOURCE.all());
    assertFalse(
        all.contains("jdbc") || all.contains("\"source\"") || all.contains("_register."), all);
  }

  @Test
  void a_register_that_is_not_there_is_not_found() {
    assertThrows(Refusal.class, () -> RESOURCE.one("no-such-register"));
  }
}
