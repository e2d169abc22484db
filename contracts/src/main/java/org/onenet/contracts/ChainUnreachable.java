package org.onenet.contracts;

/** The node could not be asked, or answered with an error: nothing is known of what we asked. */
public final class ChainUnreachable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ChainUnreachable(String message, Throwable cause) {
    super(message, cause);
  }
}
