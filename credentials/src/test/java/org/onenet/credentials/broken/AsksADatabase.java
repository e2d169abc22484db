package org.onenet.credentials.broken;

import java.sql.Connection;

/** Deliberately broken: credentials know no database. */
public final class AsksADatabase {
  private final Connection connection;

  public AsksADatabase(Connection connection) {
    this.connection = connection;
  }

  @Override
  public String toString() {
    return "asks " + connection;
  }
}
