package org.onenet.identity.rest;

import java.io.Serial;

/** The request needs a caller and brings no token. To the wire: 401. */
public final class NotSignedIn extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  public NotSignedIn() {
    super("This needs a signed-in caller: send an access token as bearer.");
  }
}
