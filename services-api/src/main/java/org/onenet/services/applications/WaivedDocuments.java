package org.onenet.services.applications;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.onenet.services.catalogue.ServiceDefinition;
import org.onenet.services.catalogue.ServiceDefinition.Evidence;
import org.onenet.services.catalogue.ServiceDefinition.Field;
import org.onenet.services.catalogue.ServiceDefinition.Requirement;
import org.onenet.services.forms.Conditions;

/**
 * Documents that nobody need bring: what they prove is told by a register already. That is so when
 * all that is asked of one evidence type is answered as the register said, or as a certificate did;
 * whoever corrects an answer shows why.
 */
public final class WaivedDocuments {
  private WaivedDocuments() {}

  /** Ids of the fields for documents that are not needed under these answers. */
  public static Set<String> of(ServiceDefinition definition, Draft draft) {
    Map<String, Provenance> provenance = draft.provenance();
    List<Field> asked = Conditions.asked(definition, draft.answers());
    return asked.stream()
        .filter(field -> field.proves() != null)
        .filter(
            field ->
                definition.holdsRequirement().stream()
                    .filter(one -> one.identifier().equals(field.proves()))
                    .anyMatch(one -> isProved(one, asked, provenance)))
        .map(Field::id)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static boolean isProved(
      Requirement requirement, List<Field> asked, Map<String, Provenance> provenance) {
    return requirement.evidence().stream()
        .filter(Evidence::isFromRegister)
        .anyMatch(evidence -> isTold(evidence.evidenceType(), asked, provenance));
  }

  private static boolean isTold(
      String evidenceType, List<Field> asked, Map<String, Provenance> provenance) {
    List<Field> fields =
        asked.stream()
            .filter(
                field ->
                    field.prefill().filter(item -> item.startsWith(evidenceType + ".")).isPresent())
            .toList();
    return !fields.isEmpty()
        && fields.stream()
            .map(field -> Optional.ofNullable(provenance.get(field.id())))
            .allMatch(from -> from.filter(Provenance::isAsTold).isPresent());
  }
}
