package org.onenet.services.corrections;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onenet.credentials.audit.AuditEntry;
import org.onenet.identity.Caller;
import org.onenet.identity.Role;
import org.onenet.services.CaseWorld;
import org.onenet.services.SteppedClock;
import org.onenet.services.audit.AuditLog;
import org.onenet.services.audit.store.PostgresAuditLog;
import org.onenet.services.cases.Case;
import org.onenet.services.cases.CaseEvent;
import org.onenet.services.cases.CaseViews;
import org.onenet.services.cases.QuietListener;
import org.onenet.services.corrections.store.PostgresCorrections;
import org.onenet.services.exchange.Exchange;
import org.onenet.services.platform.WorkingDays;

/** A register is asked to be corrected, and its holder answers: on a real database. */
final class CorrectionsTest {
  private static final CaseWorld.Resident LIN_NA = CaseWorld.PEOPLE.getFirst();
  private static final Caller CHEN = CaseWorld.staff("chen", Role.CLERK, "public-security");
  private static final Caller COLLEAGUE = CaseWorld.staff("he", Role.CLERK, "public-security");
  private static final Caller LU = CaseWorld.staff("lu", Role.CLERK, "housing");
  private static final Caller OTHER = CaseWorld.staff("zhou", Role.CLERK, "market-regulation");
  private static final String WHY = "The lease names another landlord.";
  private static final String FIELD = "landlordName";

  @TempDir static Path folder;

  private static EmbeddedPostgres postgres;
  private static SteppedClock clock;
  private static CaseWorld world;

  private CaseWorld.Node node;
  private Corrections corrections;
  private CaseViews views;
  private AskForCorrection ask;
  private AnswerCorrection answer;

  @BeforeAll
  static void start() throws IOException {
    postgres = EmbeddedPostgres.start();
    clock = new SteppedClock(Instant.parse("2026-11-27T01:00:00Z"));
    world = new CaseWorld(postgres.getJdbcUrl("postgres", "postgres"), folder, clock);
  }

  @AfterAll
  static void stop() throws IOException {
    world.close();
    postgres.close();
  }

  @BeforeEach
  void open() {
    clock.pass(Duration.ofMinutes(1));
    node = world.start(new QuietListener());
    corrections = new PostgresCorrections(node.database, node.vault);
    PostgresAuditLog log = new PostgresAuditLog(node.database, node.vault, clock);
    WorkingDays days = new WorkingDays();
    views =
        new CaseViews(
            node.cases,
            node.notices,
            node.applications,
            world.catalogue,
            days,
            node.asking,
            world.registers,
            clock);
    ask =
        new AskForCorrection(
            corrections,
            node.cases,
            views,
            node.applications,
            world.catalogue,
            node.asking,
            world.registers,
            log,
            days,
            node.database,
            clock);
    answer =
        new AnswerCorrection(
            corrections, node.exchanges, node.cases, world.registers, log, node.database, clock);
  }

  @AfterEach
  void close() {
    node.close();
  }

  @Test
  void the_holder_is_asked_with_both_values_of_the_case_and_a_deadline() {
    Case file = takenByChen();
    UUID proof = node.applications.documents(file.facts().application()).getFirst().id();
    Correction one = asked(ask.ask(CHEN, reference(file), FIELD, WHY, Optional.of(proof)), true);
    assertEquals("housing", one.holder());
    assertEquals("housing-register", one.register());
    assertEquals("陈建新", one.citizenValue().en());
    assertFalse(one.registerValue().en().isBlank());
    assertEquals("2026-12-11", one.dueOn().toString());
    assertEquals(Optional.of(proof), one.document());
    assertEquals(List.of(one), corrections.open("housing", 10).stream().limit(1).toList());
    assertEquals(List.of(), corrections.open("market-regulation", 10));
    assertEquals(List.of(one), corrections.inCase(reference(file)));
    assertTrue(corrections.ofPerson(file.facts().owner(), 10).contains(one));
    AuditEntry entry = entries("public-security").getFirst();
    assertEquals("ask correction", entry.act() + " " + entry.what());
    assertEquals(Optional.of(file.facts().owner()), entry.person());
    assertEquals(
        one,
        asked(
            ask.ask(CHEN, reference(file), FIELD, "Once more, please.", Optional.empty()), false));
    assertEquals(1, corrections.inCase(reference(file)).size());
  }

  @Test
  void who_may_not_ask_asks_nothing() {
    Case file = takenByChen();
    assertInstanceOf(AskForCorrection.Result.NotThere.class, ask(OTHER, file, FIELD));
    assertInstanceOf(AskForCorrection.Result.NotThere.class, ask(LU, file, FIELD));
    assertInstanceOf(
        AskForCorrection.Result.NotThere.class, ask(CaseWorld.citizen(LIN_NA), file, FIELD));
    assertInstanceOf(AskForCorrection.Result.NotAllowed.class, ask(COLLEAGUE, file, FIELD));
    assertInstanceOf(
        AskForCorrection.Result.NoDifference.class, ask(CHEN, file, "fullName"), "both agree");
    assertInstanceOf(AskForCorrection.Result.NoDifference.class, ask(CHEN, file, "no-such-field"));
    assertInstanceOf(AskForCorrection.Result.NoDifference.class, ask(CHEN, file, "citizenNumber"));
    assertInstanceOf(
        AskForCorrection.Result.NoSuchDocument.class,
        ask.ask(CHEN, reference(file), FIELD, WHY, Optional.of(UUID.randomUUID())));
    assertEquals(List.of(), corrections.inCase(reference(file)));
  }

