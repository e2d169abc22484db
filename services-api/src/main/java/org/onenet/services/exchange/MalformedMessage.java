package org.onenet.services.exchange;

/** A message whose member is not what it must be. */
public final class MalformedMessage extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String member;
  private final String expected;

  MalformedMessage(String member, String expected) {
    super(member + ": expected " + expected);
    this.member = member;
    this.expected = expected;
  }

  public String member() {
    return member;
  }

  public String expected() {
    return expected;
  }
}
