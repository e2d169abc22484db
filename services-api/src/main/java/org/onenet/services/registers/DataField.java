package org.onenet.services.registers;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import org.onenet.services.catalogue.Sensitivity;
import org.onenet.services.platform.Text;

/**
 * One field of an evidence type.
 *
 * @param type text, date (ISO 8601 day), month (ISO 8601), number (plain decimal), boolean (true or
 *     false) or code (one of the options)
 * @param options of a code; null for any other type
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record DataField(
    String name, Text label, String type, Sensitivity sensitivity, List<Option> options) {

  /** One value of a code, and what it means. */
  public record Option(String value, Text label) {}

  public List<Option> choices() {
    return options == null ? List.of() : options;
  }
}
