package org.onenet.credentials;

/**
 * The issuer keys cannot be opened: a wrong password or PIN, not such a file or key store, or a key
 * is missing in it.
 */
public final class KeysUnreadable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  KeysUnreadable(String message, Throwable cause) {
    super(message, cause);
  }
}
