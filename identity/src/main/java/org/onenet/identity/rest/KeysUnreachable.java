package org.onenet.identity.rest;

import java.io.Serial;

/** Whether a token is genuine cannot be told now. To the wire: 503, never 401. */
public final class KeysUnreachable extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  KeysUnreachable(String what, Throwable cause) {
    super(what, cause);
  }
}
