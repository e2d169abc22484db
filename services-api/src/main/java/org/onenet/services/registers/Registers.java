package org.onenet.services.registers;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.onenet.services.catalogue.Department;
import org.onenet.services.platform.CheckedDocuments;
import org.onenet.services.platform.DocumentBroken;
import org.onenet.services.platform.Settings;
import tools.jackson.databind.JsonNode;

/**
 * All registers: those shipped in this war, which are the demonstration city's, and those in the
 * folder {@code onenet.registers}. A city's document replaces the shipped one of its identifier.
 */
@Singleton
public class Registers {
  private final Map<String, Register> registers = new LinkedHashMap<>();
  private final Set<String> shipped = new HashSet<>();
  private final Map<String, Register> holders = new LinkedHashMap<>();

  @Inject
  public Registers(Settings settings) {
    this(settings.optional("onenet.registers").map(Path::of));
  }

  /**
   * @throws DocumentBroken when a document is not in order, or says again what another says
   */
  public Registers(Optional<Path> folder) {
    for (CheckedDocuments.Document document :
        CheckedDocuments.read("/registers", folder, "/schemas/register-1.json")) {
      Register register = document.as(Register.class);
      checkMeaning(document.file(), register);
      boolean known = registers.put(register.identifier(), register) != null;
      boolean replaces = shipped.remove(register.identifier()) && !document.shipped();
      if (known && !replaces) {
        throw new DocumentBroken(
            document.file() + ": another register is called " + register.identifier());
      }
      if (document.shipped()) shipped.add(register.identifier());
    }
    registers
        .values()
        .forEach(register -> register.evidenceTypes().forEach(t -> hold(register, t)));
  }

  private void hold(Register register, EvidenceType type) {
    Register other = holders.put(type.identifier(), register);
    if (other != null) {
      throw new DocumentBroken(
          "%s: the evidence type %s is held by %s"
              .formatted(register.identifier(), type.identifier(), other.identifier()));
    }
  }

  /** What the JSON Schema cannot say. */
  private static void checkMeaning(String file, Register register) {
    List<String> wrong = new ArrayList<>();
    if (Department.of(register.owner()).isEmpty()) {
      wrong.add("owner names no department: " + register.owner());
    }
    JsonNode sources = register.source().path("evidence");
    Set<String> types = new HashSet<>();
    for (EvidenceType type : register.evidenceTypes()) {
      if (!types.add(type.identifier())) {
        wrong.add("two evidence types are called " + type.identifier());
      }
      Set<String> fields = new HashSet<>();
      type.fields().stream()
          .filter(field -> !fields.add(field.name()))
          .forEach(field -> wrong.add(type.identifier() + " has two fields " + field.name()));
      checkSource(type.identifier(), sources.get(type.identifier()), fields, wrong);
      if (register.source().get("kind").asString().equals("jdbc")
          && type.hasMany()
          && !sources.path(type.identifier()).has("orderBy")) {
        wrong.add("source.evidence." + type.identifier() + " does not say what it is ordered by");
      }
    }
    sources.propertyNames().stream()
        .filter(name -> !types.contains(name))
        .forEach(name -> wrong.add("source.evidence names no evidence type: " + name));
    if (!wrong.isEmpty()) throw new DocumentBroken(file + ": " + String.join("; ", wrong));
  }

  private static void checkSource(
      String type, JsonNode source, Set<String> fields, List<String> wrong) {
    if (source == null) {
      wrong.add("source.evidence does not say where " + type + " is");
      return;
    }
    Set<String> mapped = Set.copyOf(source.get("fields").propertyNames());
    fields.stream()
        .filter(field -> !mapped.contains(field))
        .forEach(
            field ->
                wrong.add(
                    "source.evidence." + type + ".fields does not say where " + field + " is"));
    mapped.stream()
        .filter(field -> !fields.contains(field))
        .forEach(
            field -> wrong.add("source.evidence." + type + ".fields names no field: " + field));
  }

  /** In the order of their documents. */
  public List<Register> all() {
    return List.copyOf(registers.values());
  }

  public Optional<Register> of(String identifier) {
    return Optional.ofNullable(registers.get(identifier));
  }

  /** The register that holds that evidence type. */
  public Optional<Register> holding(String evidenceType) {
    return Optional.ofNullable(holders.get(evidenceType));
  }

  public Optional<EvidenceType> evidenceType(String identifier) {
    return holding(identifier).stream()
        .flatMap(register -> register.evidenceTypes().stream())
        .filter(type -> type.identifier().equals(identifier))
        .findFirst();
  }

  /**
   * A field by the name that definitions and the log give it: {@code population-identity.fullName}.
   */
  public Optional<DataField> item(String name) {
    int dot = name.indexOf('.');
    return dot < 1
        ? Optional.empty()
        : evidenceType(name.substring(0, dot)).flatMap(type -> type.field(name.substring(dot + 1)));
  }

  /** Whether its document is the one of this war: the demonstration city's. */
  public boolean isShipped(Register register) {
    return shipped.contains(register.identifier());
  }
}
