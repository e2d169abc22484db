package org.onenet.services.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onenet.credentials.Did;
import org.onenet.credentials.SignedStatement;
import org.onenet.credentials.StatementKind;
import org.onenet.identity.Caller;
import org.onenet.identity.Role;
import org.onenet.services.CaseWorld;
import org.onenet.services.SteppedClock;
import org.onenet.services.audit.AuditLog;
import org.onenet.services.audit.store.PostgresAuditLog;
import org.onenet.services.cases.QuietListener;
import org.onenet.services.catalogue.Department;
import org.onenet.services.exchange.rest.EvidenceDoor;
import org.onenet.services.exchange.rest.PartiesResource;
import org.onenet.services.exchange.store.HttpProviders;
import org.onenet.services.platform.JsonText;
import org.onenet.services.platform.Text;
import org.onenet.services.platform.web.Refusal;
import org.onenet.services.registers.GivenSettings;

/**
 * A department has moved out: the housing bureau answers on a node of its own, with its own
 * database, keys and log. The two know each other by the settings alone, and talk over HTTP.
 */
final class TwoNodesTest {
  private static final String BUREAU = "housing";
  private static final String REGISTER = "housing-register";
  private static final CaseWorld.Resident LIN_NA = CaseWorld.PEOPLE.getFirst();

  @TempDir Path folder;

  private final SteppedClock clock = new SteppedClock(Instant.parse("2026-11-27T01:00:00Z"));
  private EmbeddedPostgres postgres;
  private Side city;
  private Side bureau;

  /** A node with its doors open. */
  private final class Side implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final URI address;
    private final String name;
    private CaseWorld world;
    private CaseWorld.Node node;

    Side(String name) throws IOException {
      this.name = name;
      this.server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      this.address = URI.create("http://localhost:" + server.getAddress().getPort());
      server.setExecutor(threads);
    }

    void open(Map<String, String> exchange) throws SQLException {
      try (Connection connection = postgres.getPostgresDatabase().getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("CREATE DATABASE " + name);
      }
      Map<String, String> settings = new HashMap<>(exchange);
      settings.put("onenet.demo", "true");
      settings.put("onenet.public-url", address.toString());
      world =
          new CaseWorld(
              postgres.getJdbcUrl("postgres", name), folder.resolve(name), clock, settings);
      node = world.start(new QuietListener());
      node.providers = new HttpProviders(GivenSettings.of(settings));
      EvidenceDoor door = new EvidenceDoor(node.answering);
      PartiesResource parties = new PartiesResource(node.issuers);
      server.createContext(
          "/registers/",
          call -> answer(call, () -> door.answer(part(call, 2), call.getRequestBody())));
      server.createContext(
          "/exchange/", call -> answer(call, () -> JsonText.of(parties.document(part(call, 2)))));
      server.start();
    }

    Did did(String department) {
      return Did.web(address, "exchange", department);
    }

