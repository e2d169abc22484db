package org.onenet.identity;

import java.io.Serial;

/**
 * A token was genuine, but its claims do not describe somebody OneNet knows how to treat. To the
 * wire: 401.
 */
public final class ClaimsRefused extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  /** Why; stable names. */
  public enum Code {
    SUBJECT_MISSING,
    USERNAME_MISSING,
    GROUPS_MISSING,
    DEPARTMENT_MISSING,
    ORGANISATION_MISSING,
    CLAIM_MALFORMED
  }

  private final Code code;

  public ClaimsRefused(Code code, String message) {
    super(message);
    this.code = code;
  }

  public Code code() {
    return code;
  }
}
