package org.onenet.services.registers.city;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.time.Period;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.onenet.services.identifiers.CitizenNumber;
import org.onenet.services.identifiers.CityRegion;
import org.onenet.services.identifiers.UnifiedSocialCreditCode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The made-up city agrees with itself, and is wrong just where the list of flaws says so. */
final class GeneratedCityTest {
  private static final LocalDate AS_OF = LocalDate.of(2026, 11, 1);

  /** What the demonstration's seed makes of 4,000 people; another value is another city. */
  private static final String HASH =
      "efd5ed407b12d6a24a7e3096c3d0aa919748ab17d002e20e19454424f8833712";

  private static final GeneratedCity CITY = new GeneratedCity(GeneratedCity.SEED, 4_000);
  private static final List<Neighbourhood> PARTS =
      IntStream.range(0, CITY.neighbourhoods()).mapToObj(CITY::neighbourhood).toList();
  private static final List<Row> ROWS = PARTS.stream().flatMap(p -> p.rows().stream()).toList();
  private static final List<Flaw> FLAWS = PARTS.stream().flatMap(p -> p.flaws().stream()).toList();

  /** The city as it would be without dirt: flaws mended by their list. */
  private static final List<Row> CLEAN = mended();

  private static final Map<String, Row> PEOPLE =
      of(CityTable.PERSON)
          .collect(Collectors.toMap(row -> row.get("citizen_number"), row -> row, (a, b) -> b));

  @Test
  void the_same_seed_makes_the_same_city_and_another_makes_another() {
    assertEquals(HASH, hash(CITY));
    assertNotEquals(HASH, hash(new GeneratedCity(1, 4_000)));
    assertEquals(PARTS.get(3), GeneratedCity.of(CITY.plan()).neighbourhood(3));
  }

  @Test
  void there_are_as_many_people_as_were_asked_for_and_no_number_twice() {
    assertEquals(5, CITY.neighbourhoods());
    assertTrue(PEOPLE.size() >= 4_000 && PEOPLE.size() < 4_050, "got " + PEOPLE.size());
    assertEquals(PEOPLE.size(), of(CityTable.PERSON).count());
  }

  @Test
  void a_hundred_thousand_people_share_no_number_no_home_and_no_firm() {
    GeneratedCity large = new GeneratedCity(GeneratedCity.SEED, 100_000);
    assertEquals(101, large.neighbourhoods());
    Set<String> numbers = new HashSet<>();
    Set<String> codes = new HashSet<>();
    Set<String> names = new HashSet<>();
    Map<String, Integer> homes = new HashMap<>();
    for (int part : new int[] {1, 2, 37, 99, 100}) {
      Neighbourhood neighbourhood = large.neighbourhood(part);
      Set<String> here = new HashSet<>();
      for (Row row : neighbourhood.rows()) {
        switch (row.table()) {
          case PERSON -> here.add(row.get("citizen_number"));
          case FIRM -> {
            assertTrue(codes.add(row.get("credit_code")), row.toString());
            assertTrue(names.add(row.get("firm_name")), row.toString());
          }
          default -> {}
        }
      }
      for (String number : here) assertTrue(numbers.add(number), number);
      neighbourhood.rows().stream()
          .filter(row -> row.table() == CityTable.HOME_OWNER)
          .map(row -> row.get("address").strip())
          .distinct()
          .forEach(address -> homes.merge(address, 1, Integer::sum));
    }
    assertTrue(homes.values().stream().allMatch(times -> times == 1), "a home in two parts");
  }

  @Test
  void each_number_is_valid_and_agrees_with_birth_date_and_sex() {
    for (Row person : PEOPLE.values()) {
      String number = person.get("citizen_number");
      assertTrue(CitizenNumber.isValid(number, AS_OF), person.toString());
      assertEquals(CityRegion.CODE, number.substring(0, 6));
      assertEquals(
          day(person, "birth_date").format(DateTimeFormatter.BASIC_ISO_DATE),
          number.substring(6, 14));
      boolean odd = Character.digit(number.charAt(16), 10) % 2 == 1;
      assertEquals(odd ? "male" : "female", person.get("sex"), person.toString());
    }
  }

  @Test
  void each_fact_is_in_the_form_that_forms_take() {
    for (Row person : PEOPLE.values()) {
      assertTrue(
          person.get("address").matches("\\p{IsHan}{3}\\d{1,3}号\\d{3,4}室"), person.toString());
      assertTrue(person.get("full_name").matches("[\\p{IsHan}·]{2,}"), person.toString());
      assertTrue(
          person.get("full_name_latin").matches("[A-Za-z][A-Za-z '’.-]*"), person.toString());
      String phone = person.get("phone");
      assertTrue(phone == null || phone.matches("1[3-9]\\d{9}"), person.toString());
      assertFalse(day(person, "resident_since").isBefore(day(person, "birth_date")));
      assertFalse(day(person, "resident_since").isAfter(AS_OF), person.toString());
    }
  }

