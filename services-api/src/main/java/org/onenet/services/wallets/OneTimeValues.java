package org.onenet.services.wallets;

import java.time.Instant;

/** Nonces that were given out, and ids of proofs that were used. */
public interface OneTimeValues {
  void giveOut(String nonce, Instant expires);

  /** Takes a nonce's one use; false when it was never given out, is over, or used. */
  boolean useNonce(String nonce, Instant at);

  /** Takes a proof's one use; false when it was used before. */
  boolean useProof(String id, Instant expires);

  /** Forgets what is over. */
  void forget(Instant before);
}
