package org.onenet.services.platform;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jooq.ConnectionProvider;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jooq.impl.DefaultConfiguration;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * This node's PostgreSQL: a pool, the migrations, and transactions bound to the thread, so that
 * every store that is called inside {@link #inTransaction} works in the same one.
 *
 * <p>The migrations run when the database is first reached; until then every use is refused as
 * {@link DatabaseAway}, and the node answers 503 instead of dying.
 */
@Singleton
public class Database implements Transactions {
  private static final String SCHEMA = "onenet";

  private final HikariDataSource pool;
  private final DSLContext sql;

  /** The connection of the transaction that the thread is in. */
  private final ThreadLocal<Connection> current = new ThreadLocal<>();

  private volatile boolean migrated;

  @Inject
  public Database(org.onenet.services.platform.Settings settings) {
    this(
        settings.text("onenet.jdbc.url"),
        settings.text("onenet.jdbc.user"),
        settings.text("onenet.jdbc.password"),
        settings.number("onenet.jdbc.pool", 20));
  }

  public Database(String url, String user, String password, int connections) {
    HikariConfig config = new HikariConfig();
    config.setDataSource(connections(url, user, password));
    config.setSchema(SCHEMA);
    config.setMaximumPoolSize(connections);
    config.setConnectionTimeout(5_000);
    config.setInitializationFailTimeout(-1);
    config.setPoolName("onenet");
    this.pool = new HikariDataSource(config);
    this.sql =
        DSL.using(
            new DefaultConfiguration()
                .set(new Connections())
                .set(SQLDialect.POSTGRES)
                .set(new Settings().withExecuteLogging(false).withCacheRecordMappers(true)));
  }

  /**
   * The driver's own data source: inside a server, DriverManager does not see a war's drivers.
   * Texts of statements are few and fixed, so they are prepared on the server from their second
   * use.
   */
  public static PGSimpleDataSource connections(String url, String user, String password) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(url);
    source.setUser(user);
    source.setPassword(password);
    source.setPrepareThreshold(2);
    source.setStringType("unspecified");
    return source;
  }

  /** Brings the schema to this code's version; safe when several nodes do it at once. */
  public synchronized void migrate() {
    if (migrated) return;
    try {
      Flyway.configure(Database.class.getClassLoader())
          .dataSource(pool)
          .schemas(SCHEMA)
          .defaultSchema(SCHEMA)
          .locations("classpath:db/migration")
          .outOfOrder(true)
          .load()
          .migrate();
      migrated = true;
    } catch (org.flywaydb.core.internal.exception.FlywaySqlException e) {
      throw new DatabaseAway(e);
    }
  }

  /** A point in time as a timestamptz takes it; null stays null. */
  public static OffsetDateTime utc(Instant at) {
    return at == null ? null : at.atOffset(ZoneOffset.UTC);
  }

  /** SQL in the current thread's transaction, or by itself when there is none. */
  public DSLContext sql() {
    if (!migrated) migrate();
    return sql;
  }

  /** The pool, for what brings its own JDBC. */
  public DataSource dataSource() {
    return pool;
  }

  /** Whether the current thread is in a transaction of {@link #inTransaction}. */
  public boolean isInTransaction() {
    return current.get() != null;
  }

  @Override
  public <T> T inTransaction(Supplier<T> work) {
    if (!migrated) migrate();
    return refusing(() -> isInTransaction() ? work.get() : begun(work));
  }

  /**
   * Not by jOOQ's own provider, which asks the server for the isolation level in each transaction.
   * What is not committed the pool rolls back when the connection comes home.
   */
  private <T> T begun(Supplier<T> work) {
    try (Connection connection = pool.getConnection()) {
      connection.setAutoCommit(false);
      current.set(connection);
      T result = work.get();
      connection.commit();
      return result;
    } catch (SQLException e) {
      throw new DataAccessException("a transaction did not begin or end", e);
    } finally {
      current.remove();
    }
  }

  /** A transaction's connection for what is in it; else one of the pool for each statement. */
  private final class Connections implements ConnectionProvider {
    @Override
    public Connection acquire() {
      if (isInTransaction()) return current.get();
      try {
        return pool.getConnection();
      } catch (SQLException e) {
        throw new DatabaseAway(e);
      }
    }

    @Override
    public void release(Connection connection) {
      if (connection == current.get()) return;
      try {
        connection.close();
      } catch (SQLException e) {
        throw new DataAccessException("a connection did not go home", e);
      }
    }
  }

  /** One statement that commits by itself; refused like a transaction when nobody answers. */
  public int execute(String statement, Object... values) {
    return refusing(() -> sql().execute(statement, values));
  }

  private static <T> T refusing(Supplier<T> work) {
    try {
      return work.get();
    } catch (DataAccessException e) {
      throw unreachable(e) ? new DatabaseAway(e) : e;
    }
  }

  /** Whether the database answers now. */
  public boolean answers() {
    try (Connection connection = pool.getConnection()) {
      migrate();
      return connection.isValid(2);
    } catch (SQLException | DatabaseAway e) {
      return false;
    }
  }

  private static boolean unreachable(DataAccessException e) {
    String state = e.sqlState();
    return state.startsWith("08")
        || state.startsWith("57P")
        || e.getCause() instanceof java.sql.SQLTransientConnectionException;
  }

  @PreDestroy
  public void close() {
    pool.close();
  }
}
