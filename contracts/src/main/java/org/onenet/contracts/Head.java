package org.onenet.contracts;

import java.time.Instant;

/** The newest block the node knows; the hash with 0x. */
public record Head(long number, String hash, Instant timestamp) {
  /**
   * The newest block that counts as final when this many blocks must lie above it; negative when
   * the chain is younger than that.
   */
  public long finalBlock(int confirmations) {
    return number - confirmations;
  }
}
