package org.onenet.services.exchange;

import java.time.Instant;

/** The requests that registers of this node answered: each message once. */
public interface AnsweredRequests {
  /** Takes the message's id. Returns false when it was answered before. */
  boolean claim(EvidenceRequest request, String hash, Instant at);

  /** Forgets those before that time; their messages have long expired. */
  int forget(Instant before);
}
