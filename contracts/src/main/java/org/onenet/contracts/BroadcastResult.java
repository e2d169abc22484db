package org.onenet.contracts;

/** What the node said to a transaction sent to it. */
public sealed interface BroadcastResult {
  /** Taken into the pool. */
  record Accepted(String hash) implements BroadcastResult {}

  /** It was in the pool already: as good as accepted. */
  record AlreadyKnown(String hash) implements BroadcastResult {}

  /** The nonce is used up: this transaction was mined, or another one with its nonce. */
  record NonceTooLow(String message) implements BroadcastResult {}

  /** The pool holds another transaction of this nonce that pays as much, or the fee is too low. */
  record Underpriced(String message) implements BroadcastResult {}

  /** The node said no for another reason, for example for want of funds. */
  record Refused(String message) implements BroadcastResult {}

  /** Nobody knows whether it arrived: send the same bytes again. */
  record Unreachable(String message) implements BroadcastResult {}
}
