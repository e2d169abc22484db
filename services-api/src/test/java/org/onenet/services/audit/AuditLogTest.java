package org.onenet.services.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.onenet.credentials.MasterKey;
import org.onenet.credentials.audit.AuditCheck;
import org.onenet.credentials.audit.AuditEntry;
import org.onenet.credentials.audit.AuditFinding;
import org.onenet.credentials.audit.AuditReport;
import org.onenet.credentials.audit.AuditSeal;
import org.onenet.credentials.audit.ExportLine;
import org.onenet.identity.Caller;
import org.onenet.identity.Role;
import org.onenet.services.SteppedClock;
import org.onenet.services.audit.store.PostgresAuditLog;
import org.onenet.services.issuance.store.PostgresSealQueue;
import org.onenet.services.platform.Database;
import org.onenet.services.platform.Vault;

/** The log in a real PostgreSQL: appended by many, changed by nobody, and if it is, seen. */
final class AuditLogTest {
  private static final String STREAM = "public-security";

  private static EmbeddedPostgres postgres;
  private static Database database;

  @TempDir static Path folder;

  private static Vault vault(Database database, Clock clock) {
    return new Vault(
        database, MasterKey.open(folder.resolve("master.jwe"), "secret".toCharArray()), clock);
  }

  private final SteppedClock clock = new SteppedClock(Instant.parse("2026-11-27T01:00:00Z"));
  private final PostgresAuditLog log =
      new PostgresAuditLog(database, vault(database, clock), clock);
  private final SealAuditLog seal =
      new SealAuditLog(log, new PostgresSealQueue(database), database, clock, Optional.empty());

  @BeforeAll
  static void start() throws IOException {
    postgres = EmbeddedPostgres.start();
    database = another("postgres");
    database.migrate();
  }

  @AfterAll
  static void stop() throws IOException {
    database.close();
    postgres.close();
  }

  @BeforeEach
  void empty() throws SQLException {
    asAdministrator("TRUNCATE audit_seal_stamp, audit_seal, audit_entry, audit_stream, chain_act");
  }

  private static Database another(String user) {
    return new Database(postgres.getJdbcUrl("postgres", "postgres"), user, "", 25);
  }

  @Test
  void entries_say_who_did_what_for_which_case_and_are_found_by_it() {
    log.log(Access.read(clerk("chen"), "case", "PS-1", "case-work").inCase("PS-1"));
    clock.pass(Duration.ofMinutes(1));
    log.log(Access.read(clerk("he"), "document", "d-1", "case-work").inCase("PS-1"));
    log.log(Access.act(Actor.of(admin()), "rotate", "issuer key", "k-1", "rotation"));

    AuditEntry first = find("PS-1", null).getFirst();
    assertEquals(STREAM, first.stream());
    assertEquals(1, first.number());
    assertEquals(Optional.of("PS-1"), first.caseReference());
    assertEquals(Optional.of(STREAM), first.organisation());
    assertEquals(Instant.parse("2026-11-27T01:00:00Z"), first.at());
    assertEquals("d-1", find(null, "account-he").getFirst().subject());
    assertEquals(List.of(), find("PS-1", "account-he"));
    AuditEntry act = find("k-1", null).getFirst();
    assertEquals(AuditEntry.CITY, act.stream());
    assertEquals("rotate", act.act());
    assertEquals(3, find(null, null).size());
    assertEquals(
        2,
        log.entries(
                new AuditLog.Filter(
                    null,
                    null,
                    null,
                    null,
                    null,
                    Instant.parse("2026-11-27T01:00:30Z"),
                    null,
                    null,
                    50))
            .size());
  }

