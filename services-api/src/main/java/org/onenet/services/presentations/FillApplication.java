package org.onenet.services.presentations;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.onenet.credentials.Verdict;
import org.onenet.services.applications.Applications;
import org.onenet.services.applications.Draft;
import org.onenet.services.applications.Presented;
import org.onenet.services.catalogue.Catalogue;
import org.onenet.services.catalogue.Department;
import org.onenet.services.catalogue.ServiceDefinition;
import org.onenet.services.catalogue.ServiceDefinition.Field;
import org.onenet.services.issuance.CredentialTypes;
import org.onenet.services.issuance.IssuerDesk;
import org.onenet.services.platform.JsonText;
import org.onenet.services.platform.Text;
import org.onenet.services.presentations.Presentation.Asker;
import org.onenet.services.presentations.Presentation.Facts;
import tools.jackson.databind.JsonNode;

/**
 * Copies what a citizen showed from a wallet into the draft it was asked for. A certificate that is
 * not valid, that this city did not issue, or that names another citizen than the account, fills
 * nothing.
 */
@Singleton
public class FillApplication {
  private static final String CITIZEN_NUMBER = "citizenNumber";

  private final Applications applications;
  private final Catalogue catalogue;
  private final CredentialTypes types;
  private final IssuerDesk desk;

  @Inject
  public FillApplication(
      Applications applications, Catalogue catalogue, CredentialTypes types, IssuerDesk desk) {
    this.applications = applications;
    this.catalogue = catalogue;
    this.types = types;
    this.desk = desk;
  }

  /** Why nothing of it fills the draft. */
  public enum Unfit {
    NOT_VALID,
    NOT_THIS_CITYS,
    ANOTHER_CITIZENS
  }

  /** Empty when it fills the draft. */
  public Optional<Unfit> unfit(Draft draft, Shown shown) {
    if (shown.overall() != Verdict.Outcome.VALID) return Optional.of(Unfit.NOT_VALID);
    if (issuer(shown).isEmpty()) return Optional.of(Unfit.NOT_THIS_CITYS);
    boolean another =
        claim(shown, CITIZEN_NUMBER)
            .map(JsonNode::asString)
            .filter(number -> !draft.citizenNumber().equals(Optional.of(number)))
            .isPresent();
    return another ? Optional.of(Unfit.ANOTHER_CITIZENS) : Optional.empty();
  }

  /** In the transaction that takes the answer; nothing, when it was not for an application. */
  void fill(Facts facts, List<Shown> shown, Instant at) {
    if (!(facts.asker() instanceof Asker.City city)) return;
    Optional<Draft> draft = applications.find(city.application()).filter(one -> !one.submitted());
    if (draft.isEmpty()) return;
    Map<String, Presented> presented = new LinkedHashMap<>();
    for (Shown one : shown) {
      if (unfit(draft.get(), one).isEmpty()) presented.putAll(values(draft.get(), one, at));
    }
    if (!presented.isEmpty()) applications.keepPresented(draft.get().id(), presented, at);
  }

  private Map<String, Presented> values(Draft draft, Shown shown, Instant at) {
    Map<String, Presented> values = new LinkedHashMap<>();
    Text issuer = issuer(shown).orElseThrow().name();
    definition(draft)
        .fields()
        .forEach(
            field ->
                from(field, shown.type())
                    .flatMap(name -> claim(shown, name))
                    .ifPresent(
                        value ->
                            values.put(
                                field.id(),
                                new Presented(value, shown.issuer(), issuer, at.toString()))));
    return values;
  }

  /** The claim of that type which the field takes. */
  static Optional<String> from(Field field, String type) {
    return field
        .presentable()
        .filter(from -> from.startsWith(type + "."))
        .map(from -> from.substring(type.length() + 1));
  }

  private static Optional<JsonNode> claim(Shown shown, String name) {
    return shown.claims().stream()
        .filter(value -> value.path().equals(List.of(name)))
        .map(value -> JsonText.node(value.value()))
        .findFirst();
  }

  /** The department of this city that issues that type, when it is the issuer. */
  private Optional<Department> issuer(Shown shown) {
    return types
        .definition(shown.type())
        .map(Department::answering)
        .filter(department -> desk.did(department.id()).value().equals(shown.issuer()));
  }

  private ServiceDefinition definition(Draft draft) {
    return catalogue.version(draft.service(), draft.serviceVersion()).orElseThrow();
  }
}
