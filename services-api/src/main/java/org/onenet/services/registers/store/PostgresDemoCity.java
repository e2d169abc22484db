package org.onenet.services.registers.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.onenet.services.platform.Settings;
import org.onenet.services.registers.DemoCity;
import org.onenet.services.registers.Register;
import org.onenet.services.registers.RegisterUnavailable;
import org.onenet.services.registers.Registers;
import org.onenet.services.registers.city.CityTable;
import org.onenet.services.registers.city.GeneratedCity;
import org.onenet.services.registers.city.Neighbourhood;
import org.onenet.services.registers.city.Row;
import org.postgresql.PGConnection;

/**
 * The generated city in PostgreSQL, a schema a register. A neighbourhood goes into a register in
 * one transaction with the row of {@code generated_block} that claims it: whoever comes second, or
 * comes back after being killed, finds it there. How large the city is was decided by the first.
 */
@Singleton
public class PostgresDemoCity implements DemoCity {
  private static final int PEOPLE = 100_000;

  private final Registers registers;
  private final Sources sources;
  private final Optional<GeneratedCity> wanted;
  private final Map<String, GeneratedCity> open = new ConcurrentHashMap<>();
  private final Set<String> whole = ConcurrentHashMap.newKeySet();
  private volatile Made last;

  /** What is made once goes into six registers. */
  private record Made(String plan, Neighbourhood neighbourhood) {}

  @Inject
  public PostgresDemoCity(Registers registers, Sources sources, Settings settings) {
    this.registers = registers;
    this.sources = sources;
    this.wanted =
        settings.flag("onenet.demo")
            ? Optional.of(
                new GeneratedCity(
                    GeneratedCity.SEED, settings.number("onenet.demo.people", PEOPLE)))
            : Optional.empty();
  }

  @Override
  public void open(Register register) {
    if (wanted.isEmpty() || !registers.isShipped(register)) return;
    open.computeIfAbsent(register.identifier(), identifier -> prepared(register));
  }

  private GeneratedCity prepared(Register register) {
    try {
      Flyway.configure(PostgresDemoCity.class.getClassLoader())
          .dataSource(jdbc(register).dataSource())
          .schemas(schema(register))
          .defaultSchema(schema(register))
          .locations("classpath:db/registers/" + schema(register))
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw unavailable(register, e);
    }
    load(register, wanted.get(), 0);
    return GeneratedCity.of(
        asked(
            register,
            "SELECT plan FROM %s.generated_block WHERE block = 0".formatted(schema(register))));
  }

  @Override
  public boolean grow() {
    if (wanted.isEmpty()) return false;
    boolean grown = false;
    RegisterUnavailable first = null;
    for (Register register : registers.all()) {
      if (!registers.isShipped(register) || whole.contains(register.identifier())) continue;
      try {
        open(register);
        grown |= grow(register, open.get(register.identifier()));
      } catch (RegisterUnavailable e) {
        // one that is away must not keep the others; it is told when they have had their turn
        if (first == null) first = e;
        else first.addSuppressed(e);
      }
    }
    if (first != null) throw first;
    return grown;
  }

  private boolean grow(Register register, GeneratedCity city) {
    String missing =
        ("SELECT min(n) FROM generate_series(1, %d) n"
                + " WHERE n NOT IN (SELECT block FROM %s.generated_block)")
            .formatted(city.neighbourhoods() - 1, schema(register));
    String next = asked(register, missing);
    if (next == null) {
      whole.add(register.identifier());
      return false;
    }
    load(register, city, Integer.parseInt(next));
    return true;
  }

  private void load(Register register, GeneratedCity city, int number) {
    Neighbourhood neighbourhood = made(city, number);
    try (Connection connection = jdbc(register).dataSource().getConnection()) {
      connection.setAutoCommit(false);
      try {
        if (claimed(connection, register, city, number)) copy(connection, register, neighbourhood);
        connection.commit();
      } finally {
        connection.rollback();
        connection.setAutoCommit(true);
      }
    } catch (SQLException | IOException e) {
      throw unavailable(register, e);
    }
  }

  /** Waits for whoever is loading it now; false when they were done. */
  private static boolean claimed(
      Connection connection, Register register, GeneratedCity city, int number)
      throws SQLException {
    try (PreparedStatement claim =
        connection.prepareStatement(
            "INSERT INTO %s.generated_block (block, plan) VALUES (?, ?) ON CONFLICT DO NOTHING"
                .formatted(schema(register)))) {
      claim.setInt(1, number);
      claim.setString(2, city.plan());
      return claim.executeUpdate() == 1;
    }
  }

  private static void copy(Connection connection, Register register, Neighbourhood neighbourhood)
      throws SQLException, IOException {
    Map<CityTable, String> texts =
        neighbourhood.rows().stream()
            .filter(row -> row.table().register().equals(register.identifier()))
            .collect(
                Collectors.groupingBy(
                    Row::table, Collectors.mapping(PostgresDemoCity::line, Collectors.joining())));
    for (Map.Entry<CityTable, String> table : texts.entrySet()) {
      String into =
          "COPY %s.%s (%s) FROM STDIN"
              .formatted(
                  schema(register),
                  table.getKey().name().toLowerCase(Locale.ROOT),
                  String.join(", ", table.getKey().columns()));
      connection
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyIn(into, new StringReader(table.getValue()));
    }
  }

  /** One line of COPY's text format. */
  private static String line(Row row) {
    return row.values().stream()
            .map(value -> value == null ? "\\N" : value.replace("\\", "\\\\").replace("\t", "\\t"))
            .collect(Collectors.joining("\t"))
        + "\n";
  }

  private Neighbourhood made(GeneratedCity city, int number) {
    Made made = last;
    if (made == null
        || !made.plan().equals(city.plan())
        || made.neighbourhood().number() != number) {
      made = new Made(city.plan(), city.neighbourhood(number));
      last = made;
    }
    return made.neighbourhood();
  }

  private String asked(Register register, String sql) {
    try (Connection connection = jdbc(register).dataSource().getConnection();
        PreparedStatement query = connection.prepareStatement(sql);
        ResultSet row = query.executeQuery()) {
      row.next();
      return row.getString(1);
    } catch (SQLException e) {
      throw unavailable(register, e);
    }
  }

  /** Shipped documents all say jdbc. */
  private JdbcSource jdbc(Register register) {
    return (JdbcSource) sources.of(register);
  }

  private static String schema(Register register) {
    return register.identifier().replace('-', '_');
  }

  private static RegisterUnavailable unavailable(Register register, Exception cause) {
    return new RegisterUnavailable(
        register.identifier(), "the demonstration city cannot be put into it", cause);
  }
}
