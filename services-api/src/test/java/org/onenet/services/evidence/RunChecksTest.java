package org.onenet.services.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.onenet.services.catalogue.LoadedCatalogue;
import org.onenet.services.catalogue.ServiceDefinition;
import org.onenet.services.catalogue.ServiceDefinition.Step;
import org.onenet.services.evidence.CheckResult.Outcome;
import org.onenet.services.evidence.store.PostgresTradeNames;
import org.onenet.services.exchange.EvidenceOnFile;
import org.onenet.services.exchange.Exchange;
import org.onenet.services.platform.Database;
import org.onenet.services.platform.JsonText;
import org.onenet.services.platform.Text;
import org.onenet.services.registers.DataField;
import org.onenet.services.registers.EvidenceType;
import org.onenet.services.registers.ReadRegister;
import org.onenet.services.registers.Register;
import org.onenet.services.registers.Registers;
import org.onenet.services.registers.RegistersDatabase;
import org.onenet.services.registers.store.PostgresDemoCity;
import org.onenet.services.registers.store.ReadFromSource;
import org.onenet.services.registers.store.Sources;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every rule against the real register: it passes, it fails, or it could not be checked. */
final class RunChecksTest {
  private static final Optional<String> LINA = Optional.of("990102199203140029");
  private static final Optional<String> WANG = Optional.of("990102195506020042");
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-23T09:00:00Z"), ZoneOffset.UTC);
  private static final String MINE = UUID.randomUUID().toString();
  private static final Registers REGISTERS = new Registers(Optional.empty());

  private static RegistersDatabase city;
  private static Sources sources;
  private static Database database;
  private static ReadRegister register;
  private static TradeNames names;
  private static RunChecks checks;

  @BeforeAll
  static void open() throws Exception {
    city = new RegistersDatabase();
    database = new Database(city.url(), "onenet", "", 12);
    sources = new Sources(city.settings(400));
    PostgresDemoCity made = new PostgresDemoCity(REGISTERS, sources, city.settings(400));
    while (made.grow()) {
      // the next neighbourhood
    }
    register = new ReadFromSource(sources, made);
    names = new PostgresTradeNames(database);
    checks = new RunChecks(REGISTERS, names, CLOCK);
  }

  @AfterAll
  static void close() throws Exception {
    sources.close();
    database.close();
    city.close();
  }

  @Test
  void who_is_listed_as_deceased_is_not_alive() {
    String alive = state("resident\", \"moved-away");
    assertEquals(Outcome.PASSED, outcome(alive, LINA));
    assertEquals(Outcome.PASSED, outcome(alive, someone("moved-away")));
    assertEquals(Outcome.FAILED, outcome(alive, someone("deceased")));
  }

  @Test
  void who_moved_away_or_died_is_no_resident() {
    assertEquals(Outcome.PASSED, outcome(state("resident"), LINA));
    assertEquals(Outcome.FAILED, outcome(state("resident"), someone("moved-away")));
    assertEquals(Outcome.FAILED, outcome(state("resident"), someone("deceased")));
    assertEquals(
        new Text("Population register says: moved away.", "x").en().toLowerCase(Locale.ROOT),
        one(checks, state("resident"), someone("moved-away"), "{}")
            .detail()
            .en()
            .toLowerCase(Locale.ROOT));
  }

  @Test
  void what_is_no_day_is_told_unless_it_is_sensitive() {
    String district = "\"rule\": \"not-past\", \"item\": \"population-residence.district\"";
    CheckResult told = one(checks, district, LINA, "{}");
    assertEquals(Outcome.COULD_NOT_CHECK, told.outcome());
    assertEquals("Population register says: 河西区, which is no day.", told.detail().en());
    String category = "\"rule\": \"not-past\", \"item\": \"care.category\"";
    CheckResult hidden = one(checks, category, WANG, "{}");
    assertEquals(Outcome.COULD_NOT_CHECK, hidden.outcome());
    assertEquals("Civil affairs register says what is no day.", hidden.detail().en());
  }

