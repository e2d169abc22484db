package org.onenet.services.registers;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.onenet.services.platform.Text;

/**
 * What a register can prove of a person: CPSV-AP and the EU's Once-Only system call it so.
 *
 * @param identifier unique over all registers: {@code population-identity}
 * @param keptFor how long an answer may be used again, ISO 8601: {@code P30D}, {@code PT12H}
 * @param records {@code one}, or {@code many}, the newest first
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record EvidenceType(
    String identifier, Text name, String keptFor, String records, List<DataField> fields) {

  /** {@link #keptFor} as a length of time. */
  public Duration lifetime() {
    return Duration.parse(keptFor);
  }

  public boolean hasMany() {
    return records.equals("many");
  }

  public Optional<DataField> field(String name) {
    return fields.stream().filter(field -> field.name().equals(name)).findFirst();
  }
}
