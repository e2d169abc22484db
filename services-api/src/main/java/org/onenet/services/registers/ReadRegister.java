package org.onenet.services.registers;

import java.util.List;
import java.util.Map;

/** Reads what a register holds of a person. Who may ask is decided before. */
public interface ReadRegister {
  /**
   * Records of that type, field name to text as forms take it: days and months in ISO 8601,
   * booleans {@code true} and {@code false}; what is not known is left out. At most one where the
   * type says so, else the newest first; none when the register does not know the person.
   *
   * @throws RegisterUnavailable when it does not answer, naming it
   */
  List<Map<String, String>> records(Register register, EvidenceType type, String citizenNumber);
}
