package org.onenet.credentials;

/** A document that a check needs could not be fetched: the check could not be made. */
public final class Unreachable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public Unreachable(String message, Throwable cause) {
    super(message, cause);
  }
}
