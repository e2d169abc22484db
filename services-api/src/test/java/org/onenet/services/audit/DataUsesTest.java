package org.onenet.services.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
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
import org.onenet.credentials.audit.AuditFinding;
import org.onenet.credentials.audit.EntryProof;
import org.onenet.identity.Caller;
import org.onenet.identity.Role;
import org.onenet.services.CaseWorld;
import org.onenet.services.SteppedClock;
import org.onenet.services.audit.store.PostgresAuditLog;
import org.onenet.services.audit.store.PostgresReports;
import org.onenet.services.cases.Case;
import org.onenet.services.cases.OpenCase;
import org.onenet.services.cases.QuietListener;
import org.onenet.services.cases.SubmitApplication;
import org.onenet.services.cases.store.PostgresCasesOfPeople;
import org.onenet.services.issuance.store.PostgresSealQueue;
import org.onenet.services.platform.JsonText;
import org.onenet.services.platform.Text;
import org.onenet.services.platform.WorkingDays;

/** Who used my data, told to me alone; what I report is answered once; a reason comes first. */
final class DataUsesTest {
  private static final CaseWorld.Resident LIN_NA = CaseWorld.PEOPLE.getFirst();
  private static final CaseWorld.Resident WANG = CaseWorld.PEOPLE.get(1);
  private static final String LIN = CaseWorld.citizen(LIN_NA).subject();
  private static final Caller CHEN = CaseWorld.staff("chen", Role.CLERK, "public-security");
  private static final Caller HE = CaseWorld.staff("he", Role.SUPERVISOR, "public-security");
  private static final Caller SUN = auditor("sun");

  @TempDir static Path folder;

  private static EmbeddedPostgres postgres;
  private static SteppedClock clock;
  private static CaseWorld world;

  private CaseWorld.Node node;
  private PostgresAuditLog log;
  private PostgresReports reports;
  private TellDataUses tell;
  private ReportDataUse report;
  private AnswerReport answer;
  private OpenCase openCase;

  @BeforeAll
  static void start() throws IOException {
    postgres = EmbeddedPostgres.start();
    clock = new SteppedClock(Instant.parse("2026-11-27T01:00:00Z"));
    world = new CaseWorld(postgres.getJdbcUrl("postgres", "postgres"), folder, clock).populated();
  }

  @AfterAll
  static void stop() throws IOException {
    world.close();
    postgres.close();
  }

  @BeforeEach
  void open() {
    clock.pass(Duration.ofDays(1)); // what another test logged is of another day
    node = world.start(new QuietListener());
    log = new PostgresAuditLog(node.database, node.vault, clock);
    reports = new PostgresReports(node.database, node.vault);
    tell =
        new TellDataUses(
            log,
            reports,
            new PostgresCasesOfPeople(node.database),
            world.catalogue,
            new AuditWords(world.registers, world.catalogue));
    report = new ReportDataUse(reports, log, new WorkingDays(), node.database, clock);
    answer = new AnswerReport(reports, log, log, node.database, clock);
    openCase = new OpenCase(log, log, clock);
  }

  @AfterEach
  void close() {
    node.close();
  }

