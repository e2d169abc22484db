package org.onenet.services.exchange;

import java.util.UUID;

/** Who waits for evidence. Called in the transaction that keeps the answer. */
public interface EvidenceArrived {
  void arrived(Exchange exchange);

  /**
   * Whether anybody still waits for evidence on this application: it is a draft, or its case is not
   * decided. In a transaction it holds until that ends: who ends the application comes later.
   */
  boolean isAwaited(UUID application);
}