  @Test
  void who_rents_has_a_lease_of_that_home_from_its_owner() {
    Map<String, Row> leases = by(CityTable.LEASE, "tenant_number");
    Map<String, Row> deeds = by(CityTable.HOME_OWNER, "address");
    long tenants = 0;
    for (Row person : PEOPLE.values()) {
      Row lease = leases.get(person.get("citizen_number"));
      assertEquals(person.get("tenure").equals("tenant"), lease != null, person.toString());
      if (lease == null) continue;
      tenants++;
      assertEquals(person.get("address"), lease.get("address"));
      assertEquals(person.get("full_name"), lease.get("tenant_name"));
      Row deed = deeds.get(lease.get("address"));
      assertEquals(lease.get("landlord_number"), deed.get("owner_number"));
      Row landlord = PEOPLE.get(lease.get("landlord_number"));
      assertEquals(landlord.get("full_name"), lease.get("landlord_name"));
      assertEquals(landlord.get("phone"), lease.get("landlord_phone"));
      assertNotEquals(person.get("citizen_number"), lease.get("landlord_number"));
      assertFalse(day(lease, "lease_from").isBefore(day(deed, "owned_since")), lease.toString());
      assertFalse(day(lease, "lease_from").isBefore(day(person, "resident_since")));
    }
    assertTrue(tenants > 200, "only " + tenants);
  }

  @Test
  void who_owns_a_home_has_its_deed_and_who_lives_with_family_has_a_host_there() {
    Map<String, Row> deeds = by(CityTable.HOME_OWNER, "address");
    Map<String, List<Row>> homes =
        PEOPLE.values().stream().collect(Collectors.groupingBy(row -> row.get("address")));
    for (Row person : PEOPLE.values()) {
      switch (person.get("tenure")) {
        case "owner" ->
            assertEquals(
                person.get("citizen_number"), deeds.get(person.get("address")).get("owner_number"));
        case "family" -> {
          assertNotNull(person.get("host_relation"), person.toString());
          assertTrue(
              homes.get(person.get("address")).stream()
                  .anyMatch(
                      host ->
                          !host.get("tenure").equals("family")
                              && host.get("full_name").equals(person.get("host_name"))),
              person.toString());
        }
        default -> assertEquals("tenant", person.get("tenure"));
      }
    }
  }

  @Test
  void who_works_is_of_age_and_at_a_firm_that_there_is() {
    Map<String, Row> firms = by(CityTable.FIRM, "credit_code");
    List<Row> jobs = of(CityTable.EMPLOYMENT).toList();
    assertTrue(jobs.size() > 1_200, "only " + jobs.size());
    for (Row job : jobs) {
      Row firm = firms.get(job.get("employer_credit_code"));
      assertNotNull(firm, job.toString());
      assertEquals(firm.get("firm_name"), job.get("employer"));
      assertEquals("open", firm.get("state"));
      assertFalse(day(job, "employed_since").isBefore(day(firm, "founded_on")), job.toString());
      LocalDate born = day(PEOPLE.get(job.get("citizen_number")), "birth_date");
      assertTrue(Period.between(born, day(job, "employed_since")).getYears() >= 18, job.toString());
    }
  }

  @Test
  void each_firm_has_a_valid_code_and_an_owner_who_lives_here() {
    for (Row firm : of(CityTable.FIRM).toList()) {
      assertTrue(UnifiedSocialCreditCode.isValid(firm.get("credit_code")), firm.toString());
      assertEquals(firm.get("owner_name"), PEOPLE.get(firm.get("owner_number")).get("full_name"));
    }
  }

  @Test
  void who_is_married_was_of_age_to_somebody_of_the_other_sex_and_once_only() {
    Set<String> married = new HashSet<>();
    List<Row> marriages = of(CityTable.MARRIAGE).toList();
    assertTrue(marriages.size() > 700, "only " + marriages.size());
    for (Row marriage : marriages) {
      Row wife = PEOPLE.get(marriage.get("wife_number"));
      Row husband = PEOPLE.get(marriage.get("husband_number"));
      assertEquals("female", wife.get("sex"));
      assertEquals("male", husband.get("sex"));
      assertEquals(wife.get("full_name"), marriage.get("wife_name"));
      assertEquals(husband.get("full_name"), marriage.get("husband_name"));
      LocalDate on = day(marriage, "married_on");
      assertTrue(Period.between(day(wife, "birth_date"), on).getYears() >= 20, marriage.toString());
      assertTrue(
          Period.between(day(husband, "birth_date"), on).getYears() >= 22, marriage.toString());
      boolean bothLive =
          !wife.get("state").equals("deceased") && !husband.get("state").equals("deceased");
      assertEquals(marriage.get("state").equals("widowed"), !bothLive, marriage.toString());
      assertTrue(married.add(marriage.get("wife_number")), marriage.toString());
      assertTrue(married.add(marriage.get("husband_number")), marriage.toString());
    }
  }

