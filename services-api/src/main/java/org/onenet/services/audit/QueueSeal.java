package org.onenet.services.audit;

import org.onenet.credentials.Digest;

/** The way of a seal to the chain. */
public interface QueueSeal {
  /** Queues its registration, in the caller's transaction; a worker does the rest. */
  void queue(Digest seal);
}
