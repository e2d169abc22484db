package org.onenet.services.forms;

import java.util.Optional;
import org.onenet.services.platform.Text;

/** Checks of a value that need more than the document, named by {@code validation.check}. */
public interface ValueChecks {
  /** What is wrong with the value; empty when nothing is, or when it cannot be checked now. */
  Optional<Text> check(String name, String value, String applicationId);
}
