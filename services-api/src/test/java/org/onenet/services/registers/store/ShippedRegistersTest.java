package org.onenet.services.registers.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onenet.services.platform.Settings;
import org.onenet.services.registers.EvidenceType;
import org.onenet.services.registers.GivenSettings;
import org.onenet.services.registers.Register;
import org.onenet.services.registers.RegisterUnavailable;
import org.onenet.services.registers.Registers;
import org.onenet.services.registers.RegistersDatabase;
import org.onenet.services.registers.city.CityTable;
import org.onenet.services.registers.city.Flaw;
import org.onenet.services.registers.city.GeneratedCity;
import org.onenet.services.registers.city.Neighbourhood;
import org.onenet.services.registers.city.Row;

/** The six shipped registers on a real PostgreSQL, each by the role that the stack gives it. */
final class ShippedRegistersTest {
  private static final int PEOPLE = 1_500;
  private static final String LINA = "990102199203140029";
  private static final String WANG = "990102195506020042";

  /** SQLSTATE insufficient_privilege. */
  private static final String DENIED = "42501";

  private static final Registers REGISTERS = new Registers(Optional.empty());
  private static final GeneratedCity CITY = new GeneratedCity(GeneratedCity.SEED, PEOPLE);

  private static RegistersDatabase database;

  @TempDir Path folder;

  /** One node of services-api, as far as it reads registers. */
  private record Node(Sources sources, PostgresDemoCity city, ReadFromSource read)
      implements AutoCloseable {
    static Node on(Settings settings) {
      Sources sources = new Sources(settings);
      PostgresDemoCity city = new PostgresDemoCity(REGISTERS, sources, settings);
      return new Node(sources, city, new ReadFromSource(sources, city));
    }

    List<Map<String, String>> records(String type, String citizenNumber) {
      return read.records(
          REGISTERS.holding(type).orElseThrow(),
          REGISTERS.evidenceType(type).orElseThrow(),
          citizenNumber);
    }

    Map<String, String> only(String type, String citizenNumber) {
      List<Map<String, String>> records = records(type, citizenNumber);
      assertEquals(1, records.size(), type + ": " + records);
      return records.getFirst();
    }

    void growWhole() {
      while (city.grow()) {}
    }

    @Override
    public void close() {
      sources.close();
    }
  }

  @BeforeAll
  static void open() throws Exception {
    database = new RegistersDatabase();
  }

  @AfterAll
  static void close() throws Exception {
    database.close();
  }

  @BeforeEach
  void empty() throws SQLException {
    database.emptied();
  }

  @Test
  void the_demonstrations_citizens_are_there_at_once_in_all_six() {
    try (Node node = Node.on(database.settings(PEOPLE))) {
      assertEquals(
          Map.of(
              "fullName", "林娜",
              "fullNameLatin", "Lin Na",
              "citizenNumber", LINA,
              "sex", "female",
              "birthDate", "1992-03-14",
              "ethnicity", "汉族"),
          node.only("population-identity", LINA));
      assertEquals(
          Map.of(
              "address", "桂花巷12号403室",
              "district", "河西区",
              "residentSince", "2024-06-01",
              "tenure", "tenant"),
          node.only("population-residence", LINA));
      assertEquals(Map.of("state", "resident"), node.only("population-status", LINA));
      assertEquals(Map.of("phone", "13800138000"), node.only("population-contact", LINA));
      assertEquals("兰亭纺织有限公司", node.only("employment", LINA).get("employer"));
      assertEquals("陈建国", node.only("lease", LINA).get("landlordName"));
      assertEquals("2029-05-31", node.only("lease", LINA).get("leaseUntil"));
      assertEquals("bachelor", node.only("degree", LINA).get("level"));
      assertEquals("clothing", node.only("name-reservation", LINA).get("scope"));
      assertEquals("45", node.only("premises", LINA).get("area"));
      assertEquals(List.of(), node.records("home-ownership", LINA));
      assertEquals(List.of(), node.records("marriage", LINA));
      assertEquals("82", node.only("home-ownership", WANG).get("area"));
      assertEquals("2010-06", node.only("insurance", WANG).get("pensionSince"));
      assertEquals("drawing", node.only("insurance", WANG).get("insuranceState"));
      assertEquals("3", node.only("care", WANG).get("grade"));
      assertEquals(List.of(), node.records("employment", WANG));
    }
  }

