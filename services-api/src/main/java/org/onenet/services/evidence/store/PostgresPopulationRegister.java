package org.onenet.services.evidence.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.internal.exception.FlywaySqlException;
import org.onenet.services.evidence.Person;
import org.onenet.services.evidence.PopulationGenerator;
import org.onenet.services.evidence.PopulationRegister;
import org.onenet.services.evidence.RegisterUnavailable;
import org.onenet.services.platform.Database;
import org.onenet.services.platform.Settings;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The population register in its own schema, by its own role and pool, with short time-outs: it may
 * be away while everything else goes on.
 */
@Singleton
public class PostgresPopulationRegister implements PopulationRegister {
  private static final String COLUMNS =
      "citizen_number, full_name, full_name_latin, sex, birth_date, ethnicity, address, district,"
          + " resident_since, phone, employer, tenure, state";

  private final HikariDataSource pool;
  private final boolean demo;
  private volatile boolean prepared;

  @Inject
  public PostgresPopulationRegister(Settings settings) {
    this(
        settings.text("onenet.population.jdbc.url"),
        settings.text("onenet.population.jdbc.user"),
        settings.text("onenet.population.jdbc.password"),
        settings.flag("onenet.demo"));
  }

  public PostgresPopulationRegister(String url, String user, String password, boolean demo) {
    HikariConfig config = new HikariConfig();
    PGSimpleDataSource connections = Database.connections(url, user, password);
    connections.setSocketTimeout(5);
    config.setDataSource(connections);
    config.setSchema("population");
    config.setMaximumPoolSize(8);
    config.setConnectionTimeout(2_000);
    config.setInitializationFailTimeout(-1);
    config.setPoolName("population");
    this.pool = new HikariDataSource(config);
    this.demo = demo;
  }

  @Override
  public Optional<Person> person(String citizenNumber) {
    prepare();
    try (Connection connection = pool.getConnection();
        PreparedStatement query =
            connection.prepareStatement(
                "SELECT " + COLUMNS + " FROM person WHERE citizen_number = ?")) {
      query.setString(1, citizenNumber);
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? Optional.of(person(row)) : Optional.empty();
      }
    } catch (SQLException e) {
      throw new RegisterUnavailable(e);
    }
  }

  /** Brings the schema up and, in the demonstration, fills it; once, and safely on many nodes. */
  private synchronized void prepare() {
    if (prepared) return;
    try {
      Flyway.configure(PostgresPopulationRegister.class.getClassLoader())
          .dataSource(pool)
          .schemas("population")
          .defaultSchema("population")
          .locations("classpath:db/population")
          .load()
          .migrate();
      if (demo) fill(new PopulationGenerator(20261123).people(400));
      prepared = true;
    } catch (FlywaySqlException | SQLException e) {
      throw new RegisterUnavailable(e);
    }
  }

  private void fill(List<Person> people) throws SQLException {
    try (Connection connection = pool.getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO person ("
                    + COLUMNS
                    + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING")) {
      for (Person person : people) {
        insert.setString(1, person.citizenNumber());
        insert.setString(2, person.fullName());
        insert.setString(3, person.fullNameLatin());
        insert.setString(4, person.sex());
        insert.setDate(5, Date.valueOf(person.birthDate()));
        insert.setString(6, person.ethnicity());
        insert.setString(7, person.address());
        insert.setString(8, person.district());
        insert.setDate(9, Date.valueOf(person.residentSince()));
        insert.setString(10, person.phone());
        insert.setString(11, person.employer());
        insert.setString(12, person.tenure());
        insert.setString(13, person.state());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private static Person person(ResultSet row) throws SQLException {
    return new Person(
        row.getString("citizen_number"),
        row.getString("full_name"),
        row.getString("full_name_latin"),
        row.getString("sex"),
        row.getObject("birth_date", LocalDate.class),
        row.getString("ethnicity"),
        row.getString("address"),
        row.getString("district"),
        row.getObject("resident_since", LocalDate.class),
        row.getString("phone"),
        row.getString("employer"),
        row.getString("tenure"),
        row.getString("state"));
  }

  @PreDestroy
  public void close() {
    pool.close();
  }
}
