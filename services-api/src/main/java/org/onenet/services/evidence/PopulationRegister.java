package org.onenet.services.evidence;

import java.util.Optional;

/** The door to the public security bureau's population register. */
public interface PopulationRegister {
  /**
   * The person of that number.
   *
   * @throws RegisterUnavailable when the register does not answer
   */
  Optional<Person> person(String citizenNumber);
}
