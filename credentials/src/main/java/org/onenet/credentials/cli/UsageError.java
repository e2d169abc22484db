package org.onenet.credentials.cli;

/** What was asked for at the terminal cannot be done as it stands; the message names the option. */
final class UsageError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UsageError(String message) {
    super(message);
  }
}
