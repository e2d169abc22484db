package org.onenet.contracts;

import java.nio.file.Path;

/** The departments' accounts: one Ethereum V3 key file each, made on first ask. */
public final class DepartmentAccounts {
  private final KeyFiles files;

  private DepartmentAccounts(KeyFiles files) {
    this.files = files;
  }

  /** Opens a folder, made when it is not there; nothing is read before an account is asked for. */
  public static DepartmentAccounts open(Path keysDir, String password) {
    return new DepartmentAccounts(new KeyFiles(keysDir, password));
  }

  /**
   * The account of a department, from {@code <department>.json}.
   *
   * @throws IllegalArgumentException when the name is not lower-case letters, digits and dashes
   * @throws KeyFileUnusable when the file cannot be read or the password does not open it
   */
  public DepartmentAccount account(String department) {
    return new DepartmentAccount(files.key(department));
  }
}