  @Test
  void nobody_else_is_known() {
    try (Node node = Node.on(database.settings(PEOPLE))) {
      for (String number : List.of("", "11010519491231002X", "' OR 1=1 --", "99010219920314002_")) {
        assertEquals(List.of(), node.records("population-identity", number));
      }
    }
  }

  @Test
  void everybody_comes_back_as_they_were_made() throws SQLException {
    try (Node node = Node.on(database.settings(PEOPLE))) {
      node.growWhole();
      Map<CityTable, Long> made = new HashMap<>();
      for (int part = 0; part < CITY.neighbourhoods(); part++) {
        CITY.neighbourhood(part).rows().forEach(row -> made.merge(row.table(), 1L, Long::sum));
      }
      for (CityTable table : CityTable.values()) {
        String role = table.register().replace('-', '_');
        assertEquals(
            made.get(table).toString(),
            database.asked(role, "SELECT count(*) FROM %s.%s".formatted(role, table.name())),
            table.name());
      }
      Neighbourhood second = CITY.neighbourhood(2);
      Map<String, List<Row>> people =
          second.rows().stream()
              .filter(row -> row.table() == CityTable.PERSON)
              .collect(Collectors.groupingBy(row -> row.get("citizen_number")));
      people.forEach(
          (number, entries) -> {
            Row newest = entries.getLast();
            assertEquals(
                newest.get("full_name"), node.only("population-identity", number).get("fullName"));
            assertEquals(
                newest.get("host_relation"),
                node.only("population-residence", number).get("hostRelation"));
            assertEquals(newest.get("phone"), node.only("population-contact", number).get("phone"));
          });
    }
  }

  @Test
  void both_sides_of_a_marriage_see_each_other() {
    try (Node node = Node.on(database.settings(PEOPLE))) {
      node.growWhole();
      Row marriage =
          CITY.neighbourhood(1).rows().stream()
              .filter(row -> row.table() == CityTable.MARRIAGE)
              .findFirst()
              .orElseThrow();
      Map<String, String> wife = node.only("marriage", marriage.get("wife_number"));
      Map<String, String> husband = node.only("marriage", marriage.get("husband_number"));
      assertEquals(marriage.get("husband_name"), wife.get("spouseName"));
      assertEquals(marriage.get("wife_name"), husband.get("spouseName"));
      assertEquals(wife.get("certificateNumber"), husband.get("certificateNumber"));
    }
  }

  @Test
  void a_day_written_in_another_way_is_left_out_and_the_rest_of_the_record_stays() {
    try (Node node = Node.on(database.settings(PEOPLE))) {
      node.growWhole();
      Neighbourhood part = CITY.neighbourhood(1);
      Flaw flaw =
          part.flaws().stream()
              .filter(f -> f.kind() == Flaw.Kind.FORMAT && f.table() == CityTable.EMPLOYMENT)
              .findFirst()
              .orElseThrow();
      Map<String, String> job = node.only("employment", flaw.key());
      assertFalse(job.containsKey("employedSince"), job.toString());
      assertTrue(job.containsKey("employer"), job.toString());
    }
  }

