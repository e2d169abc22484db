package org.onenet.services.issuance;

/** Whether a certificate is in force; the number is its value in status lists. */
public enum Validity {
  VALID(0),
  REVOKED(1),
  SUSPENDED(2);

  private final int number;

  Validity(int number) {
    this.number = number;
  }

  /** Token Status List, draft 20, §7.1. */
  public int number() {
    return number;
  }

  public static Validity of(int number) {
    return values()[number];
  }
}
