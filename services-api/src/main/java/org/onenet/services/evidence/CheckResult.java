package org.onenet.services.evidence;

import org.onenet.services.platform.Text;

/** The outcome of one automatic check. */
public record CheckResult(String id, Text name, Outcome outcome, Text detail) {
  /** "Could not check" is neither: a clerk looks. */
  public enum Outcome {
    PASSED,
    FAILED,
    COULD_NOT_CHECK
  }
}
