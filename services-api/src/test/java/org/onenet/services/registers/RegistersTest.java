package org.onenet.services.registers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.onenet.services.catalogue.Sensitivity;
import org.onenet.services.platform.DocumentBroken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Documents of registers: the six shipped ones, one of a city's own, and each way to be broken. */
final class RegistersTest {
  private static final Registers SHIPPED = new Registers(Optional.empty());

  @TempDir Path folder;

  @Test
  void the_city_has_six_registers_of_six_departments() {
    Map<String, String> owners =
        SHIPPED.all().stream().collect(Collectors.toMap(Register::identifier, Register::owner));
    assertEquals(
        Map.of(
            "population-register", "public-security",
            "social-insurance-register", "human-resources",
            "housing-register", "housing",
            "business-register", "market-regulation",
            "civil-affairs-register", "civil-affairs",
            "education-register", "education"),
        owners);
    assertTrue(SHIPPED.all().stream().allMatch(SHIPPED::isShipped));
  }

  @Test
  void an_evidence_type_is_found_by_its_name_and_so_is_who_holds_it() {
    Register education = SHIPPED.of("education-register").orElseThrow();
    assertEquals(Optional.of(education), SHIPPED.holding("degree"));
    EvidenceType degree = SHIPPED.evidenceType("degree").orElseThrow();
    assertTrue(degree.hasMany());
    assertEquals(Duration.ofDays(90), degree.lifetime());
    assertEquals("date", degree.field("awardedOn").orElseThrow().type());
    assertEquals(
        List.of("secondary", "associate", "bachelor", "master", "doctor"),
        degree.field("level").orElseThrow().choices().stream()
            .map(DataField.Option::value)
            .toList());
    assertEquals(Optional.empty(), SHIPPED.evidenceType("no-such-type"));
    assertEquals(Optional.empty(), SHIPPED.holding("no-such-type"));
    assertEquals(Optional.empty(), degree.field("noSuchField"));
  }

  @Test
  void health_and_ethnic_group_are_sensitive_and_a_firms_name_is_public() {
    assertTrue(
        SHIPPED.evidenceType("care").orElseThrow().fields().stream()
            .allMatch(field -> field.sensitivity() == Sensitivity.SENSITIVE));
    assertEquals(Sensitivity.SENSITIVE, field("population-identity", "ethnicity").sensitivity());
    assertEquals(Sensitivity.PUBLIC, field("firm", "firmName").sensitivity());
    assertEquals(Sensitivity.PERSONAL, field("population-residence", "address").sensitivity());
  }

  @Test
  void a_citys_own_document_adds_a_register() throws IOException {
    write("own.json", aRegister(own -> {}));
    Registers registers = new Registers(Optional.of(folder));
    Register library = registers.holding("reader-card").orElseThrow();
    assertEquals("library-register", library.identifier());
    assertFalse(registers.isShipped(library));
    assertEquals(7, registers.all().size());
  }

  @Test
  void a_citys_own_document_replaces_the_shipped_one_of_its_name() throws IOException {
    write(
        "own.json",
        aRegister(
            own -> {
              own.put("identifier", "population-register");
              own.put("owner", "public-security");
            }));
    Registers registers = new Registers(Optional.of(folder));
    assertEquals(6, registers.all().size());
    assertFalse(registers.isShipped(registers.of("population-register").orElseThrow()));
    assertEquals(Optional.empty(), registers.holding("population-identity"));
  }

