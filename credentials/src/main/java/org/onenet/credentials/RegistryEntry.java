package org.onenet.credentials;

import java.time.Instant;

/** What the registry says of one digest. */
public sealed interface RegistryEntry {

  /** The digest is not registered: not yet, or never. */
  record Absent() implements RegistryEntry {}

  /**
   * The digest is registered.
   *
   * @param account the issuer's account, 0x and 40 lower-case hex digits
   * @param registeredAt time of the block that has the registration
   * @param reasonCode the issuer's code for the last change of state; 0 when there was none
   * @param changedAt time of the last change of state; {@code registeredAt} when there was none
   */
  record Registered(
      String account, Instant registeredAt, State state, int reasonCode, Instant changedAt)
      implements RegistryEntry {}

  /** The state of a registered digest; {@code REVOKED} is final. */
  enum State {
    IN_FORCE,
    SUSPENDED,
    REVOKED
  }
}
