package org.onenet.services.platform;

/**
 * A document of the city's is not what it must be; the message names the file and the place in it.
 */
public final class DocumentBroken extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public DocumentBroken(String message) {
    super(message);
  }
}
