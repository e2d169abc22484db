package org.onenet.services.catalogue;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.onenet.services.platform.CheckedDocuments;
import org.onenet.services.platform.DocumentBroken;
import org.onenet.services.platform.Settings;
import tools.jackson.databind.JsonNode;

/**
 * The definitions shipped in this war and those in the folder {@code onenet.definitions}, each
 * checked against the JSON Schema and for what a schema cannot say. One that is broken stops the
 * start with a sentence; the current version of a service is its highest.
 */
@Singleton
public class LoadedCatalogue implements Catalogue {
  private final Map<String, TreeMap<Integer, ServiceDefinition>> versions = new TreeMap<>();
  private final Map<ServiceDefinition, JsonNode> documents = new HashMap<>();

  @Inject
  public LoadedCatalogue(Settings settings) {
    this(settings.optional("onenet.definitions").map(Path::of));
  }

  public LoadedCatalogue(Optional<Path> folder) {
    CheckedDocuments.read("/service-definitions", folder, "/schemas/service-definition-1.json")
        .forEach(this::add);
    checkCertificates();
  }

  /**
   * What a field takes from a certificate must be what some service gives, and as sensitive there
   * as where the certificate has it from.
   */
  private void checkCertificates() {
    Map<String, Sensitivity> given = new HashMap<>();
    for (ServiceDefinition definition : versions()) {
      for (ServiceDefinition.Claim claim : definition.output().claims()) {
        given.merge(
            definition.output().credentialType() + "." + claim.name(),
            claim
                .field()
                .flatMap(definition::field)
                .map(ServiceDefinition.Field::sensitivity)
                .orElse(Sensitivity.PUBLIC),
            (one, other) -> one.isLessThan(other) ? other : one);
      }
    }
    for (ServiceDefinition definition : versions()) {
      definition
          .fields()
          .filter(field -> field.presentable().isPresent())
          .forEach(field -> checkPresentable(definition, field, given));
    }
  }

  private static void checkPresentable(
      ServiceDefinition definition, ServiceDefinition.Field field, Map<String, Sensitivity> given) {
    String from = field.presentable().orElseThrow();
    Sensitivity there = given.get(from);
    if (there == null) {
      throw new DocumentBroken(definition.identifier() + ": presentFrom names no claim: " + from);
    }
    if (field.sensitivity().isLessThan(there)) {
      throw new DocumentBroken(
          "%s: field %s is %s; expected %s, as %s is, which fills it"
              .formatted(
                  definition.identifier(),
                  field.id(),
                  field.sensitivity().word(),
                  there.word(),
                  from));
    }
  }

  private void add(CheckedDocuments.Document document) {
    ServiceDefinition definition = document.as(ServiceDefinition.class);
    checkMeaning(document.file(), definition);
    versions
        .computeIfAbsent(definition.identifier(), id -> new TreeMap<>())
        .put(definition.version(), definition);
    documents.put(definition, document.json());
  }

  private static void checkMeaning(String file, ServiceDefinition definition) {
    List<String> wrong = new ArrayList<>();
    if (Department.of(definition.hasCompetentAuthority()).isEmpty()) {
      wrong.add("hasCompetentAuthority names no department: " + definition.hasCompetentAuthority());
    }
    Set<String> known = LifeEvent.all().stream().map(LifeEvent::id).collect(Collectors.toSet());
    definition.isGroupedBy().stream()
        .filter(event -> !known.contains(event))
        .forEach(event -> wrong.add("isGroupedBy names no life event: " + event));
    Set<String> fields = new HashSet<>();
    definition
        .fields()
        .filter(field -> !fields.add(field.id()))
        .forEach(field -> wrong.add("two fields are called " + field.id()));
    definition
        .form()
        .pages()
        .forEach(page -> condition(page.id(), page.condition(), fields, wrong));
    definition
        .fields()
        .forEach(
            field -> {
              condition(field.id(), field.condition(), fields, wrong);
              if (Set.of("select", "radio", "checkboxes").contains(field.type())
                  && field.choices().isEmpty()) {
                wrong.add("field " + field.id() + " has no options");
              }
              if (field.isCitizenNumber() && !field.isSensitive()) {
                wrong.add(
                    "field %s is %s; expected sensitive, as every citizen number is"
                        .formatted(field.id(), field.sensitivity().word()));
              }
            });
    Set<String> requirements =
        definition.holdsRequirement().stream()
            .map(ServiceDefinition.Requirement::identifier)
            .collect(Collectors.toSet());
    definition
        .fields()
        .filter(field -> field.proves() != null && !requirements.contains(field.proves()))
        .forEach(field -> wrong.add(field.id() + " proves no requirement: " + field.proves()));
    for (ServiceDefinition.Claim claim : definition.output().claims()) {
      claim
          .field()
          .filter(field -> !fields.contains(field))
          .ifPresent(
              field ->
                  wrong.add("claim " + claim.name() + " comes from no field: " + claim.from()));
    }
    if (!wrong.isEmpty()) throw new DocumentBroken(file + ": " + String.join("; ", wrong));
  }

  private static void condition(
      String where, JsonNode condition, Set<String> fields, List<String> wrong) {
    if (condition == null) return;
    for (JsonNode named : condition.findValues("field")) {
      if (!fields.contains(named.asString())) {
        wrong.add("the condition of " + where + " asks for no field: " + named.asString());
      }
    }
  }

  @Override
  public List<ServiceDefinition> all() {
    return versions.values().stream().map(all -> all.lastEntry().getValue()).toList();
  }

  @Override
  public Optional<ServiceDefinition> current(String identifier) {
    return Optional.ofNullable(versions.get(identifier)).map(all -> all.lastEntry().getValue());
  }

  @Override
  public Optional<ServiceDefinition> version(String identifier, int version) {
    return Optional.ofNullable(versions.get(identifier)).map(all -> all.get(version));
  }

  @Override
  public List<ServiceDefinition> versions() {
    return versions.values().stream().flatMap(all -> all.values().stream()).toList();
  }

  @Override
  public JsonNode document(ServiceDefinition definition) {
    return documents.get(definition);
  }
}
