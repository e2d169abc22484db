package org.onenet.services.registers;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.onenet.services.platform.Settings;

/**
 * A PostgreSQL with the roles and schemas of the stack: each register's role owns its own schema
 * and nothing else.
 */
public final class RegistersDatabase implements AutoCloseable {
  /** Word for word what {@code org.onenet.stack.Postgres} runs for each, as a test compares. */
  private static final String CONNECT = "GRANT CONNECT, TEMPORARY ON DATABASE onenet TO %s";

  private static final String SCHEMA = "CREATE SCHEMA IF NOT EXISTS %1$s AUTHORIZATION %1$s";
  private static final String PUBLIC = "REVOKE ALL ON SCHEMA public FROM PUBLIC";
  private static final String ONENET = "CREATE SCHEMA IF NOT EXISTS onenet AUTHORIZATION onenet";

  private static final List<String> ROLES =
      new Registers(Optional.empty()).all().stream().map(RegistersDatabase::roleOf).toList();

  private final EmbeddedPostgres server;

  public RegistersDatabase() throws IOException, SQLException {
    server = EmbeddedPostgres.builder().setServerConfig("listen_addresses", "127.0.0.1").start();
    superuser("postgres", "CREATE ROLE onenet LOGIN");
    superuser("postgres", "CREATE DATABASE onenet", "REVOKE ALL ON DATABASE onenet FROM PUBLIC");
    superuser("postgres", "GRANT CONNECT, TEMPORARY ON DATABASE onenet TO onenet");
    superuser("onenet", PUBLIC, ONENET);
    for (String role : ROLES) {
      superuser("postgres", "CREATE ROLE " + role + " LOGIN", CONNECT.formatted(role));
    }
    emptied();
  }

  /** Every register's schema, new and empty. */
  public void emptied() throws SQLException {
    for (String role : ROLES) {
      superuser("onenet", "DROP SCHEMA IF EXISTS " + role + " CASCADE", SCHEMA.formatted(role));
    }
  }

  public static List<String> roles() {
    return ROLES;
  }

  public static String roleOf(Register register) {
    return register.identifier().replace('-', '_');
  }

  /** What is done here and stands no more in the stack's own preparation of roles. */
  public static List<String> missingInStack() throws IOException {
    String stack =
        Files.readString(Path.of("../e2e-tests/src/main/java/org/onenet/stack/Postgres.java"));
    List<String> here = new ArrayList<>(List.of(CONNECT, SCHEMA, PUBLIC, ONENET));
    new Registers(Optional.empty()).all().forEach(register -> here.add(register.identifier()));
    return here.stream().filter(one -> !stack.contains('"' + one + '"')).toList();
  }

  public String url() {
    return server.getJdbcUrl("postgres", "onenet").replaceAll("\\?.*", "");
  }

  /**
   * @param people of the demonstration city; 0 for no demonstration
   */
  public Settings settings(int people) {
    return GivenSettings.of(values(people));
  }

  public Map<String, String> values(int people) {
    Map<String, String> values = new HashMap<>();
    for (Register register : new Registers(Optional.empty()).all()) {
      String prefix = "onenet.registers." + register.identifier() + ".jdbc.";
      values.put(prefix + "url", url());
      values.put(prefix + "user", roleOf(register));
    }
    values.put("onenet.demo", String.valueOf(people > 0));
    values.put("onenet.demo.people", String.valueOf(people));
    return values;
  }

  public Connection as(String role) throws SQLException {
    return DriverManager.getConnection(url(), role, "");
  }

  public void superuser(String database, String... statements) throws SQLException {
    try (Connection connection = server.getDatabase("postgres", database).getConnection();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) statement.execute(sql);
    }
  }

  /** What a role reads, one value. */
  public String asked(String role, String sql) throws SQLException {
    try (Connection connection = as(role);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