  @Test
  void only_the_holder_answers_and_once() {
    Case file = takenByChen();
    Correction one = asked(ask(CHEN, file, FIELD), true);
    for (Caller no : List.of(CHEN, OTHER, CaseWorld.citizen(LIN_NA))) {
      assertInstanceOf(
          AnswerCorrection.Result.NotThere.class, answer.answer(no, one.id(), 1, true, "Done so."));
    }
    assertInstanceOf(
        AnswerCorrection.Result.Stale.class, answer.answer(LU, one.id(), 7, true, "Done so."));
    Correction done =
        assertInstanceOf(
                AnswerCorrection.Result.Done.class,
                answer.answer(LU, one.id(), 1, false, "The deed says number 12."))
            .correction();
    assertEquals("not-corrected", done.state());
    assertInstanceOf(
        AnswerCorrection.Result.AlreadyAnswered.class,
        answer.answer(LU, one.id(), 2, true, "Or perhaps it is so."));
    assertEquals(List.of(done), corrections.answered("housing", 1));
    assertEquals(
        Exchange.State.FETCHED, exchange(file).state(), "what was not corrected still holds");
    assertEquals("answer", entries("housing").getFirst().act());
    assertEquals(
        List.of("correction", "correction"),
        node.cases.events(reference(file)).stream()
            .map(CaseEvent::code)
            .filter("correction"::equals)
            .toList());
  }

  /** A department that holds the register itself: a colleague answers. */
  @Test
  void nobody_answers_what_they_asked_themselves() {
    Case file = takenByChen();
    Correction asked = asked(ask(CHEN, file, "address"), true);
    assertEquals("public-security", asked.holder());
    assertInstanceOf(
        AnswerCorrection.Result.OwnAct.class, answer.answer(CHEN, asked.id(), 1, true, "Done so."));
    assertInstanceOf(
        AnswerCorrection.Result.Done.class,
        answer.answer(COLLEAGUE, asked.id(), 1, true, "Done so."));
  }

  @Test
  void after_a_correction_the_register_is_asked_again_and_tells_what_it_says_then() {
    Case file = takenByChen();
    Correction one = asked(ask(CHEN, file, FIELD), true);
    answer.answer(LU, one.id(), 1, true, "The number was swapped.");
    assertEquals(Exchange.State.IDLE, exchange(file).state());
    assertTrue(exchange(file).records().isEmpty());
    clock.pass(Duration.ofSeconds(10));
    Case.Facts facts = file.facts();
    node.asking.ask(
        new org.onenet.services.exchange.AskRegisters.About(
            facts.application(), facts.owner(), facts.citizenNumber().orElseThrow()),
        world.catalogue.version(facts.service(), facts.serviceVersion()).orElseThrow(),
        Duration.ofSeconds(1));
    assertEquals(Exchange.State.FETCHED, exchange(file).state());
  }

  @Test
  void of_many_that_ask_or_answer_at_once_one_stands() throws Exception {
    Case file = takenByChen();
    List<AskForCorrection.Result> asked = atOnce(() -> ask(CHEN, file, FIELD));
    assertEquals(
        1, asked.stream().filter(one -> ((AskForCorrection.Result.Asked) one).isNew()).count());
    UUID id = corrections.inCase(reference(file)).getFirst().id();
    List<AnswerCorrection.Result> answered =
        atOnce(() -> answer.answer(LU, id, 1, true, "Corrected now."));
    assertEquals(
        1, answered.stream().filter(AnswerCorrection.Result.Done.class::isInstance).count());
  }

  private static <T> List<T> atOnce(java.util.concurrent.Callable<T> act) throws Exception {
    CountDownLatch together = new CountDownLatch(1);
    List<T> all = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Future<T>> running = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        running.add(
            threads.submit(
                () -> {
                  together.await();
                  return act.call();
                }));
      }
      together.countDown();
      for (Future<T> one : running) all.add(one.get());
    }
    return all;
  }

  private AskForCorrection.Result ask(Caller caller, Case file, String field) {
    return ask.ask(caller, reference(file), field, WHY, Optional.empty());
  }

  private static Correction asked(AskForCorrection.Result result, boolean isNew) {
    AskForCorrection.Result.Asked asked =
        assertInstanceOf(AskForCorrection.Result.Asked.class, result);
    assertEquals(isNew, asked.isNew());
    return asked.correction();
  }

  /** Lin Na says otherwise than two registers. */
  private Case takenByChen() {
    UUID id =
        node.draft(LIN_NA, CaseWorld.RESIDENCE, Map.of(FIELD, "陈建新", "address", "桂花巷21号403室"));
    node.submit(id, node.applications.find(id).orElseThrow().version());
    Case file = node.cases.ofApplication(id).orElseThrow();
    node.decide.assign(
        CHEN,
        reference(file),
        file.facts().version(),
        Optional.of(new Case.Clerk(CHEN.subject(), CHEN.name())));
    return node.cases.find(reference(file)).orElseThrow();
  }

  private Exchange exchange(Case file) {
    return node.exchanges.of(file.facts().application()).stream()
        .filter(one -> one.evidenceType().equals("lease"))
        .findFirst()
        .orElseThrow();
  }

  private List<AuditEntry> entries(String stream) {
    return node.auditLog.entries(
        new AuditLog.Filter(stream, null, null, null, null, null, null, null, 10));
  }

  private static String reference(Case file) {
    return file.facts().reference();
  }
}
