package org.onenet.credentials;

/** A text is not the object it should be; the message names the member and what was expected. */
public final class MalformedCredential extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public MalformedCredential(String message) {
    super(message);
  }
}
