package org.onenet.services.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.onenet.services.evidence.store.PostgresPopulationRegister;
import org.onenet.services.platform.Database;

/** The register on a real PostgreSQL, with the rights that the stack gives and no more. */
final class PostgresPopulationRegisterTest {
  private static final String LINA = "990102199203140029";

  /** SQLSTATE insufficient_privilege. */
  private static final String DENIED = "42501";

  private static CityDatabase city;
  private static Database database;
  private static PostgresPopulationRegister register;

  @BeforeAll
  static void open() throws Exception {
    city = new CityDatabase();
    database = city.database();
    database.migrate();
    register = city.register();
    register.person(LINA);
  }

  @AfterAll
  static void close() throws Exception {
    register.close();
    database.close();
    city.close();
  }

  @Test
  void everybody_comes_back_as_they_were_made() {
    List<Person> people = new PopulationGenerator(20261123).people(400);
    for (Person person : people) {
      assertEquals(Optional.of(person), register.person(person.citizenNumber()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "11010519491231002X", "' OR 1=1 --", "99010219920314002_"})
  void nobody_else_is_known(String number) {
    assertEquals(Optional.empty(), register.person(number));
  }

  @Test
  void many_nodes_that_prepare_it_at_once_fill_it_once() throws Exception {
    CityDatabase fresh = city.another("at_once");
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<PostgresPopulationRegister> nodes = new ArrayList<>();
      try {
        List<Callable<Optional<Person>>> asked = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
          PostgresPopulationRegister node = fresh.register();
          nodes.add(node);
          asked.add(() -> node.person(LINA));
        }
        for (Future<Optional<Person>> answer : threads.invokeAll(asked)) {
          assertEquals("林娜", answer.get().orElseThrow().fullName());
        }
        assertEquals(400, count(fresh, "population", "population.person"));
      } finally {
        nodes.forEach(PostgresPopulationRegister::close);
      }
    }
  }

  @Test
  void outside_the_demonstration_it_holds_nobody() throws Exception {
    CityDatabase fresh = city.another("no_demo");
    PostgresPopulationRegister real =
        new PostgresPopulationRegister(fresh.url(), "population", "", false);
    try {
      assertEquals(Optional.empty(), real.person(LINA));
      assertEquals(0, count(fresh, "population", "population.person"));
    } finally {
      real.close();
    }
  }

  @Test
  void the_rights_here_are_those_of_the_stack() throws IOException {
    String stack = CityDatabase.stack();
    List<String> rights = new ArrayList<>(CityDatabase.RIGHTS_IN_THE_CLUSTER);
    rights.addAll(CityDatabase.RIGHTS_IN_THE_DATABASE);
    for (String right : rights) {
      assertTrue(stack.contains('"' + right + '"'), "the stack no longer runs: " + right);
    }
  }

  @Test
  void the_registers_role_reads_and_writes_no_table_of_the_portal() throws SQLException {
    List<String> tables = tables("onenet");
    assertTrue(tables.contains("application") && tables.contains("credential"), tables.toString());
    for (String table : tables) assertDenied("population", "onenet." + table);
  }

  @Test
  void the_portals_role_reads_and_writes_no_table_of_the_register() throws SQLException {
    List<String> tables = tables("population");
    assertTrue(tables.contains("person"), tables.toString());
    for (String table : tables) assertDenied("onenet", "population." + table);
  }

  @Test
  void neither_role_makes_anything_outside_its_own_schema() throws SQLException {
    assertRefused("population", "CREATE TABLE onenet.mine (id int)");
    assertRefused("onenet", "CREATE TABLE population.mine (id int)");
    for (String role : List.of("onenet", "population")) {
      assertRefused(role, "CREATE TABLE public.mine (id int)");
      assertRefused(role, "CREATE SCHEMA mine");
      assertRefused(role, "CREATE ROLE mine");
      assertRefused(role, "SET ROLE " + (role.equals("onenet") ? "population" : "onenet"));
      assertRefused(role, "SET ROLE postgres");
    }
  }

  @Test
  void while_it_is_away_it_says_so_and_afterwards_it_answers_again() throws SQLException {
    PostgresPopulationRegister opened = city.register();
    PostgresPopulationRegister notYet = city.register();
    try {
      assertTrue(opened.person(LINA).isPresent());
      city.superuser(
          "postgres",
          "ALTER ROLE population NOLOGIN",
          "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE usename = 'population'");
      try {
        assertThrows(RegisterUnavailable.class, () -> opened.person(LINA));
        assertThrows(RegisterUnavailable.class, () -> notYet.person(LINA));
        assertEquals(
            0, database.sql().fetchOne("SELECT count(*) FROM application").get(0, Integer.class));
      } finally {
        city.superuser("postgres", "ALTER ROLE population LOGIN");
      }
      assertTrue(answersAgain(opened));
      assertTrue(answersAgain(notYet));
    } finally {
      opened.close();
      notYet.close();
    }
  }

  @Test
  void a_register_whose_schema_is_closed_to_it_is_unavailable() throws Exception {
    CityDatabase closed = city.another("closed");
    closed.superuser("closed", "ALTER SCHEMA population OWNER TO postgres");
    PostgresPopulationRegister shut = closed.register();
    try {
      assertThrows(RegisterUnavailable.class, () -> shut.person(LINA));
    } finally {
      shut.close();
    }
  }

  /** Each connection that died while it was away may fail once more; the pool has eight. */
  private static boolean answersAgain(PostgresPopulationRegister register) {
    for (int dead = 0; dead <= 8; dead++) {
      try {
        return register.person(LINA).isPresent();
      } catch (RegisterUnavailable stillDead) {
        assertNotNull(stillDead.getCause());
      }
    }
    return false;
  }

  private static List<String> tables(String schema) throws SQLException {
    List<String> tables = new ArrayList<>();
    try (Connection owner = city.as(schema);
        Statement statement = owner.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT table_name FROM information_schema.tables WHERE table_schema = '"
                    + schema
                    + "'")) {
      while (rows.next()) tables.add(rows.getString(1));
    }
    return tables;
  }

  private static void assertDenied(String role, String table) throws SQLException {
    assertRefused(role, "SELECT 1 FROM " + table);
    assertRefused(role, "DELETE FROM " + table);
    assertRefused(role, "INSERT INTO " + table + " DEFAULT VALUES");
    assertRefused(role, "DROP TABLE " + table);
  }

  private static void assertRefused(String role, String sql) throws SQLException {
    try (Connection connection = city.as(role);
        Statement statement = connection.createStatement()) {
      SQLException refused =
          assertThrows(SQLException.class, () -> statement.execute(sql), role + ": " + sql);
      assertEquals(DENIED, refused.getSQLState(), refused.getMessage());
    }
  }

  private static int count(CityDatabase where, String role, String table) throws SQLException {
    try (Connection connection = where.as(role);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT count(*) FROM " + table)) {
      row.next();
      return row.getInt(1);
    }
  }
}
