package org.onenet.services.issuance;

import java.util.List;
import java.util.Optional;
import org.onenet.services.catalogue.ServiceDefinition;
import org.onenet.services.catalogue.ServiceDefinition.Field;
import org.onenet.services.forms.MaskedAnswer;
import org.onenet.services.issuance.PreviewCredential.Fact;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** A certificate's facts as staff see them: what repeats a sensitive answer is masked. */
public final class MaskFacts {
  private MaskFacts() {}

  /**
   * @param definitions those that may have given the certificate: of several the strictest counts
   */
  public static List<Fact> of(List<ServiceDefinition> definitions, List<Fact> facts) {
    return facts.stream()
        .map(
            fact ->
                definitions.stream()
                    .flatMap(definition -> sensitive(definition, fact).stream())
                    .findFirst()
                    .map(field -> masked(fact, field))
                    .orElse(fact))
        .toList();
  }

  private static Optional<Field> sensitive(ServiceDefinition definition, Fact fact) {
    return definition.output().claims().stream()
        .filter(claim -> claim.name().equals(fact.name()))
        .flatMap(claim -> claim.field().stream())
        .flatMap(id -> definition.field(id).stream())
        .filter(Field::isSensitive)
        .findFirst();
  }

  private static Fact masked(Fact fact, Field field) {
    JsonNode said = StringNode.valueOf(fact.value());
    JsonNode left = MaskedAnswer.value(field, said);
    return new Fact(
        fact.name(),
        fact.label(),
        left == null ? null : left.asString(),
        MaskedAnswer.display(field, said));
  }
}