  @Test
  void degrees_enrolments_and_care_belong_to_people_of_a_fitting_age() {
    for (Row degree : of(CityTable.DEGREE).toList()) {
      Row holder = PEOPLE.get(degree.get("citizen_number"));
      assertEquals(holder.get("full_name"), degree.get("holder_name"));
      assertTrue(
          Period.between(day(holder, "birth_date"), day(degree, "awarded_on")).getYears() >= 17);
    }
    for (Row enrolment : of(CityTable.ENROLMENT).toList()) {
      LocalDate born = day(PEOPLE.get(enrolment.get("citizen_number")), "birth_date");
      assertTrue(Period.between(born, AS_OF).getYears() < 22, enrolment.toString());
      assertTrue(Period.between(born, day(enrolment, "enrolled_on")).getYears() >= 5);
    }
    for (Row care : of(CityTable.CARE).toList()) {
      assertTrue(PEOPLE.containsKey(care.get("citizen_number")), care.toString());
      assertTrue(care.get("certificate_number").startsWith(care.get("citizen_number")));
    }
  }

  @Test
  void everything_that_a_form_may_ask_for_is_there() {
    assertTrue(some(CityTable.PERSON, row -> row.get("state").equals("deceased")));
    assertTrue(some(CityTable.PERSON, row -> row.get("state").equals("moved-away")));
    assertTrue(some(CityTable.PERSON, row -> row.get("full_name").startsWith("欧阳")));
    assertTrue(some(CityTable.PERSON, row -> row.get("full_name").contains("·")));
    assertTrue(some(CityTable.PERSON, row -> row.get("phone") == null));
    assertTrue(
        some(CityTable.PERSON, row -> day(row, "birth_date").isBefore(AS_OF.minusYears(65))));
    assertTrue(some(CityTable.PERSON, row -> day(row, "birth_date").isAfter(AS_OF.minusYears(16))));
    assertTrue(
        some(CityTable.PERSON, row -> day(row, "resident_since").isAfter(AS_OF.minusMonths(6))));
    assertTrue(some(CityTable.INSURED, row -> row.get("insurance_state").equals("drawing")));
    assertTrue(some(CityTable.MARRIAGE, row -> row.get("state").equals("divorced")));
    for (String category : List.of("mobility", "sight", "hearing", "mind")) {
      assertTrue(some(CityTable.CARE, row -> row.get("category").equals(category)), category);
    }
    for (String level : List.of("secondary", "associate", "bachelor", "master", "doctor")) {
      assertTrue(some(CityTable.DEGREE, row -> row.get("level").equals(level)), level);
    }
    assertTrue(some(CityTable.NAME_RESERVATION, row -> row.get("scope").equals("catering")));
    assertTrue(some(CityTable.PREMISES, row -> row.get("holding").equals("tenant")));
  }

  static Stream<Dirt.Rule> rules() {
    return Dirt.RULES.stream();
  }

  /** Among so few, chance may move a rate: three standard deviations, and some. */
  @ParameterizedTest
  @MethodSource("rules")
  void dirt_comes_as_often_as_its_rule_says(Dirt.Rule rule) {
    GeneratedCity city = new GeneratedCity(7, 20_000);
    long values = 0;
    long flaws = 0;
    for (int part = 1; part < city.neighbourhoods(); part++) {
      Neighbourhood neighbourhood = city.neighbourhood(part);
      flaws +=
          neighbourhood.flaws().stream()
              .filter(f -> f.kind() == rule.kind() && f.table() == rule.table())
              .filter(f -> f.column().equals(rule.column()))
              .count();
      values += neighbourhood.rows().stream().filter(row -> counts(rule, row)).count();
    }
    double expected = values * rule.rate();
    double chance = 4 * Math.sqrt(expected) + 1;
    assertTrue(Math.abs(flaws - expected) < chance, rule + ": " + flaws + " of " + values);
    assertTrue(flaws > 0 || expected < 3, rule.toString());
  }