  @Test
  void entries_say_whose_data_which_items_and_why() {
    log.log(
        Access.act(
                Actor.machine("civil-affairs", "automatic-checks"),
                Access.READ,
                "register",
                "population-identity",
                "checks")
            .of("account-lin")
            .items(List.of("population-identity.fullName", "population-identity.birthDate"))
            .inCase("CA-1")
            .because("as the definition says 按事项要求"));
    log.log(Access.read(clerk("chen"), "inbox", "page", "case-work").items(List.of("CA-1")));

    AuditEntry machine = find("population-identity", null).getFirst();
    assertEquals("civil-affairs", machine.stream());
    assertEquals(Actor.MACHINE, machine.account());
    assertEquals(Optional.of("account-lin"), machine.person());
    assertEquals(
        List.of("population-identity.fullName", "population-identity.birthDate"), machine.items());
    assertTrue(machine.reason().orElseThrow().startsWith("sealed:"), "as it is hashed");
    assertEquals(Optional.of("as the definition says 按事项要求"), log.reason(machine));
    assertEquals(List.of("CA-1"), find("page", null).getFirst().items());
    assertEquals(List.of(), check().findings());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "person = 'account-wang'",
        "items = NULL",
        "items = ARRAY['b', 'a']",
        "reason = 'another'"
      })
  void whose_data_and_why_are_hashed_too(String change) throws SQLException {
    log.log(
        Access.read(clerk("chen"), "case", "PS-1", "case-work")
            .of("account-lin")
            .items(List.of("a", "b"))
            .because("a complaint"));
    asAdministrator("UPDATE audit_entry SET " + change);
    expect(AuditFinding.Kind.ROW_CHANGED, 1);
  }

  @Test
  void fifty_at_once_on_two_nodes_leave_no_gap() throws Exception {
    Database second = another("postgres");
    try (ExecutorService threads = Executors.newFixedThreadPool(50)) {
      PostgresAuditLog other = new PostgresAuditLog(second, vault(second, clock), clock);
      CountDownLatch go = new CountDownLatch(1);
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        Caller who = clerk("clerk-" + i);
        PostgresAuditLog node = i % 2 == 0 ? log : other;
        all.add(
            threads.submit(
                () -> {
                  go.await();
                  for (int n = 0; n < 20; n++) {
                    node.log(Access.read(who, "case", "PS-" + n, "case-work"));
                  }
                  return null;
                }));
      }
      long began = System.nanoTime();
      go.countDown();
      for (Future<?> one : all) one.get();
      System.out.printf(
          "audit log: %.0f appends a second to one stream by 50 threads%n",
          1_000 / ((System.nanoTime() - began) / 1e9));
    } finally {
      second.close();
    }
    AuditReport report = check();
    assertEquals(List.of(), report.findings());
    assertEquals(1_000, report.entries());
    assertEquals("1000", text("SELECT max(number) FROM audit_entry"));
  }

  @Test
  void what_is_logged_together_fails_for_its_own_fault_alone() throws Exception {
    log.log(Access.read(clerk("chen"), "case", "PS-0", "case-work"));
    int threads = 30;
    CountDownLatch go = new CountDownLatch(1);
    List<Future<Boolean>> all = new ArrayList<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      for (int i = 0; i < threads; i++) {
        String subject = i % 3 == 0 ? "no text \u0000" : "PS-" + i;
        all.add(
            pool.submit(
                () -> {
                  go.await();
                  try {
                    log.log(Access.read(clerk("chen"), "case", subject, "case-work"));
                    return true;
                  } catch (DataAccessException refused) {
                    return false;
                  }
                }));
      }
      go.countDown();
    }
    for (int i = 0; i < threads; i++) assertEquals(i % 3 != 0, all.get(i).get());
    AuditReport report = check();
    assertEquals(List.of(), report.findings());
    assertEquals(21, report.entries());
  }

  @Test
  void what_another_node_or_a_transaction_logged_is_followed() {
    Database second = another("postgres");
    try {
      PostgresAuditLog other = new PostgresAuditLog(second, vault(second, clock), clock);
      for (int i = 0; i < 3; i++) {
        log.log(Access.read(clerk("chen"), "case", "PS-1", "case-work"));
        other.log(Access.read(clerk("he"), "case", "PS-1", "case-work"));
        database.inTransaction(
            () -> log.log(Access.read(clerk("guo"), "case", "PS-1", "case-work")));
      }
    } finally {
      second.close();
    }
    AuditReport report = check();
    assertEquals(List.of(), report.findings());
    assertEquals(9, report.entries());
  }

  @Test
  void an_entry_goes_with_the_transaction_that_it_stands_in() {
    assertThrows(
        IllegalStateException.class,
        () ->
            database.inTransaction(
                () -> {
                  log.log(Access.read(clerk("chen"), "case", "PS-1", "case-work"));
                  throw new IllegalStateException("not read after all");
                }));
    log.log(Access.read(clerk("chen"), "case", "PS-2", "case-work"));
    assertEquals(1, find("PS-2", null).getFirst().number());
    assertEquals(1, check().entries());
  }

  @Test
  void what_cannot_be_logged_is_refused() throws SQLException {
    asAdministrator("ALTER TABLE audit_entry RENAME TO audit_entry_away");
    try {
      assertThrows(
          DataAccessException.class,
          () -> log.log(Access.read(clerk("chen"), "case", "PS-1", "case-work")));
    } finally {
      asAdministrator("ALTER TABLE audit_entry_away RENAME TO audit_entry");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE audit_entry SET purpose = 'other'",
        "DELETE FROM audit_entry",
        "TRUNCATE audit_entry",
        "SET session_replication_role = replica; DELETE FROM audit_entry",
        "UPDATE audit_seal SET root = ''",
        "DELETE FROM audit_seal",
        "DELETE FROM audit_seal_stamp",
        "DELETE FROM audit_stream",
        "INSERT INTO access_log (account, account_name, what, subject, purpose, at)"
            + " VALUES ('', '', '', '', '', now())",
        "DELETE FROM access_log"
      })
  void the_database_refuses_to_change_what_is_written(String sql) {
    append(2);
    SQLException refused = assertThrows(SQLException.class, () -> asAdministratorInOrder(sql));
    assertTrue(refused.getMessage().contains("append-only"), refused.getMessage());
  }

  /** The role that the README tells a city to give its nodes. */
  @Test
  void a_role_without_update_and_delete_appends_and_seals_all_the_same() throws Exception {
    asAdministratorInOrder("CREATE ROLE onenet_app LOGIN");
    try (InputStream file = Database.class.getResourceAsStream("/db/roles/append-only.sql")) {
      asAdministratorInOrder(new String(file.readAllBytes(), StandardCharsets.UTF_8));
    }
    Database limited = another("onenet_app");
    try {
      PostgresAuditLog its = new PostgresAuditLog(limited, vault(limited, clock), clock);
      its.log(Access.read(clerk("chen"), "case", "PS-1", "case-work"));
      new SealAuditLog(its, new PostgresSealQueue(limited), limited, clock, Optional.empty()).now();
      assertEquals(1, check().seals());
      for (String sql :
          List.of(
              "UPDATE audit_entry SET purpose = ''",
              "DELETE FROM audit_entry",
              "TRUNCATE audit_entry",
              "ALTER TABLE audit_entry DISABLE TRIGGER append_only")) {
        DataAccessException refused =
            assertThrows(DataAccessException.class, () -> limited.sql().execute(sql));
        assertTrue(
            refused.getMessage().contains("permission denied")
                || refused.getMessage().contains("must be owner"),
            refused.getMessage());
      }
    } finally {
      limited.close();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void an_administrator_who_edits_a_row_is_caught(boolean sealed) throws SQLException {
    append(10);
    if (sealed) seal.now();
    asAdministrator("UPDATE audit_entry SET account_name = 'Nobody' WHERE number = 4");
    expect(AuditFinding.Kind.ROW_CHANGED, 4);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void an_administrator_who_deletes_a_row_is_caught(boolean sealed) throws SQLException {
    append(10);
    if (sealed) seal.now();
    asAdministrator("DELETE FROM audit_entry WHERE number = 4");
    expect(AuditFinding.Kind.ROW_REMOVED, 4);
    asAdministrator(
        "UPDATE audit_entry SET number = number + 100 WHERE number > 4",
        "UPDATE audit_entry SET number = number - 101 WHERE number > 100");
    expect(AuditFinding.Kind.ROW_REMOVED, 4);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void an_administrator_who_inserts_a_row_is_caught(boolean sealed) throws SQLException {
    append(10);
    if (sealed) seal.now();
    asAdministrator(
        "UPDATE audit_entry SET number = number + 101 WHERE number >= 4",
        "UPDATE audit_entry SET number = number - 100 WHERE number > 100",
        "INSERT INTO audit_entry SELECT stream, 4, at, account, account_name, organisation, act,"
            + " what, 'PS-99', purpose, case_reference, sha256('x') FROM audit_entry"
            + " WHERE number = 1");
    expect(AuditFinding.Kind.ROW_ADDED, 4);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void an_administrator_who_swaps_rows_is_caught(boolean sealed) throws SQLException {
    append(10);
    if (sealed) seal.now();
    asAdministrator(
        "UPDATE audit_entry SET number = 100 WHERE number = 4",
        "UPDATE audit_entry SET number = 4 WHERE number = 8",
        "UPDATE audit_entry SET number = 8 WHERE number = 100");
    expect(AuditFinding.Kind.ROW_REORDERED, 4);
  }

  @Test
  void a_day_is_sealed_when_it_has_ended_in_the_city_and_once() {
    append(3);
    seal.whenDue();
    assertEquals(0, check().seals());
    clock.pass(Duration.ofHours(16)); // 01:00 on the 28th in the city
    log.log(Access.read(admin(), "case", "PS-1", "complaint"));
    seal.whenDue();
    seal.whenDue();
    AuditReport report = check();
    assertEquals(1, report.seals());
    assertEquals(4, report.sealed());
    assertEquals(List.of(), report.findings());
    AuditSeal made = log.lastSeal().orElseThrow();
    assertEquals(
        made.digest().hex() + " register queued public-security AuditSeal",
        text(
            "SELECT digest || ' ' || kind || ' ' || state || ' ' || department || ' '"
                + " || credential_type FROM chain_act"));
    assertEquals(Optional.empty(), seal.now());
  }

  @Test
  void of_many_nodes_that_seal_at_once_each_entry_is_sealed_once() throws Exception {
    append(100);
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Future<Optional<AuditSeal>>> all = new ArrayList<>();
      for (int i = 0; i < 8; i++) all.add(threads.submit(seal::now));
      int made = 0;
      for (Future<Optional<AuditSeal>> one : all) made += one.get().isPresent() ? 1 : 0;
      assertEquals(1, made);
    }
    append(5);
    seal.now();
    AuditReport report = check();
    assertEquals(List.of(), report.findings());
    assertEquals(105, report.sealed());
    assertEquals(2, report.seals());
  }

  private void append(int entries) {
    for (int i = 1; i <= entries; i++) {
      clock.pass(Duration.ofMillis(1));
      log.log(Access.read(clerk("chen"), "case", "PS-" + i, "case-work").inCase("PS-" + i));
    }
  }

  private List<AuditEntry> find(String subject, String account) {
    return log.entries(
        new AuditLog.Filter(null, subject, account, null, null, null, null, null, 50));
  }

  private void expect(AuditFinding.Kind kind, long number) {
    List<AuditFinding> findings = check().findings();
    assertEquals(1, findings.size(), findings::toString);
    assertEquals(kind, findings.getFirst().kind(), findings::toString);
    assertEquals(STREAM, findings.getFirst().stream());
    assertEquals(number, findings.getFirst().number(), findings::toString);
  }

  private AuditReport check() {
    List<String> lines = new ArrayList<>();
    log.export(line -> lines.add(line.text()));
    assertTrue(lines.stream().map(ExportLine::parse).count() > 0);
    return AuditCheck.check(lines::stream, Optional.empty(), clock);
  }

  private static String text(String sql) {
    return database.sql().fetchOne(sql).get(0, String.class);
  }

  /** With the triggers off: who owns the server can do that. */
  private static void asAdministrator(String... statements) throws SQLException {
    List<String> all = new ArrayList<>();
    List<String> tables = List.of("audit_entry", "audit_seal", "audit_seal_stamp", "audit_stream");
    tables.forEach(table -> all.add("ALTER TABLE IF EXISTS " + table + " DISABLE TRIGGER ALL"));
    all.addAll(List.of(statements));
    tables.forEach(
        table ->
            all.add(
                "ALTER TABLE IF EXISTS "
                    + table
                    + " ENABLE ALWAYS TRIGGER "
                    + (table.equals("audit_stream") ? "kept" : "append_only")));
    asAdministratorInOrder(all.toArray(String[]::new));
  }

  private static void asAdministratorInOrder(String... statements) throws SQLException {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("SET search_path = onenet");
      for (String sql : statements) statement.execute(sql);
    }
  }

  private static Caller clerk(String name) {
    return new Caller(
        "account-" + name,
        name,
        "Clerk " + name + " 陈洁",
        EnumSet.of(Role.CLERK),
        Optional.of(STREAM),
        Optional.empty(),
        Optional.empty());
  }

  private static Caller admin() {
    return new Caller(
        "account-admin",
        "admin",
        "Admin",
        EnumSet.of(Role.ADMIN),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
