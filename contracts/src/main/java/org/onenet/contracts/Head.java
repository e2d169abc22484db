package org.onenet.contracts;

import java.time.Instant;

/** A block, in most cases the newest that the node knows; the hash with 0x. */
public record Head(long number, String hash, Instant timestamp) {
  /**
   * The newest block that counts as final when this many blocks must lie above it; negative when
   * the chain is younger than that.
   */
  public long finalBlock(int confirmations) {
    return number - confirmations;
  }
}
