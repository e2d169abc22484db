package org.onenet.services.evidence;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.onenet.services.evidence.store.PostgresPopulationRegister;
import org.onenet.services.platform.Database;

/**
 * A PostgreSQL with the roles and schemas of the stack: {@code onenet} and {@code population}, each
 * the owner of its own schema and of nothing else.
 */
final class CityDatabase implements AutoCloseable {
  /** Word for word what {@code org.onenet.stack.Postgres} runs, as a test compares. */
  static final List<String> RIGHTS_IN_THE_CLUSTER =
      List.of("GRANT CONNECT, TEMPORARY ON DATABASE onenet TO onenet, population");

  static final List<String> RIGHTS_IN_THE_DATABASE =
      List.of(
          "REVOKE ALL ON SCHEMA public FROM PUBLIC",
          "CREATE SCHEMA IF NOT EXISTS onenet AUTHORIZATION onenet",
          "CREATE SCHEMA IF NOT EXISTS population AUTHORIZATION population",
          "ALTER ROLE onenet IN DATABASE onenet SET search_path = onenet",
          "ALTER ROLE population IN DATABASE onenet SET search_path = population");

  private final EmbeddedPostgres server;
  private final String name;

  CityDatabase() throws IOException, SQLException {
    this(
        EmbeddedPostgres.builder().setServerConfig("listen_addresses", "127.0.0.1").start(),
        "onenet");
    superuser("postgres", "CREATE ROLE onenet LOGIN", "CREATE ROLE population LOGIN");
    prepare();
  }

  private CityDatabase(EmbeddedPostgres server, String name) {
    this.server = server;
    this.name = name;
  }

  /** An empty one of that name with the same roles; it goes with the server of this one. */
  CityDatabase another(String name) throws SQLException {
    CityDatabase another = new CityDatabase(server, name);
    another.prepare();
    return another;
  }

  private void prepare() throws SQLException {
    superuser("postgres", "CREATE DATABASE " + name);
    superuser("postgres", "REVOKE ALL ON DATABASE " + name + " FROM PUBLIC");
    superuser("postgres", here(RIGHTS_IN_THE_CLUSTER));
    superuser(name, here(RIGHTS_IN_THE_DATABASE));
  }

  private String[] here(List<String> rights) {
    return rights.stream()
        .map(right -> right.replace("DATABASE onenet", "DATABASE " + name))
        .toArray(String[]::new);
  }

  /** The source of the stack's own preparation of roles. */
  static String stack() throws IOException {
    return Files.readString(Path.of("../e2e-tests/src/main/java/org/onenet/stack/Postgres.java"));
  }

  String url() {
    return server.getJdbcUrl("postgres", name).replaceAll("\\?.*", "");
  }

  Database database() {
    return new Database(url(), "onenet", "", 12);
  }

  PostgresPopulationRegister register() {
    return new PostgresPopulationRegister(url(), "population", "", true);
  }

  Connection as(String role) throws SQLException {
    return DriverManager.getConnection(url(), role, "");
  }

  void superuser(String database, String... statements) throws SQLException {
    try (Connection connection = server.getDatabase("postgres", database).getConnection();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) statement.execute(sql);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
