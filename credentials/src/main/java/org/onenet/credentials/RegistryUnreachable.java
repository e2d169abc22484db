package org.onenet.credentials;

/** The registry could not be asked; a verdict reads "could not check". */
public final class RegistryUnreachable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public RegistryUnreachable(String message, Throwable cause) {
    super(message, cause);
  }
}
