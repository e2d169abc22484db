package org.onenet.identity.login;

import java.io.Serial;

/** A sign-in did not come to its end; the code is for the log, not for the page. */
final class LoginRefused extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  enum Code {
    /**
     * The person took too long on the sign-in page, which Keycloak tells by an error: start over.
     */
    EXPIRED,
    /** The identity server, or the person, said no. */
    DENIED,
    /** Code, state, nonce, signature, issuer, audience or time did not hold. */
    NOT_GENUINE,
    /** Genuine, but not somebody we know how to treat. */
    UNKNOWN_CALLER
  }

  private final Code code;

  LoginRefused(Code code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  Code code() {
    return code;
  }
}
