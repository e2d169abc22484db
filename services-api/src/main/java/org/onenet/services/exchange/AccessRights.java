package org.onenet.services.exchange;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The rights as they are kept. */
public interface AccessRights {
  /** All that are not ended, by register, evidence type and service. */
  List<AccessRight> all();

  Optional<AccessRight> find(String id);

  /** The fields that may be asked for at that time; empty when no right is in force. */
  Set<String> fields(
      String register, String evidenceType, String requester, String service, Instant at);

  /** Returns false when the id is taken. */
  boolean give(AccessRight right);

  /** Returns false when it changed since that version was read, or is ended. */
  boolean end(String id, long version, Instant at, String by);
}
