package org.onenet.credentials;

/** A text is no registration receipt, and this is what is wrong with it. */
public final class MalformedReceipt extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The stable names of what can be wrong. */
  public enum Fault {
    NOT_JSON,
    MEMBER_MISSING,
    MEMBER_WRONG,
    MEMBER_UNKNOWN,
    LEADS_ELSEWHERE
  }

  private final Fault fault;
  private final String member;

  MalformedReceipt(Fault fault, String member, String message) {
    super(message);
    this.fault = fault;
    this.member = member;
  }

  public Fault fault() {
    return fault;
  }

  /** The JSON member at fault; empty when it is the whole. */
  public String member() {
    return member;
  }
}
