package org.onenet.identity.rest;

import java.io.Serial;

/**
 * The access token is not one that opens this API. To the wire: 401 and, by RFC 6750 §3.1, {@code
 * invalid_token}; why is for the log only.
 */
final class TokenRefused extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  TokenRefused(String why, Throwable cause) {
    super(why, cause);
  }
}
