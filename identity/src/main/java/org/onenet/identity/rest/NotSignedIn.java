package org.onenet.identity.rest;

import java.io.Serial;

/**
 * The request needs a caller, and brings no access token or one that does not hold. To the wire:
 * 401.
 */
public final class NotSignedIn extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  public NotSignedIn() {
    super("This needs a signed-in caller: send an access token as bearer.");
  }

  NotSignedIn(TokenRefused why) {
    super("The access token was refused: " + why.getMessage(), why);
  }
}
