package org.onenet.services.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What people said before they read, as it stands in the log. */
public interface GivenReasons {
  /** How long a reason holds. */
  Duration HOLDS = Duration.ofMinutes(30);

  /** An act with the words that were given for it. */
  record Given(Instant at, Optional<String> reason) {}

  /** The last of these acts by this account on this subject since then. */
  Optional<Given> last(String account, String subject, List<String> acts, Instant since);
}
