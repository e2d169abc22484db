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
import org.onenet.services.registers.Register;
import org.onenet.services.registers.Registers;

/** From a service's requirements to the registers that can prove them. */
@Singleton
public class ResolveEvidence {
  private final Registers registers;

  /**
   * @throws DocumentBroken when a definition asks for what no register holds, or for what it does
   *     not name as evidence
   */
  @Inject
  public ResolveEvidence(Catalogue catalogue, Registers registers) {
    this.registers = registers;
    List<String> wrong = new ArrayList<>();
    catalogue.all().forEach(definition -> check(definition, wrong));
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
              boolean known =
                  registers
                      .evidenceType(type(item))
                      .flatMap(type -> type.field(field(item)))
                      .isPresent();
              if (!known) {
                wrong.add(definition.identifier() + ": no register holds " + item);
              } else if (!named.contains(type(item))) {
                wrong.add(
                    definition.identifier()
                        + ": holdsRequirement does not name the evidence type "
                        + type(item));
              }
            });
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
