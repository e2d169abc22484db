package org.onenet.services.catalogue;

/** A service definition is not what it must be; the message names the file and the place in it. */
public final class DefinitionBroken extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public DefinitionBroken(String message) {
    super(message);
  }
}
