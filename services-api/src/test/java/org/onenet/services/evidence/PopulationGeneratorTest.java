package org.onenet.services.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.time.Period;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.onenet.services.identifiers.CitizenNumber;
import org.onenet.services.identifiers.CityRegion;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class PopulationGeneratorTest {
  private static final LocalDate AS_OF = LocalDate.of(2026, 11, 1);
  private static final List<Person> PEOPLE = new PopulationGenerator(20261123).people(3_000);

  @Test
  void the_same_seed_makes_the_same_people_and_another_makes_others() {
    assertEquals(PEOPLE, new PopulationGenerator(20261123).people(3_000));
    assertEquals(PEOPLE.subList(0, 400), new PopulationGenerator(20261123).people(400));
    List<Person> others = new PopulationGenerator(1).people(3_000);
    assertEquals(PEOPLE.subList(0, 2), others.subList(0, 2));
    assertNotEquals(PEOPLE.subList(2, 3_000), others.subList(2, 3_000));
  }

  @Test
  void there_are_as_many_as_were_asked_for_and_no_number_twice() {
    assertEquals(3_000, PEOPLE.size());
    assertEquals(3_000, PEOPLE.stream().map(Person::citizenNumber).distinct().count());
  }

  @Test
  void each_number_is_valid_and_agrees_with_birth_date_and_sex() {
    for (Person person : PEOPLE) {
      String number = person.citizenNumber();
      assertTrue(CitizenNumber.isValid(number, AS_OF), person.toString());
      assertEquals(CityRegion.CODE, number.substring(0, 6));
      assertEquals(
          person.birthDate().format(DateTimeFormatter.BASIC_ISO_DATE), number.substring(6, 14));
      boolean odd = Character.digit(number.charAt(16), 10) % 2 == 1;
      assertEquals(odd ? "male" : "female", person.sex(), person.toString());
    }
  }

  @Test
  void nobody_lives_here_before_birth_or_from_the_future() {
    for (Person person : PEOPLE) {
      assertFalse(person.residentSince().isBefore(person.birthDate()), person.toString());
      assertFalse(person.residentSince().isAfter(AS_OF), person.toString());
      assertFalse(person.birthDate().isBefore(LocalDate.of(1900, 1, 1)), person.toString());
    }
  }

  @Test
  void what_is_known_of_a_person_is_possible_at_their_age() {
    for (Person person : PEOPLE) {
      int age = Period.between(person.birthDate(), AS_OF).getYears();
      if (person.employer() != null) assertTrue(age >= 16 && age < 60, person.toString());
      if (!person.tenure().equals("family")) assertTrue(age >= 18, person.toString());
      if (person.phone() != null) assertTrue(age >= 11, person.toString());
    }
  }

  @Test
  void each_fact_is_in_the_form_that_the_register_and_the_forms_take() {
    for (Person person : PEOPLE) {
      assertTrue(person.address().matches("\\p{IsHan}{3,4}\\d{1,3}号\\d{3}室"), person.address());
      assertTrue(person.district().matches("\\p{IsHan}{2}区"), person.district());
      assertTrue(person.phone() == null || person.phone().matches("1[3-9]\\d{9}"), person.phone());
      assertTrue(person.fullNameLatin().matches("[A-Z][A-Za-z ]+"), person.fullNameLatin());
      assertTrue(person.fullName().matches("[\\p{IsHan}·]{2,}"), person.fullName());
      assertTrue(Set.of("owner", "tenant", "family").contains(person.tenure()));
      assertTrue(Set.of("resident", "moved-away", "deceased").contains(person.state()));
    }
  }

  @Test
  void one_name_is_always_written_the_same_way_in_latin_letters() {
    Map<String, Set<String>> latin = new HashMap<>();
    for (Person person : PEOPLE) {
      latin.computeIfAbsent(person.fullName(), name -> new HashSet<>()).add(person.fullNameLatin());
    }
    assertEquals(
        Set.of(),
        latin.values().stream().filter(ways -> ways.size() > 1).collect(Collectors.toSet()));
  }

  @Test
  void every_case_that_a_rule_asks_for_is_among_the_demonstration() {
    assertSome("over 65", person -> person.birthDate().isBefore(AS_OF.minusYears(65)));
    assertSome("under 16", person -> person.birthDate().isAfter(AS_OF.minusYears(16)));
    assertSome("deceased", person -> person.state().equals("deceased"));
    assertSome("moved away", person -> person.state().equals("moved-away"));
    assertSome("here for weeks", person -> person.residentSince().isAfter(AS_OF.minusMonths(6)));
    assertSome("a compound family name", person -> person.fullName().startsWith("欧阳"));
    assertSome("a name of another language", person -> person.fullName().contains("·"));
    assertSome("without a phone", person -> person.phone() == null);
    assertSome("without an employer", person -> person.employer() == null);
  }

  /** As {@code onenet-demo.json} of identity has them, so that their consent finds somebody. */
  @Test
  void the_demonstrations_citizens_are_in_it_under_their_accounts_number_and_name()
      throws IOException {
    Set<String> found = new HashSet<>();
    for (JsonNode user : demoUsers()) {
      JsonNode number = user.at("/attributes/citizen_number/0");
      if (number.isMissingNode()) continue;
      Person person =
          PEOPLE.stream()
              .filter(one -> one.citizenNumber().equals(number.asString()))
              .findFirst()
              .orElseThrow(() -> new AssertionError("not in the population: " + user));
      assertEquals(user.get("lastName").asString(), person.fullName());
      assertEquals(user.get("firstName").asString(), person.fullNameLatin());
      assertEquals("resident", person.state());
      found.add(user.get("username").asString());
    }
    assertEquals(Set.of("lina", "wang"), found);
    assertTrue(PEOPLE.get(1).birthDate().isBefore(AS_OF.minusYears(65)), "wang is over 65");
    assertFalse(PEOPLE.get(0).birthDate().isBefore(AS_OF.minusYears(65)), "lina is not");
  }

  private static JsonNode demoUsers() throws IOException {
    try (InputStream in =
        PopulationGeneratorTest.class.getResourceAsStream(
            "/org/onenet/identity/server/onenet-demo.json")) {
      return JsonMapper.shared().readTree(in.readAllBytes()).get("users");
    }
  }

  private static void assertSome(String what, Predicate<Person> is) {
    assertTrue(PEOPLE.subList(0, 400).stream().anyMatch(is), "nobody is " + what);
  }
}
