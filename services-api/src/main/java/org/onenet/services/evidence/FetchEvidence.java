package org.onenet.services.evidence;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.onenet.services.catalogue.ServiceDefinition;
import org.onenet.services.platform.Text;

/** Fetches, with the citizen's consent, exactly the items that a form asks to be prefilled. */
@Singleton
public class FetchEvidence {
  public static final Text PROVIDER_NAME = new Text("Population register", "人口库");

  private final PopulationRegister register;

  @Inject
  public FetchEvidence(PopulationRegister register) {
    this.register = register;
  }

  /**
   * Values by field id; empty when the register does not know the person.
   *
   * @throws RegisterUnavailable when it does not answer
   */
  public Map<String, String> fetch(ServiceDefinition definition, String citizenNumber) {
    Optional<Person> person = register.person(citizenNumber);
    Map<String, String> values = new LinkedHashMap<>();
    person.ifPresent(
        known -> {
          Map<String, String> items = known.items();
          definition
              .fields()
              .filter(field -> field.prefill().isPresent())
              .forEach(
                  field -> {
                    String item = items.get(field.prefillFrom());
                    if (item == null) return;
                    values.put(
                        field.id(), field.type().equals("month") ? item.substring(0, 7) : item);
                  });
        });
    return values;
  }
}
