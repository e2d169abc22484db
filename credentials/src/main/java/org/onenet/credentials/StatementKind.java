package org.onenet.credentials;

/** What one party tells another under its signature; the JWS's {@code typ} keeps them apart. */
public enum StatementKind {
  /** A department asks another for what it knows of a person. */
  EVIDENCE_REQUEST(JwsKind.EVIDENCE_REQUEST),
  /** What that one answers. */
  EVIDENCE_ANSWER(JwsKind.EVIDENCE_ANSWER),
  /** What a person agreed to, or took back. */
  CONSENT_RECORD(JwsKind.CONSENT_RECORD);

  private final JwsKind kind;

  StatementKind(JwsKind kind) {
    this.kind = kind;
  }

  JwsKind kind() {
    return kind;
  }

  /** The header's {@code typ}. */
  public String typ() {
    return kind.typ();
  }
}
