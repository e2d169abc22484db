package org.onenet.contracts;

import java.util.Locale;
import org.web3j.crypto.Credentials;

/** A department's account on chain; the key never leaves this room. */
public final class DepartmentAccount {
  private final Credentials credentials;

  DepartmentAccount(Credentials credentials) {
    this.credentials = credentials;
  }

  /** 0x and 40 lower-case hex digits. */
  public String address() {
    return credentials.getAddress().toLowerCase(Locale.ROOT);
  }

  Credentials credentials() {
    return credentials;
  }

  @Override
  public String toString() {
    return "DepartmentAccount[" + address() + "]";
  }
}
