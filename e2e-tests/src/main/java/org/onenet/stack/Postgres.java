package org.onenet.stack;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The embedded PostgreSQL of a stack: its data lives in the data folder, passwords are asked for
 * (SCRAM), and each role owns its own schema only.
 *
 * <ul>
 *   <li>{@code onenet} owns schema {@code onenet}: cases, credentials, the queue to the chain;
 *   <li>each of {@link #REGISTERS} has a role and a schema of its name, with underscores;
 *   <li>{@code keycloak} owns database {@code keycloak}.
 * </ul>
 */
final class Postgres implements AutoCloseable {
  /** The departments' registers by their identifiers, as services-api's documents have them. */
  static final List<String> REGISTERS =
      List.of(
          "population-register",
          "social-insurance-register",
          "housing-register",
          "business-register",
          "civil-affairs-register",
          "education-register");

  private final StackOptions options;
  private final Secrets secrets;
  private final Children children;
  private final Path folder;
  private EmbeddedPostgres server;
  private long pid;

  Postgres(StackOptions options, Secrets secrets, Children children) {
    this.options = options;
    this.secrets = secrets;
    this.children = children;
    this.folder = options.data().resolve("postgres");
  }

  void start() {
    boolean first = !Files.exists(folder.resolve("postgresql.conf"));
    try {
      Files.createDirectories(options.data().resolve("logs"));
      EmbeddedPostgres.Builder builder =
          EmbeddedPostgres.builder()
              .setDataDirectory(folder)
              .setCleanDataDirectory(false)
              .setPort(options.ports().database())
              .setPGStartupWait(Duration.ofMinutes(2))
              .setServerConfig("listen_addresses", "127.0.0.1")
              .setServerConfig("unix_socket_directories", "")
              .setServerConfig("max_connections", "120")
              .setServerConfig("shared_buffers", "128MB")
              .setServerConfig("fsync", "on")
              .setServerConfig("synchronous_commit", "on")
              .setServerConfig("full_page_writes", "on")
              .setServerConfig("timezone", "UTC")
              .setLocaleConfig("locale", "C.UTF-8")
              .setLocaleConfig("encoding", "UTF8")
              .setOutputRedirector(
                  ProcessBuilder.Redirect.appendTo(
                      options.data().resolve("logs/postgres.log").toFile()))
              .setErrorRedirector(
                  ProcessBuilder.Redirect.appendTo(
                      options.data().resolve("logs/postgres.log").toFile()))
              .setRegisterShutdownHook(false);
      if (!first) builder.setConnectConfig("password", superuserPassword());
      server = builder.start();
      noteProcess();
      if (first) askForPasswords();
      prepareRoles();
    } catch (IOException e) {
      throw new StackFailure(
          "PostgreSQL did not start: see "
              + options.data().resolve("logs/postgres.log")
              + " ("
              + e.getMessage()
              + ").",
          e);
    }
  }

  private void noteProcess() throws IOException {
    pid = Long.parseLong(Files.readAllLines(folder.resolve("postmaster.pid")).getFirst());
    ProcessHandle.of(pid).ifPresent(children::note);
  }

  long pid() {
    return pid;
  }

  /** JDBC address of the database {@code onenet}. */
  String url() {
    return url("onenet");
  }

  /** JDBC address of Keycloak's own database. */
  String keycloakUrl() {
    return url("keycloak");
  }

  /** The role of a register, which is its schema's name too. */
  static String roleOf(String register) {
    return register.replace('-', '_');
  }

  /** What services-api reads the registers with: each by its own role. */
  Map<String, String> registersEnvironment() {
    Map<String, String> environment = new LinkedHashMap<>();
    for (String register : REGISTERS) {
      String prefix = "ONENET_REGISTERS_" + roleOf(register).toUpperCase(Locale.ROOT) + "_JDBC_";
      environment.put(prefix + "URL", url());
      environment.put(prefix + "USER", roleOf(register));
      environment.put(prefix + "PASSWORD", passwordOf(roleOf(register)));
    }
    return environment;
  }

  String passwordOf(String role) {
    return secrets.of("postgres." + role);
  }

  private String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + options.ports().database() + "/" + database;
  }

  private String superuserPassword() {
    return secrets.of("postgres.superuser");
  }

  /** The first start trusts the loopback; from then on every connection needs its password. */
  private void askForPasswords() throws IOException {
    try (Connection connection =
            DriverManager.getConnection(url("postgres"), "postgres", "not asked for yet");
        Statement statement = connection.createStatement()) {
      statement.execute("ALTER ROLE postgres PASSWORD " + quoted(superuserPassword()));
      Files.writeString(folder.resolve("pg_hba.conf"), "host all all 127.0.0.1/32 scram-sha-256\n");
      statement.execute("SELECT pg_reload_conf()");
    } catch (SQLException e) {
      throw new StackFailure("PostgreSQL's superuser could not be given a password.", e);
    }
  }

  private void prepareRoles() {
    try (Connection admin = superuser("postgres")) {
      List<String> roles = new ArrayList<>(List.of("onenet", "keycloak"));
      REGISTERS.forEach(register -> roles.add(roleOf(register)));
      for (String role : roles) {
        if (!exists(admin, "SELECT 1 FROM pg_roles WHERE rolname = '" + role + "'")) {
          run(admin, "CREATE ROLE " + role + " LOGIN");
        }
        run(admin, "ALTER ROLE " + role + " PASSWORD " + quoted(passwordOf(role)));
      }
      for (String database : new String[] {"onenet", "keycloak"}) {
        if (!exists(admin, "SELECT 1 FROM pg_database WHERE datname = '" + database + "'")) {
          run(admin, "CREATE DATABASE " + database);
          run(admin, "REVOKE ALL ON DATABASE " + database + " FROM PUBLIC");
        }
      }
      run(admin, "GRANT CONNECT, CREATE, TEMPORARY ON DATABASE keycloak TO keycloak");
      run(admin, "GRANT CONNECT, TEMPORARY ON DATABASE onenet TO onenet");
      for (String register : REGISTERS) {
        run(admin, "GRANT CONNECT, TEMPORARY ON DATABASE onenet TO %s", roleOf(register));
      }
    } catch (SQLException e) {
      throw new StackFailure("PostgreSQL's roles could not be made: " + e.getMessage(), e);
    }
    try (Connection onenet = superuser("onenet")) {
      run(onenet, "REVOKE ALL ON SCHEMA public FROM PUBLIC");
      run(onenet, "CREATE SCHEMA IF NOT EXISTS onenet AUTHORIZATION onenet");
      run(onenet, "ALTER ROLE onenet IN DATABASE onenet SET search_path = onenet");
      for (String register : REGISTERS) {
        run(onenet, "CREATE SCHEMA IF NOT EXISTS %1$s AUTHORIZATION %1$s", roleOf(register));
      }
    } catch (SQLException e) {
      throw new StackFailure("PostgreSQL's schemas could not be made: " + e.getMessage(), e);
    }
    try (Connection keycloak = superuser("keycloak")) {
      run(keycloak, "GRANT ALL ON SCHEMA public TO keycloak");
    } catch (SQLException e) {
      throw new StackFailure("Keycloak's database could not be made: " + e.getMessage(), e);
    }
  }

  private Connection superuser(String database) throws SQLException {
    return DriverManager.getConnection(url(database), "postgres", superuserPassword());
  }

  private static boolean exists(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      return rows.next();
    }
  }

  /** {@code sql} with the names put in: they are ours, and no text from outside. */
  private static void run(Connection connection, String sql, String... names) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(names.length == 0 ? sql : sql.formatted((Object[]) names));
    }
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  @Override
  public void close() {
    if (server == null) return;
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL did not stop", e);
    }
  }
}