  @Test
  void it_is_known_which_details_repeat_the_register() {
    for (Step step : automaticSteps()) {
      for (JsonNode rule : step.rules()) {
        String kind = rule.get("rule").asString();
        boolean number = rule.path("with").asString("").endsWith(".citizenNumber");
        assertFalse(RunChecks.repeatsRegister(rule, Outcome.COULD_NOT_CHECK), kind);
        assertEquals(
            kind.equals("register-match") ? !number : !kind.equals("trade-name-free"),
            RunChecks.repeatsRegister(rule, Outcome.FAILED),
            kind);
        assertEquals(
            !kind.equals("register-match") && !kind.equals("trade-name-free"),
            RunChecks.repeatsRegister(rule, Outcome.PASSED),
            kind);
      }
    }
  }

  /** Lin Na was born on 14 March 1992; days are those of the city, eight hours ahead. */
  @ParameterizedTest(name = "at {0} she is at least {1}: {2}")
  @CsvSource({
    "2026-11-23T09:00:00Z, 34, PASSED",
    "2026-11-23T09:00:00Z, 35, FAILED",
    "2027-03-13T15:59:59Z, 35, FAILED",
    "2027-03-13T16:00:00Z, 35, PASSED",
  })
  void an_age_is_reached_on_the_birthday_itself(Instant now, int years, Outcome outcome) {
    assertEquals(
        outcome,
        at(
            now,
            "\"rule\": \"age-at-least\", \"item\": \"population-identity.birthDate\", \"years\": "
                + years));
  }

  /** Lin Na has lived in the city since 1 June 2024. */
  @ParameterizedTest(name = "at {0} for at least {1} months: {2}")
  @CsvSource({
    "2024-11-30T15:59:59Z, 6, FAILED",
    "2024-11-30T16:00:00Z, 6, PASSED",
    "2026-11-23T09:00:00Z, 29, PASSED",
    "2026-11-23T09:00:00Z, 30, FAILED",
  })
  void months_of_residence_are_whole_months(Instant now, int months, Outcome outcome) {
    assertEquals(
        outcome,
        at(
            now,
            "\"rule\": \"months-at-least\", \"item\": \"population-residence.residentSince\","
                + " \"months\": "
                + months));
  }

