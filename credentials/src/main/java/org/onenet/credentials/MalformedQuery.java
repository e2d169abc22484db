package org.onenet.credentials;

/** A query is not as DCQL wants it: which member, and what was expected there. */
public final class MalformedQuery extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String member;
  private final String expected;

  MalformedQuery(String member, String expected) {
    super(member + ": expected " + expected);
    this.member = member;
    this.expected = expected;
  }

  /** For example {@code credentials[0].meta.vct_values}. */
  public String member() {
    return member;
  }

  public String expected() {
    return expected;
  }
}
