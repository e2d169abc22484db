package org.onenet.stack.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The yardstick for case throughput: how many single-row transactions the same PostgreSQL commits
 * durably in a second, with as many connections as the bench has clients.
 */
final class DurableCommits {
  private final String url;
  private final String user;
  private final String password;

  DurableCommits(String url, String user, String password) {
    this.url = url;
    this.user = user;
    this.password = password;
  }

  /** A PostgreSQL of the bench's own, as durable as the stack's. */
  static EmbeddedPostgres server() throws IOException {
    return EmbeddedPostgres.builder()
        .setServerConfig("shared_buffers", "128MB")
        .setServerConfig("fsync", "on")
        .setServerConfig("synchronous_commit", "on")
        .setServerConfig("full_page_writes", "on")
        .setServerConfig("timezone", "UTC")
        .start();
  }

  Load.Result measure(int clients, java.time.Duration span) {
    execute(
        "CREATE TABLE IF NOT EXISTS bench_commit (id bigserial PRIMARY KEY, note text NOT NULL)");
    try {
      return Load.run(
          clients,
          span,
          () -> {
            Connection connection = connect();
            PreparedStatement insert =
                prepared(connection, "INSERT INTO bench_commit (note) VALUES ('one durable row')");
            return () -> {
              try {
                insert.executeUpdate();
              } catch (SQLException e) {
                throw new IllegalStateException("a commit failed", e);
              }
            };
          });
    } finally {
      execute("DROP TABLE bench_commit");
    }
  }

  private Connection connect() {
    try {
      return DriverManager.getConnection(url, user, password);
    } catch (SQLException e) {
      throw new IllegalStateException("the bench cannot reach PostgreSQL", e);
    }
  }

  private static PreparedStatement prepared(Connection connection, String sql) {
    try {
      return connection.prepareStatement(sql);
    } catch (SQLException e) {
      throw new IllegalStateException("the bench cannot prepare its statement", e);
    }
  }

  private void execute(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException("the bench's table cannot be made or dropped", e);
    }
  }
}
