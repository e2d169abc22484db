package org.onenet.identity.login;

import java.io.Serial;

/**
 * The identity server does not answer, or not as OpenID Connect says; nothing is known about the
 * sign-in itself.
 */
public final class IdentityServerUnreachable extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  public IdentityServerUnreachable(String message, Throwable cause) {
    super(message, cause);
  }
}
