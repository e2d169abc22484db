package org.onenet.services.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onenet.services.catalogue.LoadedCatalogue;
import org.onenet.services.platform.DocumentBroken;
import org.onenet.services.registers.Registers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A form takes no less care of a value than the register that fills it; or nothing starts. */
final class ResolveEvidenceTest {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String SENIOR = "/service-definitions/senior-citizen-card-1.json";

  @TempDir private Path folder;
  private Path definitions;
  private Path registers;

  @BeforeEach
  void folders() throws IOException {
    definitions = Files.createDirectory(folder.resolve("definitions"));
    registers = Files.createDirectory(folder.resolve("registers"));
  }

  @Test
  void what_is_shipped_starts() {
    start();
  }

  @Test
  void a_field_that_is_less_sensitive_than_the_register_stops_the_start_by_name()
      throws IOException {
    ObjectNode museum = (ObjectNode) shipped(SENIOR);
    museum.put("identifier", "museum-pass");
    field(museum, "ethnicity").put("sensitivity", "personal");
    write(definitions.resolve("museum-pass.json"), museum);

    assertEquals(
        "museum-pass version 1: field ethnicity is personal; expected sensitive, as"
            + " population-identity.ethnicity is, which fills it",
        refused());
  }

  @Test
  void so_does_one_that_says_nothing_and_one_of_a_version_that_only_old_cases_are_on()
      throws IOException {
    ObjectNode old = (ObjectNode) shipped(SENIOR);
    old.put("identifier", "museum-pass");
    field(old, "ethnicity").remove("sensitivity");
    write(definitions.resolve("museum-pass-1.json"), old);
    ObjectNode now = (ObjectNode) shipped(SENIOR);
    now.put("identifier", "museum-pass").put("version", 2);
    write(definitions.resolve("museum-pass-2.json"), now);

    assertEquals(
        "museum-pass version 1: field ethnicity is personal; expected sensitive, as"
            + " population-identity.ethnicity is, which fills it",
        refused());
  }

  @Test
  void a_field_may_take_more_care_than_the_register() throws IOException {
    ObjectNode museum = (ObjectNode) shipped(SENIOR);
    museum.put("identifier", "museum-pass");
    field(museum, "fullName").put("sensitivity", "sensitive");
    write(definitions.resolve("museum-pass.json"), museum);
    start();
  }

  @Test
  void a_register_that_becomes_stricter_stops_the_forms_that_are_not() throws IOException {
    JsonNode register = shipped("/registers/population-register.json");
    for (JsonNode type : register.get("evidenceTypes")) {
      for (JsonNode field : type.get("fields")) {
        if (field.get("name").asString().equals("phone")) {
          ((ObjectNode) field).put("sensitivity", "sensitive");
        }
      }
    }
    write(registers.resolve("population-register.json"), register);

    String told = refused();
    for (String form : new String[] {"residence-certificate", "senior-citizen-card"}) {
      assertEquals(true, told.contains(form + " version 1: field phone is personal"), told);
    }
  }

  private void start() {
    new ResolveEvidence(
        new LoadedCatalogue(Optional.of(definitions)), new Registers(Optional.of(registers)));
  }

  private String refused() {
    return assertThrows(DocumentBroken.class, this::start).getMessage();
  }

  private static ObjectNode field(JsonNode document, String id) {
    for (JsonNode page : document.at("/form/pages")) {
      for (JsonNode section : page.get("sections")) {
        for (JsonNode field : section.get("fields")) {
          if (field.get("id").asString().equals(id)) return (ObjectNode) field;
        }
      }
    }
    throw new AssertionError("no field " + id);
  }

  private static void write(Path file, JsonNode document) throws IOException {
    Files.writeString(file, JSON.writeValueAsString(document));
  }

  private static JsonNode shipped(String name) throws IOException {
    try (InputStream in = ResolveEvidence.class.getResourceAsStream(name)) {
      return JSON.readTree(in.readAllBytes());
    }
  }
}