  private static boolean counts(Dirt.Rule rule, Row row) {
    return row.table() == rule.table()
        && (row.get(rule.column()) != null || rule.kind() == Flaw.Kind.MISSING)
        && (rule.table() != CityTable.MARRIAGE || row.get("state").equals("widowed"));
  }

  @Test
  void the_list_of_flaws_is_the_whole_difference_between_a_clean_city_and_this_one() {
    Set<String> flawed = new HashSet<>();
    for (Flaw flaw : FLAWS) {
      assertNotEquals(flaw.right(), flaw.wrong(), flaw.toString());
      List<Row> rows = ROWS.stream().filter(row -> isOf(flaw, row)).toList();
      assertTrue(
          rows.stream().anyMatch(row -> Objects.equals(row.get(flaw.column()), flaw.wrong())),
          flaw.toString());
      assertTrue(
          flawed.add(flaw.table() + flaw.key() + flaw.column() + flaw.kind()), flaw.toString());
    }
    long duplicates = FLAWS.stream().filter(f -> f.kind() == Flaw.Kind.DUPLICATE).count();
    assertEquals(ROWS.size() - duplicates, CLEAN.size());
    assertTrue(FLAWS.size() > 300, "only " + FLAWS.size());
  }

  @Test
  void of_a_person_who_is_entered_twice_the_newer_entry_is_the_right_one() {
    List<Flaw> twice =
        FLAWS.stream()
            .filter(f -> f.kind() == Flaw.Kind.DUPLICATE && f.table() == CityTable.PERSON)
            .toList();
    assertFalse(twice.isEmpty());
    for (Flaw flaw : twice) {
      List<Row> entries = ROWS.stream().filter(row -> isOf(flaw, row)).toList();
      assertEquals(2, entries.size());
      assertTrue(day(entries.get(0), "recorded_on").isBefore(day(entries.get(1), "recorded_on")));
      assertEquals(flaw.wrong(), entries.get(0).get("phone"));
    }
  }

  /** As {@code onenet-demo.json} of identity has them, so that their consent finds somebody. */
  @Test
  void the_demonstrations_citizens_are_in_it_under_their_accounts_number_and_name()
      throws IOException {
    Set<String> found = new HashSet<>();
    for (JsonNode user : demoUsers()) {
      JsonNode number = user.at("/attributes/citizen_number/0");
      if (number.isMissingNode()) continue;
      Row person = PEOPLE.get(number.asString());
      assertEquals(user.get("lastName").asString(), person.get("full_name"));
      assertEquals(user.get("firstName").asString(), person.get("full_name_latin"));
      assertEquals("resident", person.get("state"));
      found.add(user.get("username").asString());
    }
    assertEquals(Set.of("lina", "wang", "jianguo"), found);
    assertEquals(List.of(), PARTS.getFirst().flaws());
  }

  private static JsonNode demoUsers() throws IOException {
    try (InputStream in =
        GeneratedCityTest.class.getResourceAsStream(
            "/org/onenet/identity/server/onenet-demo.json")) {
      return JsonMapper.shared().readTree(in.readAllBytes()).get("users");
    }
  }

  private static List<Row> mended() {
    List<Row> rows = new ArrayList<>(ROWS);
    for (Flaw flaw : FLAWS) {
      for (int i = 0; i < rows.size(); i++) {
        Row row = rows.get(i);
        if (!isOf(flaw, row) || !Objects.equals(row.get(flaw.column()), flaw.wrong())) continue;
        if (flaw.kind() == Flaw.Kind.DUPLICATE) rows.remove(i);
        else rows.set(i, row.with(flaw.column(), flaw.right()));
        break;
      }
    }
    return rows;
  }

  private static boolean isOf(Flaw flaw, Row row) {
    return row.table() == flaw.table() && row.key().equals(flaw.key());
  }

  private static Stream<Row> of(CityTable table) {
    return CLEAN.stream().filter(row -> row.table() == table);
  }

  private static boolean some(CityTable table, Predicate<Row> is) {
    return of(table).anyMatch(is);
  }

  private static Map<String, Row> by(CityTable table, String column) {
    return of(table).collect(Collectors.toMap(row -> row.get(column), row -> row));
  }

  private static LocalDate day(Row row, String column) {
    return LocalDate.parse(row.get(column));
  }

  private static String hash(GeneratedCity city) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      for (int part = 0; part < city.neighbourhoods(); part++) {
        Neighbourhood neighbourhood = city.neighbourhood(part);
        sha.update(neighbourhood.rows().toString().getBytes(StandardCharsets.UTF_8));
        sha.update(neighbourhood.flaws().toString().getBytes(StandardCharsets.UTF_8));
      }
      return HexFormat.of().formatHex(sha.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
