package org.onenet.stack.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.onenet.stack.Stack;

/** The housing register, as slow as it may be: its table is locked until this is closed. */
final class SlowRegister implements AutoCloseable {
  private static final String ROLE = "housing_register";

  private final Connection connection;

  SlowRegister(Stack stack) {
    try {
      connection =
          DriverManager.getConnection(stack.jdbcUrl(), ROLE, stack.passwordOfDatabaseRole(ROLE));
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        statement.execute("LOCK TABLE " + ROLE + ".lease IN ACCESS EXCLUSIVE MODE");
      }
    } catch (SQLException e) {
      throw new IllegalStateException("the bench cannot slow the register down", e);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException("the register stays slow", e);
    }
  }
}