  @Test
  void two_documents_of_a_city_must_not_tell_of_the_same_register_or_evidence() throws IOException {
    write("a.json", aRegister(own -> {}));
    write("b.json", aRegister(own -> {}));
    assertBroken("b.json", "another register is called library-register");
    write("b.json", aRegister(own -> own.put("identifier", "other-register")));
    assertBroken("other-register", "reader-card is held by library-register");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("brokenDocuments")
  void a_broken_document_stops_the_start_with_a_sentence(String says, Consumer<ObjectNode> breakIt)
      throws IOException {
    write("own.json", aRegister(breakIt));
    assertBroken("own.json", says);
  }

  static Stream<Arguments> brokenDocuments() {
    return Stream.of(
        broken("owner names no department: library", r -> r.put("owner", "library")),
        broken("'owner'", r -> r.remove("owner")),
        broken("/accrualPeriodicity", r -> r.put("accrualPeriodicity", "SOMETIMES")),
        broken("/contactPoint/email", r -> ((ObjectNode) r.get("contactPoint")).put("email", "?")),
        broken("/source/kind", r -> ((ObjectNode) r.get("source")).put("kind", "telepathy")),
        broken("/evidenceTypes/0/keptFor", r -> type(r).put("keptFor", "a month")),
        broken("/evidenceTypes/0/keptFor", r -> type(r).put("keptFor", "PT")),
        broken("/evidenceTypes/0/keptFor", r -> type(r).put("keptFor", "P1M")),
        broken("/evidenceTypes/0/records", r -> type(r).put("records", "some")),
        broken("/evidenceTypes/0/fields/0/type", r -> field(r).put("type", "picture")),
        broken("/evidenceTypes/0/fields/0/sensitivity", r -> field(r).put("sensitivity", "secret")),
        broken("'options'", r -> field(r).put("type", "code")),
        broken("/evidenceTypes/0/fields/0/label", r -> field(r).put("label", "Number")),
        broken("unknownMember", r -> r.put("unknownMember", 1)),
        broken(
            r -> type(r).withArray("fields").add(field(r).deepCopy()),
            "reader-card has two fields cardNumber"),
        broken(
            r -> field(r).put("name", "otherName"),
            "source.evidence.reader-card.fields does not say where otherName is"),
        broken(
            r -> field(r).put("name", "otherName"),
            "source.evidence.reader-card.fields names no field: cardNumber"),
        broken(
            r -> type(r).put("identifier", "other-type"),
            "source.evidence does not say where other-type is"),
        broken(
            r -> type(r).put("identifier", "other-type"),
            "source.evidence names no evidence type: reader-card"),
        broken(
            "/source/evidence/reader-card/table",
            r -> mapping(r).put("table", "card; DROP TABLE card")),
        broken("/source/evidence/reader-card/subject", r -> mapping(r).put("subject", "a\"b")),
        broken("does not say what it is ordered by", r -> mapping(r).remove("orderBy")),
        broken(
            "/source/evidence/reader-card/url",
            r -> r.set("source", rest("https://a.example/cards", "", "/number"))),
        broken(
            "/source/evidence/reader-card/url",
            r -> r.set("source", rest("ftp://a.example/{citizenNumber}", "", "/number"))),
        broken(
            "/source/evidence/reader-card/url",
            r -> r.set("source", rest("https://a{citizenNumber}.example/", "", "/number"))),
        broken(
            "/source/evidence/reader-card/records",
            r -> r.set("source", rest("https://a.example/{citizenNumber}", "items", "/number"))),
        broken(
            "/source/evidence/reader-card/fields/cardNumber",
            r -> r.set("source", rest("https://a.example/{citizenNumber}", "", "number"))),
        broken("/source/evidence/reader-card/files", r -> r.set("source", files("../cards-*.csv"))),
        broken("/source/evidence/reader-card/files", r -> r.set("source", files("cards-*.xls"))),
        broken("'url'", r -> ((ObjectNode) r.get("source")).put("kind", "rest")),
        broken("'subject'", r -> mapping(r).remove("subject")));
  }

  @Test
  void a_file_that_is_not_json_is_named() throws IOException {
    Files.writeString(folder.resolve("own.json"), "{\"identifier\":");
    assertBroken("own.json", "is not JSON");
  }

  private static Arguments broken(String says, Consumer<ObjectNode> breakIt) {
    return Arguments.of(says, breakIt);
  }

  private static Arguments broken(Consumer<ObjectNode> breakIt, String says) {
    return Arguments.of(says, breakIt);
  }

  private void assertBroken(String... says) {
    String sentence =
        assertThrows(DocumentBroken.class, () -> new Registers(Optional.of(folder))).getMessage();
    for (String part : says) assertTrue(sentence.contains(part), sentence);
  }

  private static DataField field(String type, String name) {
    return SHIPPED.evidenceType(type).orElseThrow().field(name).orElseThrow();
  }

  private static ObjectNode type(ObjectNode register) {
    return (ObjectNode) register.get("evidenceTypes").get(0);
  }

  private static ObjectNode field(ObjectNode register) {
    return (ObjectNode) ((ArrayNode) type(register).get("fields")).get(0);
  }

  private static ObjectNode mapping(ObjectNode register) {
    return (ObjectNode) register.at("/source/evidence/reader-card");
  }

  private static JsonNode rest(String url, String records, String field) {
    return JsonMapper.shared()
        .readTree(
            """
            {"kind": "rest", "evidence": {"reader-card":
              {"url": "%s", "records": "%s", "fields": {"cardNumber": "%s"}}}}"""
                .formatted(url, records, field));
  }

  private static JsonNode files(String files) {
    return JsonMapper.shared()
        .readTree(
            """
            {"kind": "files", "evidence": {"reader-card":
              {"files": "%s", "subject": "reader", "fields": {"cardNumber": "number"}}}}"""
                .formatted(files));
  }

  @Test
  void the_three_kinds_of_source_are_taken_when_they_are_in_order() throws IOException {
    for (JsonNode source :
        List.of(rest("https://a.example/{citizenNumber}", "/items", "/number"), files("c-*.csv"))) {
      write("own.json", aRegister(own -> own.set("source", source)));
      assertEquals(7, new Registers(Optional.of(folder)).all().size());
    }
  }

  private void write(String name, ObjectNode document) throws IOException {
    Files.writeString(folder.resolve(name), document.toString());
  }

  /** The library's register, in order but for what is done to it. */
  private static ObjectNode aRegister(Consumer<ObjectNode> breakIt) throws IOException {
    try (InputStream in = RegistersTest.class.getResourceAsStream("library-register.json")) {
      ObjectNode register =
          (ObjectNode)
              JsonMapper.shared().readTree(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      breakIt.accept(register);
      return register;
    }
  }
}
