package org.onenet.credentials;

/** The file of issuer keys cannot be opened: a wrong password, or not such a file. */
public final class KeysUnreadable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  KeysUnreadable(String message, Throwable cause) {
    super(message, cause);
  }
}
