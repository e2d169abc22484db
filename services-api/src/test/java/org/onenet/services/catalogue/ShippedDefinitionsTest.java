package org.onenet.services.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onenet.services.catalogue.ServiceDefinition.Field;
import org.onenet.services.catalogue.ServiceDefinition.Step;
import org.onenet.services.platform.DocumentBroken;
import org.onenet.services.registers.DataField;
import org.onenet.services.registers.Registers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class ShippedDefinitionsTest {
  private static final JsonMapper JSON = JsonMapper.shared();

  @TempDir Path folder;

  @Test
  void fiveServicesAreShipped() {
    Catalogue catalogue = new LoadedCatalogue(Optional.empty());

    assertEquals(
        Set.of(
            "residence-certificate",
            "sole-trader-licence",
            "senior-citizen-card",
            "disabled-parking-permit",
            "degree-certificate"),
        catalogue.all().stream().map(ServiceDefinition::identifier).collect(Collectors.toSet()));
    assertOutput(catalogue, "residence-certificate", "ResidenceCertificate", 12);
    assertOutput(catalogue, "sole-trader-licence", "SoleTraderLicence", null);
    assertOutput(catalogue, "senior-citizen-card", "SeniorCitizenCard", 60);
    assertOutput(catalogue, "disabled-parking-permit", "DisabledParkingPermit", 12);
    assertOutput(catalogue, "degree-certificate", "DegreeCertificate", null);
    for (ServiceDefinition definition : catalogue.all()) {
      int pages = definition.form().pages().size();
      assertTrue(pages >= 2 && pages <= 5, definition.identifier() + " has " + pages + " pages");
      assertEquals(
          List.of("automatic-checks", "review", "issue"),
          definition.steps().stream().map(Step::type).toList());
      assertEquals(definition, catalogue.version(definition.identifier(), 1).orElseThrow());
      assertEquals(
          definition.identifier(), catalogue.document(definition).get("identifier").asString());
    }
  }

  @Test
  void onlyTheseAreGrantedWithoutAClerk() {
    Set<String> granted =
        Set.of("senior-citizen-card", "disabled-parking-permit", "degree-certificate");
    for (ServiceDefinition definition : new LoadedCatalogue(Optional.empty()).all()) {
      boolean atOnce = granted.contains(definition.identifier());
      assertEquals(atOnce, definition.decidedAtOnce(), definition.identifier());
      assertEquals(atOnce ? "grant" : "continue", definition.steps().getFirst().whenAllHold());
      assertEquals("review", definition.steps().getFirst().otherwise());
    }
  }

  @Test
  void whatARegisterSaysIsAmongTheOptions() {
    Registers registers = new Registers(Optional.empty());
    int compared = 0;
    for (ServiceDefinition definition : new LoadedCatalogue(Optional.empty()).all()) {
      for (Field field : definition.fields().toList()) {
        if (field.prefill().isEmpty() || field.choices().isEmpty()) continue;
        String[] item = field.prefill().get().split("\\.");
        Set<String> codes =
            registers
                .evidenceType(item[0])
                .orElseThrow()
                .field(item[1])
                .orElseThrow()
                .choices()
                .stream()
                .map(DataField.Option::value)
                .collect(Collectors.toSet());
        assertEquals(codes, values(field), definition.identifier() + ": " + field.id());
        compared++;
      }
    }
    assertTrue(compared >= 6, "compared " + compared);
  }

  @Test
  void rulesAskForFieldsOfTheForm() {
    for (ServiceDefinition definition : new LoadedCatalogue(Optional.empty()).all()) {
      for (JsonNode rule : definition.steps().getFirst().rules()) {
        if (!rule.has("field")) continue;
        Field field = definition.field(rule.get("field").asString()).orElseThrow();
        assertTrue(field.required(), definition.identifier() + ": " + field.id());
        if (rule.has("with")) {
          assertEquals(field.prefill(), Optional.of(rule.get("with").asString()));
        }
      }
    }
  }

  @Test
  void anotherInTheFolderIsServed() throws IOException {
    ObjectNode another = shipped("senior-citizen-card-1.json").put("identifier", "museum-pass");
    write("museum-pass-1.json", another);

    Catalogue catalogue = new LoadedCatalogue(Optional.of(folder));

    assertEquals(6, catalogue.all().size());
    assertEquals("museum-pass", catalogue.current("museum-pass").orElseThrow().identifier());
  }

  @Test
  void aHigherVersionInTheFolderBecomesTheCurrentOne() throws IOException {
    write("senior-2.json", shipped("senior-citizen-card-1.json").put("version", 2));

    Catalogue catalogue = new LoadedCatalogue(Optional.of(folder));

    assertEquals(5, catalogue.all().size());
    assertEquals(2, catalogue.current("senior-citizen-card").orElseThrow().version());
    assertEquals(1, catalogue.version("senior-citizen-card", 1).orElseThrow().version());
  }

  @Test
  void aTextWithoutChineseIsRefused() throws IOException {
    ObjectNode broken = shipped("senior-citizen-card-1.json");
    field(broken).withObject("label").remove("zh");

    assertRefused(broken, "/form/pages/0/sections/0/fields/0/label");
  }

  @Test
  void anEmptyTextIsRefused() throws IOException {
    ObjectNode broken = shipped("senior-citizen-card-1.json");
    broken.withObject("name").put("zh", "");

    assertRefused(broken, "/name/zh");
  }

  @Test
  void aMemberNobodyReadsIsRefused() throws IOException {
    ObjectNode broken = shipped("senior-citizen-card-1.json");
    field(broken).put("requierd", true);

    assertRefused(broken, "/form/pages/0/sections/0/fields/0");
  }

  @Test
  void aConditionMalformedFarDownIsRefused() throws IOException {
    ObjectNode broken = shipped("senior-citizen-card-1.json");
    field(broken).set("condition", JSON.readTree("{\"not\":{\"all\":[{\"field\":\"sex\"}]}}"));

    assertRefused(broken, "/form/pages/0/sections/0/fields/0/condition");
  }

  @Test
  void aRuleWithoutItsParameterIsRefused() throws IOException {
    ObjectNode broken = shipped("senior-citizen-card-1.json");
    ((ObjectNode) broken.at("/steps/0/rules/0")).remove("with");

    assertRefused(broken, "/steps/0/rules/0");
  }

  @Test
  void aChoiceWithoutOptionsIsRefused() throws IOException {
    ObjectNode broken = shipped("senior-citizen-card-1.json");
    field(broken).put("type", "radio");

    assertRefused(broken, "/form/pages/0/sections/0/fields/0");
  }

  @Test
  void aConditionOnAFieldThatIsNotThereIsRefused() throws IOException {
    ObjectNode broken = shipped("senior-citizen-card-1.json");
    field(broken).set("condition", JSON.readTree("{\"field\":\"nothing\",\"equals\":\"x\"}"));

    assertRefused(broken, "fullName asks for no field: nothing");
  }

  @Test
  void aDocumentThatProvesARequirementThatIsNotThereIsRefused() throws IOException {
    ObjectNode broken = shipped("sole-trader-licence-1.json");
    broken
        .at("/form/pages/2/sections/0/fields")
        .forEach(
            field -> {
              if (field.has("proves")) ((ObjectNode) field).put("proves", "nothing");
            });

    assertRefused(broken, "premisesProof proves no requirement: nothing");
  }

  @Test
  void nothingIsTypedForADegreeCertificate() {
    ServiceDefinition degree =
        new LoadedCatalogue(Optional.empty()).current("degree-certificate").orElseThrow();
    Set<String> typed =
        degree
            .fields()
            .filter(field -> field.prefill().isEmpty())
            .map(Field::id)
            .collect(Collectors.toSet());

    assertEquals(Set.of(), typed);
  }

  @Test
  void aPageThatTakesTheNameOfOneThatEveryFormHasIsRefused() throws IOException {
    ObjectNode broken = shipped("senior-citizen-card-1.json");
    ((ObjectNode) broken.at("/form/pages/0")).put("id", "check-your-answers");

    assertRefused(broken, "/form/pages/0/id");
  }

  @Test
  void everyShippedFieldSaysHowMuchCareItTakes() {
    Catalogue catalogue = new LoadedCatalogue(Optional.empty());
    int sensitive = 0;
    for (ServiceDefinition definition : catalogue.all()) {
      for (JsonNode page : catalogue.document(definition).at("/form/pages")) {
        for (JsonNode section : page.get("sections")) {
          for (JsonNode field : section.get("fields")) {
            assertTrue(field.has("sensitivity"), definition.identifier() + ": " + field);
            if (field.get("sensitivity").asString().equals("sensitive")) sensitive++;
          }
        }
      }
    }
    assertEquals(13, sensitive, "care, ethnic group, family, a face, five citizen numbers");
    assertEquals(
        Sensitivity.PUBLIC,
        catalogue
            .current("sole-trader-licence")
            .orElseThrow()
            .field("startDate")
            .orElseThrow()
            .sensitivity());
  }

  @Test
  void aFieldThatSaysNothingIsPersonalAndACitizenNumberSensitive() throws IOException {
    ObjectNode silent = shipped("degree-certificate-1.json").put("identifier", "silent");
    silent
        .at("/form/pages/0/sections/0/fields")
        .forEach(field -> ((ObjectNode) field).remove("sensitivity"));
    write("silent.json", silent);

    ServiceDefinition definition = load().current("silent").orElseThrow();
    for (Field field : definition.form().pages().getFirst().fields().toList()) {
      assertEquals(
          field.id().equals("citizenNumber") ? Sensitivity.SENSITIVE : Sensitivity.PERSONAL,
          field.sensitivity(),
          field.id());
    }
  }

  @Test
  void aCitizenNumberThatIsLessThanSensitiveIsRefused() throws IOException {
    ObjectNode broken = shipped("senior-citizen-card-1.json");
    ((ObjectNode) broken.at("/form/pages/0/sections/0/fields/2")).put("sensitivity", "personal");

    assertRefused(
        broken, "field citizenNumber is personal; expected sensitive, as every citizen number is");
  }

  @Test
  void aClassThatThereIsNotIsRefused() throws IOException {
    ObjectNode broken = shipped("senior-citizen-card-1.json");
    field(broken).put("sensitivity", "secret");

    assertRefused(broken, "/form/pages/0/sections/0/fields/0/sensitivity");
  }

  @Test
  void whatACertificateFillsIsAsSensitiveAsTheCertificateHasItFrom() throws IOException {
    ObjectNode broken = shipped("sole-trader-licence-1.json").put("identifier", "stall-licence");
    field(broken).put("sensitivity", "internal");
    write("stall.json", broken);

    DocumentBroken refused = assertThrows(DocumentBroken.class, this::load);
    assertEquals(
        "stall-licence: field fullName is internal; expected personal, as"
            + " ResidenceCertificate.fullName is, which fills it",
        refused.getMessage());
  }

  @Test
  void whatIsNotJsonIsRefused() throws IOException {
    Files.writeString(folder.resolve("broken.json"), "{\"identifier\": ");

    DocumentBroken refused = assertThrows(DocumentBroken.class, this::load);
    assertTrue(refused.getMessage().startsWith("broken.json is not JSON"), refused.getMessage());
  }

  private LoadedCatalogue load() {
    return new LoadedCatalogue(Optional.of(folder));
  }

  private void assertRefused(ObjectNode document, String place) throws IOException {
    write("broken.json", document);
    DocumentBroken refused = assertThrows(DocumentBroken.class, this::load);
    assertTrue(refused.getMessage().startsWith("broken.json: "), refused.getMessage());
    assertTrue(refused.getMessage().contains(place), refused.getMessage());
  }

  private static void assertOutput(
      Catalogue catalogue, String service, String credentialType, Integer months) {
    ServiceDefinition.Output output = catalogue.current(service).orElseThrow().output();
    assertEquals(credentialType, output.credentialType());
    assertEquals(months, output.validityMonths());
  }

  private static Set<String> values(Field field) {
    return field.choices().stream()
        .map(ServiceDefinition.Option::value)
        .collect(Collectors.toSet());
  }

  private static ObjectNode field(ObjectNode document) {
    return (ObjectNode) document.at("/form/pages/0/sections/0/fields/0");
  }

  private void write(String name, JsonNode document) throws IOException {
    Files.writeString(folder.resolve(name), JSON.writeValueAsString(document));
  }

  private static ObjectNode shipped(String name) throws IOException {
    try (InputStream in =
        LoadedCatalogue.class.getResourceAsStream("/service-definitions/" + name)) {
      return (ObjectNode) JSON.readTree(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }
}
