package org.onenet.services.consent;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The receipts. */
public interface Consents {
  void keep(ConsentReceipt receipt);

  Optional<ConsentReceipt> find(UUID id);

  /** Whether it holds now: asked again right before each use of one that was read before. */
  boolean isInForce(UUID id, Instant now);

  /** A citizen's, the newest first. */
  List<ConsentReceipt> of(String owner, int most);

  /** The last that was given for an application. */
  Optional<ConsentReceipt> lastFor(UUID application);

  /** Returns false when it was withdrawn before. */
  boolean withdraw(UUID id, Instant at, String withdrawal);
}
