package org.onenet.services.applications;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.onenet.services.catalogue.LoadedCatalogue;
import org.onenet.services.catalogue.ServiceDefinition;
import org.onenet.services.platform.JsonText;
import org.onenet.services.platform.Text;
import tools.jackson.databind.JsonNode;

/** Which documents of the shipped services are not asked for, by what registers told. */
final class WaivedDocumentsTest {
  private static final LoadedCatalogue CATALOGUE = new LoadedCatalogue(Optional.empty());
  private static final Set<String> NONE = Set.of();

  @Test
  void a_register_that_told_all_that_is_asked_of_one_evidence_type_waives_the_document() {
    Map<String, String> told =
        Map.of("premisesAddress", "1 Orchid Street", "premisesArea", "40", "premisesAs", "owner");
    assertEquals(Set.of("premisesProof"), waived("sole-trader-licence", told, told));
    assertEquals(
        NONE,
        waived("sole-trader-licence", with(told, "premisesAddress", "2 Orchid Street"), told),
        "corrected: it must be shown");
    assertEquals(
        NONE, waived("sole-trader-licence", with(told, "premisesAs", "tenant"), told), "corrected");
    assertEquals(NONE, waived("sole-trader-licence", told, Map.of()), "typed");
    Map<String, String> tenant = with(told, "premisesAs", "tenant");
    assertEquals(
        NONE, waived("sole-trader-licence", tenant, tenant), "the owner's name is not told");
  }

  @Test
  void of_several_ways_to_prove_it_the_one_that_is_asked_counts() {
    Map<String, String> told =
        Map.of(
            "employer", "Orchid Silk",
            "school", "Lanting University",
            "landlordName", "Wu Fang",
            "leaseUntil", "2027-05-31",
            "deedNumber", "D-1");
    assertEquals(Set.of("proof"), residence(told, told, "reason", "work"));
    assertEquals(Set.of("proof"), residence(told, told, "reason", "study"));
    assertEquals(NONE, residence(told, told, "reason", "home"), "neither lease nor deed is asked");
    for (String livingAs : Set.of("owner", "tenant")) {
      assertEquals(Set.of("proof"), residence(told, told, "reason", "home", "livingAs", livingAs));
    }
    assertEquals(
        NONE,
        residence(told, told, "reason", "home", "livingAs", "tenant", "landlordName", "Wu Fan"),
        "corrected: it must be shown");
    assertEquals(
        NONE,
        residence(told, Map.of("school", "Lanting University"), "reason", "work"),
        "a school proves no work");
    assertEquals(NONE, residence(told, Map.of(), "reason", "work"), "typed");
  }

  private static Set<String> residence(
      Map<String, String> answers, Map<String, String> told, String... more) {
    Map<String, String> all = new LinkedHashMap<>(answers);
    for (int i = 0; i < more.length; i += 2) all.put(more[i], more[i + 1]);
    return waived("residence-certificate", all, told);
  }

  private static Map<String, String> with(Map<String, String> all, String field, String value) {
    Map<String, String> changed = new LinkedHashMap<>(all);
    changed.put(field, value);
    return changed;
  }

  private static Set<String> waived(
      String service, Map<String, String> answers, Map<String, String> told) {
    ServiceDefinition definition = CATALOGUE.current(service).orElseThrow();
    Map<String, JsonNode> typed = new LinkedHashMap<>();
    answers.forEach((field, value) -> typed.put(field, JsonText.node(value)));
    Map<String, Fetched> fetched = new LinkedHashMap<>();
    told.forEach(
        (field, value) ->
            fetched.put(
                field,
                new Fetched(
                    JsonText.node(value),
                    "register",
                    Text.same("Register"),
                    "2026-11-27T00:00:00Z",
                    UUID.randomUUID())));
    return WaivedDocuments.of(
        definition,
        new Draft(
            UUID.randomUUID(),
            "anna",
            "Anna",
            Optional.empty(),
            service,
            definition.version(),
            typed,
            fetched,
            Map.of(),
            Draft.Consent.GIVEN,
            Optional.empty(),
            1,
            Instant.EPOCH,
            false,
            Optional.empty()));
  }
}
