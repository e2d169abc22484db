package org.onenet.credentials;

import java.net.URI;
import java.time.Instant;

/** Where signed status lists come from. */
public interface StatusLists {
  /**
   * The status list credential at that address, compact.
   *
   * @throws Unreachable when it cannot be had
   */
  String fetch(URI address);

  /**
   * The time as of which its lists are judged: now, where they come from their issuers; where they
   * are kept, the time at which they were.
   */
  default Instant judgedAt(Instant now) {
    return now;
  }
}
