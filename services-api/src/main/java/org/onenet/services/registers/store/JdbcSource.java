package org.onenet.services.registers.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.onenet.services.platform.Database;
import org.onenet.services.platform.Settings;
import org.onenet.services.registers.EvidenceType;
import org.onenet.services.registers.Register;
import org.onenet.services.registers.RegisterUnavailable;
import org.postgresql.ds.PGSimpleDataSource;
import tools.jackson.databind.JsonNode;

/**
 * Tables or views of a PostgreSQL that is the department's own: its role, a small pool, short
 * time-outs. The document's names of tables and columns were checked when it was loaded; values
 * never become SQL.
 */
final class JdbcSource implements Source {
  private static final int CONNECTIONS = 6;
  private static final int CONNECT_MILLIS = 2_000;
  private static final int ANSWER_SECONDS = 4;
  private static final long IDLE_MILLIS = 120_000;

  private final Register register;
  private final HikariDataSource pool;

  JdbcSource(Register register, Settings settings) {
    this.register = register;
    this.pool = pool(register, settings);
  }

  private static HikariDataSource pool(Register register, Settings settings) {
    String prefix = "onenet.registers." + register.identifier() + ".jdbc.";
    try {
      PGSimpleDataSource connections =
          Database.connections(
              settings.text(prefix + "url"),
              settings.text(prefix + "user"),
              settings.text(prefix + "password", ""));
      connections.setConnectTimeout(CONNECT_MILLIS / 1_000);
      connections.setSocketTimeout(ANSWER_SECONDS + 1);
      HikariConfig config = new HikariConfig();
      config.setDataSource(connections);
      config.setMaximumPoolSize(settings.number(prefix + "pool", CONNECTIONS));
      config.setMinimumIdle(0);
      config.setIdleTimeout(IDLE_MILLIS);
      config.setConnectionTimeout(CONNECT_MILLIS);
      config.setInitializationFailTimeout(-1);
      config.setPoolName(register.identifier());
      // Told to the server once: the driver's own time-out sets a timer for each query.
      config.setConnectionInitSql("SET statement_timeout = " + ANSWER_SECONDS * 1_000);
      return new HikariDataSource(config);
    } catch (NoSuchElementException e) {
      throw new RegisterUnavailable(register.identifier(), e.getMessage(), e);
    }
  }

  @Override
  public List<Map<String, String>> records(EvidenceType type, String citizenNumber) {
    JsonNode mapping = register.source().get("evidence").get(type.identifier());
    try (Connection connection = pool.getConnection();
        PreparedStatement query = connection.prepareStatement(sql(type, mapping))) {
      query.setString(1, citizenNumber);
      try (ResultSet rows = query.executeQuery()) {
        List<Map<String, String>> records = new ArrayList<>();
        while (rows.next()) {
          Map<String, String> record = new LinkedHashMap<>();
          int column = 0;
          for (String field : mapping.get("fields").propertyNames()) {
            record.put(field, rows.getString(++column));
          }
          records.add(record);
        }
        return records;
      }
    } catch (SQLTransientConnectionException | SQLNonTransientConnectionException e) {
      throw new RegisterUnavailable(register.identifier(), "its database cannot be reached", e);
    } catch (SQLException e) {
      throw new RegisterUnavailable(
          register.identifier(),
          "its database refuses %s (SQLSTATE %s)".formatted(type.identifier(), e.getSQLState()),
          e);
    }
  }

  private static String sql(EvidenceType type, JsonNode mapping) {
    String columns =
        mapping.get("fields").properties().stream()
            .map(field -> quoted(field.getValue().asString()))
            .collect(Collectors.joining(", "));
    String order =
        mapping.has("orderBy")
            ? " ORDER BY " + quoted(mapping.get("orderBy").asString()) + " DESC NULLS LAST"
            : "";
    return "SELECT %s FROM %s WHERE %s = ?%s LIMIT %d"
        .formatted(
            columns,
            quoted(mapping.get("table").asString()),
            quoted(mapping.get("subject").asString()),
            order,
            type.hasMany() ? MOST_RECORDS : 1);
  }

  /** {@code schema.table} becomes {@code "schema"."table"}. */
  private static String quoted(String name) {
    return Stream.of(name.split("\\."))
        .map(part -> '"' + part + '"')
        .collect(Collectors.joining("."));
  }

  /** The department's own connections, for what makes and fills the demonstration's tables. */
  DataSource dataSource() {
    return pool;
  }

  @Override
  public void close() {
    pool.close();
  }
}
