package org.onenet.identity.login;

import java.io.Serial;

/**
 * The sign-in is over (expired, or ended elsewhere): send the browser to its page again, which
 * signs in anew.
 */
public final class SessionEnded extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  public SessionEnded(String message) {
    super(message);
  }

  public SessionEnded(String message, Throwable cause) {
    super(message, cause);
  }
}
