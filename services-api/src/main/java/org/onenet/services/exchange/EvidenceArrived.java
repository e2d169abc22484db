package org.onenet.services.exchange;

import java.util.List;
import java.util.UUID;

/** Who waits for evidence. Called in the transaction that keeps the answer. */
public interface EvidenceArrived {
  /**
   * @param exchanges one or more, all of this application
   */
  void arrived(UUID application, List<Exchange> exchanges);

  /**
   * Whether anybody still waits for evidence on this application: it is a draft, or its case is not
   * decided. In a transaction it holds until that ends: who ends the application comes later.
   */
  boolean isAwaited(UUID application);
}