  @Test
  void uses_are_told_by_case_department_and_day_and_nobody_elses() {
    Case mine = submitted(LIN_NA);
    Case hers = submitted(WANG);
    String reference = mine.facts().reference();
    clock.pass(Duration.ofMinutes(1)); // behind what registers told for them
    Instant from = clock.instant();
    openCase.read(CHEN, mine, "case", reference);
    openCase.read(CHEN, hers, "case", hers.facts().reference());
    log.log(
        Access.act(
                Actor.machine("civil-affairs", "automatic-checks"),
                Access.READ,
                "register",
                "population-identity",
                "never-heard-of")
            .of(LIN)
            .items(List.of("population-identity.fullName"))
            .inCase(reference));
    log.log(
        Access.act(Actor.of(CHEN), "list", "cases", "open, page 1", "case-work")
            .items(List.of(hers.facts().reference(), reference)));
    log.log(Access.read(CHEN, "document", "d-1", "case-work").inCase(reference)); // as of old
    log.log(Access.read(CaseWorld.citizen(LIN_NA), "case", reference, "own").of(LIN));
    clock.pass(Duration.ofDays(1));
    openCase.read(HE, mine, "case", reference);

    List<TellDataUses.Group> groups = tell.page(LIN, from, null, null, 50).groups();
    assertEquals(3, groups.size(), groups::toString);
    TellDataUses.Group today = groups.getFirst();
    assertEquals(LocalDate.ofInstant(clock.instant(), java.time.ZoneOffset.UTC), today.day());
    assertEquals("he", today.uses().getFirst().told().who().en());
    TellDataUses.Group before = groups.get(1);
    assertEquals(reference, before.matter().orElseThrow().reference());
    assertEquals("居住证", before.matter().orElseThrow().service().zh());
    assertEquals("Public Security Bureau", before.where().orElseThrow().en());
    assertEquals(
        List.of("document", "cases", "case"),
        before.uses().stream().map(use -> use.entry().what()).toList());
    TellDataUses.Use list = before.uses().get(1);
    assertTrue(list.shared());
    assertEquals(List.of(Text.same(reference)), list.items(), "no other's case");
    TellDataUses.Use machine = groups.get(2).uses().getFirst();
    assertEquals("自动核验", machine.told().who().zh());
    assertEquals("Read: a department's register", machine.told().what().en());
    assertEquals("“never-heard-of”", machine.told().purpose().en(), "no words are made up");

    List<TellDataUses.Use> disclosed =
        tell.page(LIN, from.minusSeconds(60), from, null, 50).groups().stream()
            .filter(group -> group.where().orElseThrow().en().startsWith("Housing"))
            .peek(group -> assertEquals(reference, group.matter().orElseThrow().reference()))
            .flatMap(group -> group.uses().stream())
            .toList();
    assertFalse(disclosed.isEmpty(), "what registers told for the case is told");
    assertEquals(
        "for an application, with your consent", disclosed.getFirst().told().purpose().en());

    AuditEntry others = log.entries(filter(hers.facts().reference())).getLast();
    assertTrue(tell.one(LIN, others.stream(), others.number()).isEmpty());
    assertTrue(tell.page("stranger", null, null, null, 50).groups().isEmpty());
  }

