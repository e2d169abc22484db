package org.onenet.contracts;

/** A key file cannot be read, written, or opened with the password given. */
public final class KeyFileUnusable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public KeyFileUnusable(String message, Throwable cause) {
    super(message, cause);
  }
}
