package org.onenet.services.catalogue;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
import java.util.stream.Stream;
import org.onenet.services.platform.Settings;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The definitions shipped in this war and those in the folder {@code onenet.definitions}, each
 * checked against the JSON Schema and for what a schema cannot say. One that is broken stops the
 * start with a sentence; the current version of a service is its highest.
 */
@Singleton
public class LoadedCatalogue implements Catalogue {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();
  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(resource("/schemas/service-definition-1.json"));

  private final Map<String, TreeMap<Integer, ServiceDefinition>> versions = new TreeMap<>();
  private final Map<ServiceDefinition, JsonNode> documents = new HashMap<>();

  @Inject
  public LoadedCatalogue(Settings settings) {
    this(settings.optional("onenet.definitions").map(Path::of));
  }

  public LoadedCatalogue(Optional<Path> folder) {
    for (String name : resource("/service-definitions/index.txt").lines().toList()) {
      if (!name.isBlank()) load(name, resource("/service-definitions/" + name.strip()));
    }
    folder.ifPresent(this::loadFolder);
  }

  private void loadFolder(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
        load(file.getFileName().toString(), Files.readString(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the service definitions in " + folder, e);
    }
  }

  private void load(String file, String text) {
    JsonNode document;
    try {
      document = JSON.readTree(text);
    } catch (JacksonException e) {
      throw new DefinitionBroken(file + " is not JSON: " + e.getOriginalMessage());
    }
    String broken =
        SCHEMA.validate(document).stream()
            .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
            .limit(5)
            .collect(Collectors.joining("; "));
    if (!broken.isEmpty()) throw new DefinitionBroken(file + ": " + broken);
    ServiceDefinition definition = JSON.treeToValue(document, ServiceDefinition.class);
    checkMeaning(file, definition);
    versions
        .computeIfAbsent(definition.identifier(), id -> new TreeMap<>())
        .put(definition.version(), definition);
    documents.put(definition, document);
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
            });
    for (ServiceDefinition.Claim claim : definition.output().claims()) {
      if (claim.from().startsWith("answers.") && !fields.contains(claim.from().substring(8))) {
        wrong.add("claim " + claim.name() + " comes from no field: " + claim.from());
      }
    }
    if (!wrong.isEmpty()) throw new DefinitionBroken(file + ": " + String.join("; ", wrong));
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
  public JsonNode document(ServiceDefinition definition) {
    return documents.get(definition);
  }

  private static String resource(String name) {
    try (InputStream in = LoadedCatalogue.class.getResourceAsStream(name)) {
      if (in == null) throw new DefinitionBroken("the resource " + name + " is missing");
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name, e);
    }
  }
}
