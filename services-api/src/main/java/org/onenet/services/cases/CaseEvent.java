package org.onenet.services.cases;

import java.time.Instant;
import java.util.Optional;
import org.onenet.services.catalogue.Department;
import org.onenet.services.platform.Text;

/** Something that happened to a case, in words for its citizen and its clerk. */
public record CaseEvent(Instant at, String code, Text text, Optional<Text> by) {
  /** Done by the department that decides the case. */
  static CaseEvent byAuthority(Instant at, String code, Text text, Case file) {
    return new CaseEvent(
        at, code, text, Department.of(file.facts().department()).map(Department::name));
  }
}