  @Test
  void pages_go_on_where_they_ended_while_entries_come() {
    Case mine = submitted(LIN_NA);
    clock.pass(Duration.ofMinutes(1));
    Instant from = clock.instant();
    List<String> logged = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      if (i % 3 == 0) clock.pass(Duration.ofMillis(1)); // several have the same time
      Caller who = i % 2 == 0 ? CHEN : CaseWorld.staff("guo", Role.CLERK, "civil-affairs");
      log.log(Access.read(who, "document", "d-" + i, "case-work").of(LIN));
      logged.add("d-" + i);
    }
    List<String> told = new ArrayList<>();
    Optional<Place> next = Optional.empty();
    do {
      TellDataUses.Page page = tell.page(LIN, from, null, next.orElse(null), 3);
      page.groups().forEach(group -> group.uses().forEach(use -> told.add(use.entry().subject())));
      next = page.next().map(Place::token).flatMap(Place::parse);
      clock.pass(Duration.ofMillis(1));
      openCase.read(CHEN, mine, "case", mine.facts().reference());
    } while (next.isPresent());
    assertEquals(10, told.size(), told::toString);
    assertEquals(logged.stream().sorted().toList(), told.stream().sorted().toList());
    assertTrue(Place.parse("nonsense").isEmpty());
    assertTrue(Place.parse("*").isEmpty());
  }

  @Test
  void an_entry_is_reported_once_and_answered_once_however_many_try() throws Exception {
    AuditEntry entry = read(submitted(LIN_NA));
    Caller lin = CaseWorld.citizen(LIN_NA);
    List<ReportDataUse.Reported> reported =
        atOnce(8, n -> report.report(lin, entry, "I never applied there, number " + n));
    assertEquals(1, reported.stream().filter(ReportDataUse.Reported::isNew).count());
    assertEquals(1, reported.stream().map(one -> one.report().id()).distinct().count());
    Report open = reports.open(50).getFirst();
    assertEquals("open", open.state());
    assertEquals(
        new WorkingDays()
            .after(LocalDate.ofInstant(clock.instant(), java.time.ZoneId.of("Asia/Shanghai")), 10),
        open.dueOn());

    assertInstanceOf(
        AnswerReport.Result.Stale.class,
        answer.answer(SUN, open.id(), open.version() + 1, true, "It should not have been."));
    List<AnswerReport.Result> answered =
        atOnce(
            8,
            n ->
                answer.answer(
                    auditor("auditor-" + n), open.id(), open.version(), n % 2 == 0, "Answer " + n));
    assertEquals(1, answered.stream().filter(AnswerReport.Result.Done.class::isInstance).count());
    assertEquals(
        7, answered.stream().filter(AnswerReport.Result.AlreadyAnswered.class::isInstance).count());

    TellDataUses.Use told = tell.reported(LIN).getFirst();
    Report.Answer kept = told.report().orElseThrow().answer().orElseThrow();
    AnswerReport.Result.Done done =
        answered.stream()
            .filter(AnswerReport.Result.Done.class::isInstance)
            .map(AnswerReport.Result.Done.class::cast)
            .findFirst()
            .orElseThrow();
    assertEquals(done.report().answer(), Optional.of(kept));
    assertEquals(
        1,
        tell.page(LIN, null, null, null, 50).groups().stream()
            .flatMap(group -> group.uses().stream())
            .filter(use -> use.entry().act().equals("answer"))
            .filter(use -> use.entry().subject().equals(open.id().toString()))
            .count(),
        "the answer is itself a use, told once");
  }

  @Test
  void nobody_answers_a_report_of_what_they_did_themselves() {
    log.log(Access.read(SUN, "case", "R-1", "audit").of(LIN));
    AuditEntry entry =
        tell.page(LIN, null, null, null, 1).groups().getFirst().uses().getFirst().entry();
    Report open =
        report.report(CaseWorld.citizen(LIN_NA), entry, "What did she look for?").report();
    assertInstanceOf(
        AnswerReport.Result.OwnAct.class,
        answer.answer(SUN, open.id(), open.version(), false, "I had to look at it."));
    assertInstanceOf(
        AnswerReport.Result.Done.class,
        answer.answer(auditor("li"), open.id(), open.version(), false, "It was an audit."));
  }

  @Test
  void a_proof_holds_without_us_and_one_of_a_changed_row_does_not() {
    AuditEntry entry = read(submitted(LIN_NA));
    ProveEntry prove = new ProveEntry(log);
    EntryProof young = prove.prove(entry.stream(), entry.number()).orElseThrow();
    assertTrue(young.sealed().isEmpty());
    new SealAuditLog(
            log, new PostgresSealQueue(node.database), node.database, clock, Optional.empty())
        .now();
    EntryProof proof = prove.prove(entry.stream(), entry.number()).orElseThrow();
    EntryProof read = EntryProof.parse(JsonText.of(proof.toJson()));
    assertEquals(List.of(), read.check(Optional.empty(), clock).findings());
    assertEquals(entry, read.entry());
    assertTrue(prove.prove(entry.stream(), entry.number() + 1_000).isEmpty());
    assertTrue(log.sealedUpTo().get(entry.stream()) >= entry.number());

    node.database.inTransaction(
        () -> {
          node.database.sql().execute("ALTER TABLE audit_entry DISABLE TRIGGER ALL");
          node.database
              .sql()
              .execute(
                  "UPDATE audit_entry SET purpose = 'curiosity' WHERE stream = ? AND number = ?",
                  entry.stream(),
                  entry.number());
          node.database.sql().execute("ALTER TABLE audit_entry ENABLE ALWAYS TRIGGER append_only");
        });
    assertEquals(
        AuditFinding.Kind.ROW_CHANGED,
        prove
            .prove(entry.stream(), entry.number())
            .orElseThrow()
            .check(Optional.empty(), clock)
            .findings()
            .getFirst()
            .kind());
  }

  @Test
  void a_case_that_is_not_theirs_is_opened_for_a_reason_alone_and_for_half_an_hour() {
    Case free = submitted(LIN_NA);
    String reference = free.facts().reference();
    assertTrue(openCase.read(HE, free, "case", reference), "nobody has it");
    node.decide.assign(
        CHEN, reference, free.facts().version(), Optional.of(new Case.Clerk("chen", "Chen")));
    Case taken = node.cases.find(reference).orElseThrow();
    assertTrue(openCase.read(CHEN, taken, "case", reference), "it is hers");
    assertFalse(openCase.read(HE, taken, "case", reference), "not his");
    assertFalse(openCase.read(HE, taken, "document", "d-1"));
    assertEquals(2, log.entries(filter(reference)).size(), "what is refused is not logged as read");

    openCase.because(HE, taken, "She is ill today, the citizen called.");
    assertTrue(openCase.read(HE, taken, "document", "d-1"));
    AuditEntry read = log.entries(filter(reference)).getFirst();
    assertEquals(Optional.of("She is ill today, the citizen called."), log.reason(read));
    assertEquals(Optional.of(LIN), read.person());
    assertFalse(
        openCase.read(
            CaseWorld.staff("li", Role.CLERK, "public-security"), taken, "case", reference),
        "another's reason is not theirs");
    clock.pass(GivenReasons.HOLDS.plusSeconds(1));
    assertFalse(openCase.read(HE, taken, "case", reference), "it is over");

    node.decide.refuse(CHEN, reference, taken.facts().version(), "The lease is another's.");
    Case refused = node.cases.find(reference).orElseThrow();
    assertTrue(openCase.read(CHEN, refused, "case", reference), "she decided it");
    assertFalse(openCase.read(HE, refused, "case", reference));
    openCase.assigned(HE, refused);
    assertTrue(openCase.read(HE, refused, "case", reference), "he has just handed it over");
  }

  @Test
  void an_auditor_finds_entries_by_name_case_and_act() {
    Case mine = submitted(LIN_NA);
    String reference = mine.facts().reference();
    openCase.read(CHEN, mine, "case", reference);
    openCase.because(HE, mine, "A complaint by telephone.");
    log.log(
        Access.act(Actor.of(HE), "list", "cases", "open, page 1", "case-work")
            .items(List.of(reference)));
    assertEquals(3, log.entries(filter(reference)).size());
    AuditLog.Filter byAct =
        new AuditLog.Filter("public-security", null, "HE", "open", reference, null, null, null, 50);
    assertEquals(1, log.entries(byAct).size());
    AuditLog.Filter byName =
        new AuditLog.Filter(null, null, "%", null, reference, null, null, null, 50);
    assertEquals(0, log.entries(byName).size(), "a name is no pattern");
  }

  private static AuditLog.Filter filter(String reference) {
    return new AuditLog.Filter(null, null, null, null, reference, null, null, null, 50);
  }

  private AuditEntry read(Case file) {
    openCase.read(CHEN, file, "case", file.facts().reference());
    return log.entries(filter(file.facts().reference())).getFirst();
  }

  private Case submitted(CaseWorld.Resident person) {
    java.util.UUID application = node.draft(person, CaseWorld.RESIDENCE, Map.of());
    assertInstanceOf(
        SubmitApplication.Result.Accepted.class,
        node.submit(application, node.applications.find(application).orElseThrow().version()));
    return node.cases.ofApplication(application).orElseThrow();
  }

  private interface Numbered<T> {
    T call(int number) throws Exception;
  }

  private static <T> List<T> atOnce(int threads, Numbered<T> work) throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      List<Future<T>> all = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        int number = i;
        Callable<T> one =
            () -> {
              go.await();
              return work.call(number);
            };
        all.add(pool.submit(one));
      }
      go.countDown();
      List<T> results = new ArrayList<>();
      for (Future<T> one : all) results.add(one.get());
      return results;
    }
  }

  private static Caller auditor(String name) {
    return new Caller(
        name,
        name,
        name,
        EnumSet.of(Role.AUDITOR),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
