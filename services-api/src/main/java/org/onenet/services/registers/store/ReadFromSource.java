package org.onenet.services.registers.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Logger;
import org.onenet.services.registers.DataField;
import org.onenet.services.registers.DemoCity;
import org.onenet.services.registers.EvidenceType;
import org.onenet.services.registers.ReadRegister;
import org.onenet.services.registers.Register;

/**
 * Asks each register where its document says it is. A value that does not fit its field is left
 * out, and told once in the log without the value: a register's slip must not stop a form.
 */
@Singleton
public class ReadFromSource implements ReadRegister {
  private static final Logger LOG = Logger.getLogger(ReadFromSource.class.getName());

  private final Sources sources;
  private final DemoCity demoCity;
  private final Set<String> told = ConcurrentHashMap.newKeySet();

  @Inject
  public ReadFromSource(Sources sources, DemoCity demoCity) {
    this.sources = sources;
    this.demoCity = demoCity;
  }

  @Override
  public List<Map<String, String>> records(
      Register register, EvidenceType type, String citizenNumber) {
    demoCity.open(register);
    return sources.of(register).records(type, citizenNumber).stream()
        .limit(type.hasMany() ? Source.MOST_RECORDS : 1)
        .map(record -> fitting(register, type, record))
        .toList();
  }

  private Map<String, String> fitting(
      Register register, EvidenceType type, Map<String, String> record) {
    Map<String, String> fitting = new LinkedHashMap<>();
    for (DataField field : type.fields()) {
      String value = record.get(field.name());
      if (value == null || value.isBlank()) continue;
      Optional<String> text = FormText.of(field, value);
      if (text.isPresent()) {
        fitting.put(field.name(), text.get());
      } else if (told.add(type.identifier() + "." + field.name())) {
        LOG.warning(
            () ->
                "%s: a value of %s.%s is left out, expected %s"
                    .formatted(
                        register.identifier(),
                        type.identifier(),
                        field.name(),
                        FormText.expected(field)));
      }
    }
    return fitting;
  }
}