    @Override
    public void close() {
      server.stop(0);
      threads.shutdownNow();
      node.close();
      world.close();
    }
  }

  private interface Answer {
    String text() throws IOException;
  }

  private static String part(HttpExchange call, int place) {
    return call.getRequestURI().getPath().split("/")[place];
  }

  /** As the server maps it. */
  private static void answer(HttpExchange call, Answer door) throws IOException {
    int status = 200;
    String text;
    try {
      text = door.text();
    } catch (Refusal e) {
      status = e.status();
      text = e.getMessage();
    }
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    call.sendResponseHeaders(status, body.length);
    try (var out = call.getResponseBody()) {
      out.write(body);
    }
  }

  @BeforeEach
  void open() throws Exception {
    postgres = EmbeddedPostgres.start();
    city = new Side("city");
    bureau = new Side("bureau");
    city.open(
        Map.of(
            "onenet.exchange.parties." + BUREAU, bureau.did(BUREAU).value(),
            "onenet.exchange.endpoints." + BUREAU, bureau.address.toString()));
    Map<String, String> others = new HashMap<>();
    for (Department department : Department.all()) {
      if (department.id().equals(BUREAU)) continue;
      others.put("onenet.exchange.parties." + department.id(), city.did(department.id()).value());
    }
    bureau.open(others);
  }

  @AfterEach
  void close() throws IOException {
    city.close();
    bureau.close();
    postgres.close();
  }

  @Test
  void a_department_that_moved_out_answers_from_its_own_node() {
    UUID draft = agreed();
    Exchange lease = lease(draft);
    assertEquals(Exchange.State.FETCHED, lease.state(), lease.reason().toString());
    assertTrue(lease.records().getFirst().containsKey("landlordName"));
    assertTrue(
        city.node.exchanges.of(draft).stream()
            .allMatch(one -> one.state() == Exchange.State.FETCHED),
        "the others still answer here");
    assertTrue(
        city.node.applications.find(draft).orElseThrow().answers().containsKey("landlordName"));
    // Each side has its own half, and one hash joins them.
    assertEquals(List.of("disclose"), acts(bureau, BUREAU));
    assertEquals(List.of(), acts(city, BUREAU));
    assertEquals(List.of(), acts(bureau, "public-security"));
    String told = entries(bureau, BUREAU).getFirst().subject();
    assertTrue(
        entries(city, "public-security").stream()
            .anyMatch(entry -> entry.act().equals("receive") && entry.subject().equals(told)));
  }

  @Test
  void neither_node_answers_for_the_other() {
    assertInstanceOf(
        AnswerRequest.Result.NoSuchRegister.class, city.node.answering.answer(REGISTER, "a.b.c"));
    assertInstanceOf(
        AnswerRequest.Result.NoSuchRegister.class,
        bureau.node.answering.answer("population-register", "a.b.c"));
    Caller supervisor = CaseWorld.staff("somebody", Role.SUPERVISOR, BUREAU);
    assertEquals(
        new RotatePartyKey.Result.Elsewhere(bureau.did(BUREAU)),
        rotate(city).rotate(supervisor, BUREAU));
    assertInstanceOf(RotatePartyKey.Result.Done.class, rotate(bureau).rotate(supervisor, BUREAU));
  }

  private RotatePartyKey rotate(Side side) {
    return new RotatePartyKey(
        side.node.parties,
        side.node.issuers,
        new PostgresAuditLog(side.node.database, side.node.vault, clock));
  }

  /** Who has the bureau's name and not its key: the node that it left, for one. */
  @Test
  void the_node_that_a_department_left_cannot_sign_for_it_any_more() {
    assertNotEquals(city.node.issuers.partyDid(BUREAU), city.node.parties.did(BUREAU));
    String forged =
        city.node.issuers.signAsParty(
            BUREAU,
            StatementKind.EVIDENCE_REQUEST,
            Map.of("aud", "x"),
            clock.instant(),
            Optional.of(Duration.ofMinutes(1)));
    assertInstanceOf(
        AnswerRequest.Result.NotBelieved.class,
        city.node.answering.answer("population-register", forged));
    // Nor is anything asked in its name.
    UUID draft = city.node.opened(LIN_NA, CaseWorld.RESIDENCE);
    city.node.exchanges.claim(List.of(inTheBureausName(draft)), clock.instant(), clock.instant());
    city.node.asking.goOn();
    assertEquals(
        Optional.of("requester-elsewhere"), city.node.exchanges.of(draft).getFirst().reason());
  }

  private static Exchange inTheBureausName(UUID draft) {
    return new Exchange(
        UUID.randomUUID(),
        draft,
        CaseWorld.RESIDENCE,
        BUREAU,
        "population-register",
        "population-identity",
        List.of("fullName"),
        "citizen",
        LIN_NA.citizenNumber(),
        Optional.empty(),
        Optional.of(new Text("a law", "法律")),
        Exchange.State.WAITING,
        Optional.empty(),
        0,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  @Test
  void a_key_that_the_other_node_has_just_changed_is_fetched_and_what_was_signed_stays_believed() {
    agreed();
    String before = signedByTheBureau();
    bureau.world.rotatePartyKey(BUREAU);
    clock.pass(Duration.ofSeconds(10));
    Exchange lease = lease(agreed());
    assertEquals(Exchange.State.FETCHED, lease.state(), lease.reason().toString());
    assertEquals(
        bureau.did(BUREAU),
        SignedStatement.read(
                before, StatementKind.EVIDENCE_ANSWER, city.node.parties, clock.instant())
            .signer());
    assertNotEquals(keyOf(before), keyOf(signedByTheBureau()));
  }

  @Test
  void a_node_that_is_away_blocks_nothing_and_is_asked_again() throws IOException {
    HttpProviders nobody =
        new HttpProviders(
            GivenSettings.of(
                Map.of(
                    "onenet.public-url",
                    city.address.toString(),
                    "onenet.exchange.endpoints." + BUREAU,
                    "http://localhost:1")));
    Providers there = city.node.providers;
    city.node.providers = nobody;
    UUID draft = agreed();
    assertEquals(Optional.of("unreachable"), lease(draft).reason());
    assertTrue(city.node.applications.find(draft).orElseThrow().answers().containsKey("fullName"));
    city.node.providers = there;
    clock.pass(Duration.ofMinutes(1));
    city.node.asking.goOn();
    assertEquals(Exchange.State.FETCHED, lease(draft).state());
  }

  private String signedByTheBureau() {
    return bureau.node.issuers.signAsParty(
        BUREAU,
        StatementKind.EVIDENCE_ANSWER,
        Map.of("aud", city.did("public-security").value()),
        clock.instant(),
        Optional.empty());
  }

  private static String keyOf(String compact) {
    return new String(
        java.util.Base64.getUrlDecoder().decode(compact.split("\\.")[0]), StandardCharsets.UTF_8);
  }

  private UUID agreed() {
    UUID id = city.node.opened(LIN_NA, CaseWorld.RESIDENCE);
    city.node.prefill.agree(
        city.node.applications.find(id).orElseThrow(),
        city.world.catalogue.current(CaseWorld.RESIDENCE).orElseThrow(),
        Set.of("population-identity", "lease"));
    return id;
  }

  private Exchange lease(UUID draft) {
    return city.node.exchanges.of(draft).stream()
        .filter(one -> one.evidenceType().equals("lease"))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> acts(Side side, String stream) {
    return entries(side, stream).stream().map(entry -> entry.act()).toList();
  }

  private static List<org.onenet.credentials.audit.AuditEntry> entries(Side side, String stream) {
    return side.node.auditLog.entries(
        new AuditLog.Filter(stream, null, null, null, null, null, null, null, 50));
  }
}