  @ParameterizedTest(name = "{0} answered {1}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "population-identity.fullName|\"林娜\"|PASSED",
        "population-identity.fullName|\"林娜娜\"|FAILED",
        "population-identity.birthDate|\"1992-03-14\"|PASSED",
        "population-identity.birthDate|\"1992-03\"|PASSED",
        "population-identity.birthDate|\"1992-04\"|FAILED",
        "population-identity.birthDate|\"1992-03-15\"|FAILED",
        "population-identity.birthDate|\"1992-03-1\"|FAILED",
        "population-residence.residentSince|\"2024-06\"|PASSED",
        "population-contact.phone|\"13800138000\"|PASSED",
        "population-contact.phone|\"1380013\"|FAILED",
        "employment.employer|\"兰亭纺织有限公\"|FAILED",
        "population-identity.sex|\"female\"|PASSED",
        "population-identity.sex|true|FAILED",
        "population-identity.sex|[\"x\"]|FAILED",
      })
  void an_answer_agrees_with_the_register_whole_or_a_month_with_its_day(
      String item, String answer, Outcome outcome) {
    assertEquals(outcome, match(LINA, item, answer).outcome());
  }

  @Test
  void a_difference_tells_what_the_register_says_but_never_a_whole_citizen_number() {
    assertEquals(
        new Text("Population register says: 林娜.", "人口库登记为：林娜。"),
        match(LINA, "population-identity.fullName", "\"林\"").detail());
    Text number =
        match(LINA, "population-identity.citizenNumber", "\"11010519491231002X\"").detail();
    assertFalse(number.en().contains(LINA.get()), number.en());
    assertTrue(number.en().contains("99010•••••••••0029"), number.en());
    assertTrue(number.zh().contains("99010•••••••••0029"), number.zh());
  }

  @Test
  void what_the_register_does_not_hold_could_not_be_checked() {
    assertEquals(Outcome.COULD_NOT_CHECK, match(WANG, "employment.employer", "\"x\"").outcome());
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "\"\"", "[]"})
  void what_was_not_answered_could_not_be_checked(String nothing) {
    assertEquals(
        Outcome.COULD_NOT_CHECK, match(LINA, "population-identity.fullName", nothing).outcome());
    CheckResult name = tradeName(checks, LINA, "{\"name\": " + nothing + "}");
    assertEquals(Outcome.COULD_NOT_CHECK, name.outcome());
    assertEquals(Outcome.COULD_NOT_CHECK, tradeName(checks, LINA, "{}").outcome());
  }

  @Test
  void a_trade_name_is_free_unless_another_application_holds_it() {
    names.claim("晨光早点", UUID.randomUUID().toString());
    names.claim("暮色夜宵", MINE);
    assertEquals(Outcome.PASSED, tradeName(checks, LINA, "{\"name\": \"午后茶点\"}").outcome());
    assertEquals(Outcome.PASSED, tradeName(checks, LINA, "{\"name\": \"暮色夜宵\"}").outcome());
    assertEquals(Outcome.FAILED, tradeName(checks, LINA, "{\"name\": \"晨光早点\"}").outcome());
  }

  @Test
  void a_rule_that_nobody_knows_could_not_be_checked() {
    assertEquals(
        Outcome.COULD_NOT_CHECK,
        outcome("\"rule\": \"wears-a-hat\", \"item\": \"population-status.state\"", LINA));
  }

  @Test
  void of_a_person_unknown_to_the_register_only_the_trade_name_is_checked() {
    for (Optional<String> nobody : List.of(Optional.<String>empty(), Optional.of("none"))) {
      for (Step step : automaticSteps()) {
        for (CheckResult result : run(checks, step, nobody, "{\"tradeName\": \"无名小店\"}")) {
          assertEquals(
              result.id().equals("name-free") ? Outcome.PASSED : Outcome.COULD_NOT_CHECK,
              result.outcome(),
              result.toString());
        }
      }
    }
  }

  /** Of the demonstration's own: her care certificate holds until 9 March 2031. */
  @ParameterizedTest
  @CsvSource({
    "2031-03-09T15:59:59Z, PASSED",
    "2031-03-09T16:00:00Z, FAILED",
  })
  void a_day_that_is_today_is_not_past(Instant now, Outcome outcome) {
    RunChecks then = new RunChecks(REGISTERS, names, Clock.fixed(now, ZoneOffset.UTC));
    String rule = "\"rule\": \"not-past\", \"item\": \"care.validUntil\"";
    assertEquals(outcome, one(then, rule, WANG, "{}").outcome());
  }

  @Test
  void what_was_not_asked_or_not_answered_is_told_apart() {
    for (Step step : automaticSteps()) {
      for (boolean asked : List.of(true, false)) {
        EvidenceOnFile evidence =
            new EvidenceOnFile(
                asked ? exchanges(LINA, Exchange.State.UNAVAILABLE) : List.of(), CLOCK.instant());
        for (CheckResult result :
            checks.run(step, evidence, members("{\"tradeName\": \"无名小店\"}"), MINE)) {
          if (result.id().equals("name-free")) continue;
          assertEquals(Outcome.COULD_NOT_CHECK, result.outcome(), result.toString());
          String expected = asked ? "did not answer yet." : "did not agree that it is asked.";
          assertTrue(result.detail().en().endsWith(expected), result.detail().en());
        }
      }
    }
  }

  @Test
  void each_shipped_rule_passes_for_the_person_it_is_meant_for() {
    for (ServiceDefinition definition : new LoadedCatalogue(Optional.empty()).all()) {
      Step step = definition.steps().getFirst();
      Optional<String> person = definition.identifier().startsWith("degree") ? LINA : WANG;
      EvidenceOnFile evidence = evidence(person);
      Map<String, Object> told = new HashMap<>(Map.of("tradeName", "淑英小铺"));
      definition
          .fields()
          .filter(field -> field.prefill().isPresent() && !told.containsKey(field.id()))
          .forEach(
              field ->
                  evidence
                      .value(field.prefill().orElseThrow())
                      .ifPresent(value -> told.put(field.id(), value)));
      List<CheckResult> results = run(checks, step, person, JsonText.of(told));
      assertEquals(step.rules().size(), results.size());
      for (CheckResult result : results) {
        assertEquals(Outcome.PASSED, result.outcome(), result.toString());
        assertFalse(result.name().zh().isBlank() || result.detail().zh().isBlank());
      }
    }
  }

  @Test
  void the_rules_of_the_schema_are_those_tested_here() throws Exception {
    TreeSet<String> rules = new TreeSet<>();
    try (var in = LoadedCatalogue.class.getResourceAsStream("/schemas/service-definition-1.json")) {
      JsonMapper.shared()
          .readTree(in.readAllBytes())
          .at("/$defs/step/properties/rules/items/properties/rule/enum")
          .forEach(rule -> rules.add(rule.asString()));
    }
    assertEquals(
        new TreeSet<>(
            List.of(
                "evidence-is",
                "age-at-least",
                "months-at-least",
                "not-past",
                "register-match",
                "trade-name-free")),
        rules);
  }

  private static List<Step> automaticSteps() {
    return new LoadedCatalogue(Optional.empty())
        .all().stream().map(definition -> definition.steps().getFirst()).toList();
  }

  private static Optional<String> someone(String state) {
    try {
      return Optional.of(
          city.asked(
              "population_register",
              "SELECT citizen_number FROM person WHERE state = '" + state + "' LIMIT 1"));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String state(String in) {
    return "\"rule\": \"evidence-is\", \"item\": \"population-status.state\", \"in\": [\""
        + in
        + "\"]";
  }

  private static Outcome outcome(String rule, Optional<String> citizen) {
    return one(checks, rule, citizen, "{}").outcome();
  }

  private static Outcome at(Instant now, String rule) {
    RunChecks then = new RunChecks(REGISTERS, names, Clock.fixed(now, ZoneOffset.UTC));
    return one(then, rule, LINA, "{}").outcome();
  }

  private static CheckResult match(Optional<String> citizen, String item, String answer) {
    String rule = "\"rule\": \"register-match\", \"field\": \"asked\", \"with\": \"" + item + '"';
    return one(checks, rule, citizen, "{\"asked\": " + answer + "}");
  }

  private static CheckResult tradeName(RunChecks by, Optional<String> citizen, String answers) {
    return one(by, "\"rule\": \"trade-name-free\", \"field\": \"name\"", citizen, answers);
  }

  private static CheckResult one(
      RunChecks by, String rule, Optional<String> citizen, String answers) {
    JsonNode document =
        JsonMapper.shared()
            .readTree("{\"id\": \"it\", \"name\": {\"en\": \"It\", \"zh\": \"它\"}, " + rule + "}");
    Step step =
        new Step(
            "checks", "automatic-checks", Text.same("x"), List.of(document), "grant", "review");
    List<CheckResult> results = run(by, step, citizen, answers);
    assertEquals(1, results.size());
    assertEquals("it", results.getFirst().id());
    assertEquals(new Text("It", "它"), results.getFirst().name());
    return results.getFirst();
  }

  private static List<CheckResult> run(
      RunChecks by, Step step, Optional<String> citizen, String answers) {
    return by.run(step, evidence(citizen), members(answers), MINE);
  }

  private static Map<String, JsonNode> members(String json) {
    Map<String, JsonNode> map = new LinkedHashMap<>();
    JsonMapper.shared()
        .readTree(json)
        .properties()
        .forEach(member -> map.put(member.getKey(), member.getValue()));
    return map;
  }

  /** All that the registers tell of somebody; of nobody, that they know nothing. */
  private static EvidenceOnFile evidence(Optional<String> citizen) {
    return new EvidenceOnFile(exchanges(citizen, Exchange.State.FETCHED), Instant.EPOCH);
  }

  private static List<Exchange> exchanges(Optional<String> citizen, Exchange.State state) {
    return REGISTERS.all().stream()
        .flatMap(
            one -> one.evidenceTypes().stream().map(type -> exchange(one, type, citizen, state)))
        .toList();
  }

  private static Exchange exchange(
      Register one, EvidenceType type, Optional<String> citizen, Exchange.State state) {
    return new Exchange(
        UUID.randomUUID(),
        UUID.randomUUID(),
        "a-service",
        one.owner(),
        one.identifier(),
        type.identifier(),
        type.fields().stream().map(DataField::name).toList(),
        "somebody",
        citizen.orElse("none"),
        Optional.empty(),
        Optional.of(Text.same("a law")),
        state,
        Optional.empty(),
        1,
        Optional.empty(),
        Optional.of(Instant.EPOCH),
        Optional.of(Instant.EPOCH.plusSeconds(1)),
        register.records(one, type, citizen.orElse("none")));
  }
}