  @Test
  void many_nodes_that_fill_it_at_once_fill_it_once() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Node> nodes = new ArrayList<>();
      try {
        List<Callable<String>> asked = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
          Node node = Node.on(database.settings(PEOPLE));
          nodes.add(node);
          asked.add(
              () -> {
                String name = node.only("population-identity", LINA).get("fullName");
                node.growWhole();
                return name;
              });
        }
        for (Future<String> answer : threads.invokeAll(asked)) assertEquals("林娜", answer.get());
      } finally {
        nodes.forEach(Node::close);
      }
    }
    assertWhole();
  }

  @Test
  void a_load_that_was_killed_goes_on_where_it_was_and_stays_the_same_city() throws Exception {
    try (Node first = Node.on(database.settings(PEOPLE));
        Connection owner = database.as("housing_register");
        Statement statement = owner.createStatement();
        ExecutorService thread = Executors.newSingleThreadExecutor()) {
      first.city().grow();
      owner.setAutoCommit(false);
      // Its claim is made and its homes are copied when it comes to the leases, and waits.
      statement.execute("LOCK TABLE housing_register.lease IN SHARE MODE");
      Future<Boolean> growing = thread.submit(first.city()::grow);
      awaitWaiting();
      database.superuser(
          "postgres",
          "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
              + " WHERE usename = 'housing_register' AND wait_event_type = 'Lock'");
      ExecutionException killed = assertThrows(ExecutionException.class, growing::get);
      assertEquals("housing-register", ((RegisterUnavailable) killed.getCause()).register());
      owner.rollback();
      assertEquals(
          "1",
          database.asked(
              "housing_register", "SELECT max(block) FROM housing_register.generated_block"));
    }
    // Another size that somebody sets later does not make another city of it.
    try (Node second = Node.on(database.settings(90_000))) {
      second.growWhole();
    }
    assertWhole();
  }

  private static void awaitWaiting() throws SQLException {
    Instant late = Instant.now().plusSeconds(20);
    while (database
        .asked(
            "housing_register",
            "SELECT count(*) FROM pg_stat_activity"
                + " WHERE usename = 'housing_register' AND wait_event_type = 'Lock'")
        .equals("0")) {
      assertTrue(Instant.now().isBefore(late), "the load never came to the leases");
      Thread.onSpinWait();
    }
  }

  private static void assertWhole() throws SQLException {
    for (String role : RegistersDatabase.roles()) {
      assertEquals(
          String.valueOf(CITY.neighbourhoods()),
          database.asked(role, "SELECT count(*) FROM " + role + ".generated_block"));
    }
    long people =
        IntStream.range(0, CITY.neighbourhoods())
            .mapToObj(CITY::neighbourhood)
            .flatMap(part -> part.rows().stream())
            .filter(row -> row.table() == CityTable.PERSON)
            .count();
    assertEquals(
        String.valueOf(people),
        database.asked("population_register", "SELECT count(*) FROM population_register.person"));
  }

  @Test
  void outside_the_demonstration_nothing_is_made() throws SQLException {
    try (Node node = Node.on(database.settings(0))) {
      assertFalse(node.city().grow());
      RegisterUnavailable away =
          assertThrows(RegisterUnavailable.class, () -> node.records("degree", LINA));
      assertTrue(away.getMessage().contains("education-register"), away.getMessage());
      assertEquals("education-register", away.register());
    }
    assertEquals(
        "0",
        database.asked(
            "education_register",
            "SELECT count(*) FROM pg_tables WHERE schemaname = 'education_register'"));
  }

  @Test
  void a_register_that_a_city_attached_itself_is_not_filled() throws Exception {
    try (InputStream in = Register.class.getResourceAsStream("/registers/housing-register.json")) {
      Files.copy(in, folder.resolve("housing.json"));
    }
    Registers own = new Registers(Optional.of(folder));
    Settings settings = database.settings(PEOPLE);
    Sources sources = new Sources(settings);
    try {
      PostgresDemoCity city = new PostgresDemoCity(own, sources, settings);
      while (city.grow()) {}
      assertEquals(
          "0",
          database.asked(
              "housing_register",
              "SELECT count(*) FROM pg_tables WHERE schemaname = 'housing_register'"));
    } finally {
      sources.close();
    }
  }

  @Test
  void the_rights_here_are_those_of_the_stack() throws Exception {
    assertEquals(List.of(), RegistersDatabase.missingInStack());
  }

  @Test
  void no_register_reads_or_writes_another_nor_the_portals_schema() throws SQLException {
    try (Node node = Node.on(database.settings(PEOPLE))) {
      REGISTERS.all().forEach(node.city()::open);
    }
    database.superuser(
        "onenet", "SET ROLE onenet", "CREATE TABLE IF NOT EXISTS onenet.kept (id int)");
    int refused = 0;
    for (String role : RegistersDatabase.roles()) {
      for (CityTable table : CityTable.values()) {
        String owner = table.register().replace('-', '_');
        if (owner.equals(role)) continue;
        assertDenied(role, owner + "." + table.name());
        refused++;
      }
      assertDenied(role, "onenet.kept");
      assertRefused(role, "CREATE TABLE onenet.mine (id int)");
      assertRefused(role, "CREATE TABLE public.mine (id int)");
      assertRefused(role, "CREATE SCHEMA mine");
      assertRefused(role, "SET ROLE onenet");
      assertRefused(role, "SET ROLE postgres");
    }
    for (CityTable table : CityTable.values()) {
      assertDenied("onenet", table.register().replace('-', '_') + "." + table.name());
    }
    assertEquals(60, refused);
  }

  private static void assertDenied(String role, String table) throws SQLException {
    assertRefused(role, "SELECT 1 FROM " + table);
    assertRefused(role, "DELETE FROM " + table);
    assertRefused(role, "INSERT INTO " + table + " DEFAULT VALUES");
    assertRefused(role, "DROP TABLE " + table);
  }

  private static void assertRefused(String role, String sql) throws SQLException {
    try (Connection connection = database.as(role);
        Statement statement = connection.createStatement()) {
      SQLException refused =
          assertThrows(SQLException.class, () -> statement.execute(sql), role + ": " + sql);
      assertEquals(DENIED, refused.getSQLState(), refused.getMessage());
    }
  }

  @Test
  void while_one_is_away_it_says_so_the_others_answer_and_afterwards_it_answers_again()
      throws SQLException {
    try (Node opened = Node.on(database.settings(PEOPLE));
        Node notYet = Node.on(database.settings(PEOPLE))) {
      assertEquals(1, opened.records("degree", LINA).size());
      database.superuser(
          "postgres",
          "ALTER ROLE education_register NOLOGIN",
          "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
              + " WHERE usename = 'education_register'");
      try {
        assertThrows(RegisterUnavailable.class, () -> opened.records("degree", LINA));
        assertThrows(RegisterUnavailable.class, () -> notYet.records("degree", LINA));
        assertEquals("林娜", notYet.only("population-identity", LINA).get("fullName"));
        RegisterUnavailable told =
            assertThrows(RegisterUnavailable.class, () -> notYet.city().grow());
        assertEquals("education-register", told.register());
        assertEquals(
            "2",
            database.asked(
                "population_register", "SELECT count(*) FROM population_register.generated_block"));
      } finally {
        database.superuser("postgres", "ALTER ROLE education_register LOGIN");
      }
      assertTrue(answersAgain(opened));
      assertTrue(answersAgain(notYet));
    }
  }

  /** Each connection that died while it was away may fail once more; the pool has six. */
  private static boolean answersAgain(Node node) {
    for (int dead = 0; dead <= 6; dead++) {
      try {
        return node.records("degree", LINA).size() == 1;
      } catch (RegisterUnavailable stillDead) {
        assertNotNull(stillDead.getCause());
      }
    }
    return false;
  }

  @Test
  void a_register_without_settings_names_the_one_that_is_missing() {
    Map<String, String> values = database.values(0);
    values.remove("onenet.registers.housing-register.jdbc.url");
    try (Node node = Node.on(GivenSettings.of(values))) {
      RegisterUnavailable away =
          assertThrows(RegisterUnavailable.class, () -> node.records("lease", LINA));
      assertTrue(
          away.getMessage().contains("onenet.registers.housing-register.jdbc.url"),
          away.getMessage());
    }
  }

  @Test
  void a_slow_database_is_not_waited_for() throws SQLException {
    try (Node node = Node.on(database.settings(PEOPLE));
        Connection owner = database.as("education_register");
        Statement statement = owner.createStatement()) {
      node.only("degree", LINA);
      owner.setAutoCommit(false);
      statement.execute("LOCK TABLE education_register.degree IN ACCESS EXCLUSIVE MODE");
      long begin = System.nanoTime();
      assertThrows(RegisterUnavailable.class, () -> node.records("degree", LINA));
      long seconds = (System.nanoTime() - begin) / 1_000_000_000;
      assertTrue(seconds < 8, "waited for " + seconds + " s");
      owner.rollback();
      assertEquals(1, node.records("degree", LINA).size());
    }
  }

  /** So that a definition may name any of them: each document's columns are those there are. */
  @Test
  void every_evidence_type_of_every_document_can_be_read() {
    try (Node node = Node.on(database.settings(PEOPLE))) {
      int types = 0;
      for (Register register : REGISTERS.all()) {
        for (EvidenceType type : register.evidenceTypes()) {
          node.read().records(register, type, LINA);
          types++;
        }
      }
      assertEquals(15, types);
    }
  }
}
