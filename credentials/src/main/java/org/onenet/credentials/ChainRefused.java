package org.onenet.credentials;

/** A certificate chain is not put beside a key; the message says what was expected. */
public final class ChainRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ChainRefused(String message) {
    super(message);
  }
}
