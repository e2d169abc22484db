package org.onenet.credentials;

/** A statement that must not be believed; the code says why. */
public final class StatementRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Stable reasons. */
  public enum Code {
    /** No compact JWS of this kind, or a claim that is not as it must be. */
    MALFORMED,
    /** Its signer has no such key, or had not then. */
    KEY_UNKNOWN,
    SIGNATURE_INVALID,
    /** Too old, or from the future. */
    NOT_NOW
  }

  private final Code code;

  StatementRefused(Code code, String expected) {
    super(expected);
    this.code = code;
  }

  public Code code() {
    return code;
  }
}
