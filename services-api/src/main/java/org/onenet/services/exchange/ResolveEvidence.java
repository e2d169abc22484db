package org.onenet.services.exchange;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.onenet.services.catalogue.Catalogue;
import org.onenet.services.catalogue.ServiceDefinition;
import org.onenet.services.platform.DocumentBroken;
import org.onenet.services.registers.DataField;
import org.onenet.services.registers.Register;
import org.onenet.services.registers.Registers;

/** From a service's requirements to the registers that can prove them. */
@Singleton
public class ResolveEvidence {
  private final Registers registers;

  /**
   * @throws DocumentBroken when a definition asks for what no register holds, or for what it does
   *     not name as evidence, or takes less care of it than the register does
   */
  @Inject
  public ResolveEvidence(Catalogue catalogue, Registers registers) {
    this.registers = registers;
    List<String> wrong = new ArrayList<>();
    catalogue.all().forEach(definition -> check(definition, wrong));
    catalogue.versions().forEach(definition -> checkSensitivity(definition, wrong));
    if (!wrong.isEmpty()) throw new DocumentBroken(String.join("; ", wrong));
  }

  private void check(ServiceDefinition definition, List<String> wrong) {
    Set<String> named = new LinkedHashSet<>();
    definition.evidence().forEach(evidence -> named.add(evidence.evidenceType()));
    definition
        .evidence()
        .filter(evidence -> evidence.isFromRegister())
        .filter(evidence -> registers.evidenceType(evidence.evidenceType()).isEmpty())
        .forEach(
            evidence ->
                wrong.add(
                    definition.identifier()
                        + ": no register holds the evidence type "
                        + evidence.evidenceType()));
    Stream.concat(prefilled(definition), definition.ruleItems().stream())
        .distinct()
        .forEach(
            item -> {
              if (registers.item(item).isEmpty()) {
                wrong.add(definition.identifier() + ": no register holds " + item);
              } else if (!named.contains(type(item))) {
                wrong.add(
                    definition.identifier()
                        + ": holdsRequirement does not name the evidence type "
                        + type(item));
              }
            });
  }

  /** Of every version: a case shows its answers as its own version says. */
  private void checkSensitivity(ServiceDefinition definition, List<String> wrong) {
    definition
        .fields()
        .forEach(
            field ->
                field
                    .prefill()
                    .flatMap(registers::item)
                    .map(DataField::sensitivity)
                    .filter(there -> field.sensitivity().isLessThan(there))
                    .ifPresent(
                        there ->
                            wrong.add(
                                "%s version %d: field %s is %s; expected %s, as %s is, which fills it"
                                    .formatted(
                                        definition.identifier(),
                                        definition.version(),
                                        field.id(),
                                        field.sensitivity().word(),
                                        there.word(),
                                        field.prefillFrom()))));
  }

  /** In the order in which the definition names them. */
  public List<Need> needs(ServiceDefinition definition) {
    Map<String, Set<String>> ruled = byType(definition.ruleItems().stream());
    Map<String, Set<String>> all =
        byType(Stream.concat(prefilled(definition), definition.ruleItems().stream()));
    return definition
        .evidence()
        .filter(ServiceDefinition.Evidence::isFromRegister)
        .filter(evidence -> all.containsKey(evidence.evidenceType()))
        .map(
            evidence -> {
              String type = evidence.evidenceType();
              Register register = registers.holding(type).orElseThrow();
              return new Need(
                  register,
                  registers.evidenceType(type).orElseThrow(),
                  List.copyOf(all.get(type)),
                  List.copyOf(ruled.getOrDefault(type, Set.of())),
                  Optional.ofNullable(evidence.law()));
            })
        .toList();
  }

  private static Stream<String> prefilled(ServiceDefinition definition) {
    return definition.fields().flatMap(field -> field.prefill().stream());
  }

  private static Map<String, Set<String>> byType(Stream<String> items) {
    Map<String, Set<String>> fields = new LinkedHashMap<>();
    items.forEach(
        item -> fields.computeIfAbsent(type(item), t -> new LinkedHashSet<>()).add(field(item)));
    return fields;
  }

  /** The evidence type of an item, {@code degree} of {@code degree.title}. */
  public static String type(String item) {
    return item.substring(0, item.indexOf('.'));
  }

  public static String field(String item) {
    return item.substring(item.indexOf('.') + 1);
  }
}
