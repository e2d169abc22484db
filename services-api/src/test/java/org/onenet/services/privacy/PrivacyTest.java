package org.onenet.services.privacy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
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
import org.onenet.services.CaseWorld.Resident;
import org.onenet.services.SteppedClock;
import org.onenet.services.applications.Document;
import org.onenet.services.applications.Draft;
import org.onenet.services.audit.AnswerReport;
import org.onenet.services.audit.AuditLog;
import org.onenet.services.audit.AuditWords;
import org.onenet.services.audit.Report;
import org.onenet.services.audit.ReportDataUse;
import org.onenet.services.audit.Reports;
import org.onenet.services.audit.TellDataUses;
import org.onenet.services.audit.store.PostgresAuditLog;
import org.onenet.services.audit.store.PostgresReports;
import org.onenet.services.cases.Case;
import org.onenet.services.cases.CaseEvent;
import org.onenet.services.cases.CaseViews;
import org.onenet.services.cases.DecideCase;
import org.onenet.services.cases.Locks;
import org.onenet.services.cases.QuietListener;
import org.onenet.services.cases.SubmitApplication;
import org.onenet.services.cases.store.PostgresCasesOfPeople;
import org.onenet.services.catalogue.Retention;
import org.onenet.services.corrections.store.PostgresCorrections;
import org.onenet.services.issuance.ActKind;
import org.onenet.services.issuance.AnswerRevocation;
import org.onenet.services.issuance.AskForRevocation;
import org.onenet.services.issuance.ChangeStatus;
import org.onenet.services.issuance.KeptCredentials;
import org.onenet.services.issuance.ReasonCode;
import org.onenet.services.issuance.StatusAct;
import org.onenet.services.issuance.store.PostgresStatusActs;
import org.onenet.services.platform.JsonText;
import org.onenet.services.platform.Vault;
import org.onenet.services.platform.WorkingDays;
import org.onenet.services.presentations.store.PostgresPresentations;
import org.onenet.services.privacy.store.PostgresRemains;
import org.onenet.services.registers.city.CityTable;
import org.onenet.services.registers.city.GeneratedCity;
import org.onenet.services.statistics.CountCases;
import org.onenet.services.statistics.store.PostgresCaseCounts;
import org.onenet.services.wallets.store.PostgresCopies;

/** Real cases, years of a moved clock, and what is left of people then. */
final class PrivacyTest {
  private static final Resident LIN_NA = CaseWorld.PEOPLE.getFirst();
  private static final Resident WANG = CaseWorld.PEOPLE.get(1);
  private static final Caller CHEN = CaseWorld.staff("chen", Role.CLERK, "public-security");
  private static final String DEGREE = "degree-certificate";
  private static final String REASON = "The lease is somebody else's.";
  private static final Duration DAY = Duration.ofDays(1);

  @TempDir Path folder;

  private static EmbeddedPostgres postgres;
  private static int databases;

  private SteppedClock clock;
  private CaseWorld world;
  private CaseWorld.Node node;
  private Parts parts;

  @BeforeAll
  static void start() throws IOException {
    postgres = EmbeddedPostgres.start();
  }

  @AfterAll
  static void stop() throws IOException {
    postgres.close();
  }

  /** The use cases on one node, wired as the container wires them. */
  private final class Parts {
    final PostgresAuditLog log;
    final TellKept tellKept;
    final Reports reports;
    final AskForRevocation askForRevocation;
    final RunRetention retention;
    final EraseMe eraseMe;
    final GatherMyData gather;
    final CountCases count;

    Parts(CaseWorld.Node node, Remains remains) {
      log = new PostgresAuditLog(node.database, node.vault, clock);
      count =
          new CountCases(
              new PostgresCaseCounts(node.database),
              node.cases,
              node.notices,
              new PostgresCorrections(node.database, node.vault),
              world.catalogue,
              node.database);
      reports = new PostgresReports(node.database, node.vault);
      askForRevocation =
          new AskForRevocation(
              node.kept, new PostgresStatusActs(node.database), log, node.database, clock);
      tellKept =
          new TellKept(node.applications, node.cases, node.kept, reports, world.catalogue, remains);
      Clear clear =
          new Clear(
              node.applications,
              node.discard,
              node.cases,
              node.notices,
              node.exchanges,
              new PostgresPresentations(node.database, node.vault),
              node.kept,
              new PostgresCorrections(node.database, node.vault),
              remains,
              log,
              clock);
      retention =
          new RunRetention(
              remains,
              tellKept,
              clear,
              node.cases,
              node.applications,
              node.kept,
              count,
              world.catalogue,
              node.database,
              clock);
      eraseMe =
          new EraseMe(
              tellKept, clear, node.kept, remains, count, node.vault, log, node.database, clock);
      gather =
          new GatherMyData(
              node.applications,
              tellKept,
              new CaseViews(
                  node.cases,
                  node.notices,
                  node.applications,
                  world.catalogue,
                  new WorkingDays(),
                  node.asking,
                  world.registers,
                  clock),
              node.exchanges,
              node.kept,
              new PostgresCopies(node.database),
              node.consents,
              new TellDataUses(
                  log,
                  reports,
                  new PostgresCasesOfPeople(node.database),
                  world.catalogue,
                  new AuditWords(world.registers, world.catalogue)),
              new PostgresCorrections(node.database, node.vault),
              world.catalogue,
              world.registers,
              node.vault,
              log,
              clock);
    }
  }

  @BeforeEach
  void open() throws Exception {
    String name = "privacy" + databases++;
    try (var connection = postgres.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    }
    clock = new SteppedClock(Instant.parse("2026-11-27T01:00:00Z"));
    world = new CaseWorld(postgres.getJdbcUrl("postgres", name), folder, clock).populated();
    node = world.start(new QuietListener());
    parts = new Parts(node, new PostgresRemains(node.database));
  }

  @AfterEach
  void close() {
    node.close();
    world.close();
  }

  @Test
  void a_case_is_announced_thirty_days_before_and_goes_while_statistics_stay() {
    String reference = refused(LIN_NA);
    String others = refused(WANG);
    Case.Facts facts = node.cases.find(reference).orElseThrow().facts();
    parts.count.countDue();
    List<String> counted = counts();
    Instant end = rule(reference).end(clock.instant());

    until(end.minus(RunRetention.BEFORE).minus(DAY));
    assertEquals(0, parts.retention.now());
    assertTrue(codes(reference).stream().noneMatch("retention-notice"::equals), "too early");

    until(end.minus(RunRetention.BEFORE));
    assertEquals(0, parts.retention.now(), "told, not deleted");
    assertEquals(0, parts.retention.now(), "told once");
    CaseEvent notice =
        events(reference).stream()
            .filter(event -> event.code().equals("retention-notice"))
            .reduce(
                (one, two) -> {
                  throw new AssertionError("told twice");
                })
            .orElseThrow();
    String day = LocalDate.ofInstant(end, java.time.ZoneId.of("Asia/Shanghai")).toString();
    assertTrue(notice.text().en().contains(day), notice.toString());
    assertTrue(notice.text().zh().contains(day), notice.toString());
    assertEquals(Optional.of(end), kept(LIN_NA, reference).goesAt());

    until(end.minusSeconds(1));
    assertEquals(0, parts.retention.now());
    assertFalse(node.cases.submission(reference).answers().isEmpty());

    until(end);
    assertEquals(2, parts.retention.now());
    assertEquals(0, parts.retention.now(), "once");
    Case after = node.cases.find(reference).orElseThrow();
    assertEquals("refused", after.state());
    assertEquals(facts.submittedAt(), after.facts().submittedAt());
    assertEquals(facts.service(), after.facts().service());
    assertEquals(facts.version(), after.facts().version());
    assertEquals(Vault.ERASED, after.facts().applicantName());
    assertEquals(Optional.empty(), after.facts().citizenNumber());
    assertEquals(Map.of(), node.cases.submission(reference).answers());
    assertEquals(Map.of(), node.cases.submission(reference).provenance());
    assertEquals(List.of(), node.applications.documents(facts.application()));
    assertFalse(node.exchanges.of(facts.application()).isEmpty());
    node.exchanges
        .of(facts.application())
        .forEach(
            one -> {
              assertEquals(List.of(), one.records());
              assertEquals(Vault.ERASED, one.subject());
            });
    node.cases.checks(reference).forEach(one -> assertEquals(Vault.ERASED, one.detail().en()));
    assertEquals("", ((Case.Refused) after).decision().reason());
    assertEquals("retention-done", codes(reference).getLast());
    assertNothingOf(LIN_NA, reference, JsonText.of(parts.gather.of(CaseWorld.citizen(LIN_NA))));

    parts.count.countDue();
    assertEquals(counted, counts(), "not counted again from nothing");
    assertTrue(kept(LIN_NA, reference).goneAt().isPresent());
    AuditEntry entry = deleted(reference);
    assertEquals("retention", entry.purpose());
    assertEquals(Clear.OF_A_CASE, entry.items());
    assertEquals(
        List.of("60 " + rule(reference).ground().en()),
        node.database
            .sql()
            .fetch(
                "SELECT months, ground ->> 'en' AS en FROM retention_log WHERE id = ?", reference)
            .map(row -> row.get("months") + " " + row.get("en")));
    assertTrue(kept(WANG, others).goneAt().isPresent());
  }

  @Test
  void a_killed_node_leaves_a_case_whole_and_the_next_goes_on() {
    List<String> references = List.of(refused(LIN_NA), refused(WANG));
    until(rule(references.getFirst()).end(clock.instant()).minus(RunRetention.BEFORE));
    parts.retention.now();
    clock.pass(RunRetention.BEFORE);
    boolean[] dies = {true};
    Remains dying =
        new PostgresRemains(node.database) {
          private int gone;

          @Override
          public void gone(
              Kept.Kind kind, String id, Instant at, List<String> what, Retention rule) {
            super.gone(kind, id, at, what, rule);
            if (dies[0] && ++gone == 2) throw new Killed();
          }
        };
    Parts other = new Parts(node, dying);
    assertThrows(Killed.class, other.retention::now);
    List<String> whole =
        references.stream()
            .filter(reference -> !node.cases.submission(reference).answers().isEmpty())
            .toList();
    assertEquals(1, whole.size(), "one is gone, one is as it was");
    Case left = node.cases.find(whole.getFirst()).orElseThrow();
    assertFalse(node.applications.documents(left.facts().application()).isEmpty());
    assertEquals(REASON, ((Case.Refused) left).decision().reason());
    assertEquals(1, went());
    assertEquals(1, parts.retention.now(), "the other node goes on");
    assertEquals(2, went());
  }

  @Test
  void nodes_share_what_is_due_and_nothing_goes_twice() throws Exception {
    for (int i = 0; i < 6; i++) refused(CaseWorld.PEOPLE.get(i));
    until(Instant.parse("2031-11-27T02:00:00Z").minus(RunRetention.BEFORE));
    List<Integer> told = atOnce(4, () -> parts.retention.now());
    assertEquals(List.of(0, 0, 0, 0), told);
    assertEquals(6, number("SELECT count(*) FROM case_event WHERE code = 'retention-notice'"));
    clock.pass(RunRetention.BEFORE);
    List<Integer> gone = atOnce(4, () -> parts.retention.now());
    assertEquals(6, gone.stream().mapToInt(Integer::intValue).sum(), gone.toString());
    assertEquals(6, went());
    assertEquals(6, number("SELECT count(*) FROM audit_entry WHERE act = 'delete'"));
  }

  @Test
  void a_draft_goes_a_year_after_its_last_save_unless_it_is_saved_again() {
    UUID left = node.draft(LIN_NA, CaseWorld.RESIDENCE, Map.of());
    UUID saved = node.draft(WANG, CaseWorld.RESIDENCE, Map.of());
    Instant end = TellKept.DRAFTS.end(clock.instant());
    until(end.minus(RunRetention.BEFORE));
    parts.retention.now();
    assertEquals(Optional.of(end), kept(LIN_NA, left.toString()).goesAt());
    clock.pass(DAY);
    var draft = node.applications.find(saved).orElseThrow();
    assertTrue(
        node.applications.save(
            saved, draft.version(), draft.answers(), Optional.empty(), clock.instant()));
    until(end);
    assertEquals(1, parts.retention.now());
    assertTrue(node.applications.find(left).isEmpty());
    assertTrue(node.applications.find(saved).isPresent());
    assertEquals(Optional.empty(), kept(WANG, saved.toString()).goesAt());
    assertEquals(0, number("SELECT count(*) FROM document WHERE application = '" + left + "'"));
  }

  @Test
  void a_certificate_is_kept_while_it_is_in_force_and_then_as_long() {
    String reference = granted(WANG);
    var certificate = node.kept.ofHolder(CaseWorld.citizen(WANG).subject()).getFirst();
    Instant ends = certificate.validUntil().orElseThrow();
    Instant decided = clock.instant();
    Retention rule = rule(reference);
    assertEquals(Optional.of(rule.end(ends)), kept(WANG, certificate.id().toString()).until());
    goes(rule.end(decided));
    assertEquals(Map.of(), node.cases.submission(reference).answers());
    assertFalse(
        node.kept.find(certificate.id()).orElseThrow().facts().isEmpty(), "the case, not it");
    goes(rule.end(ends));
    assertEquals(List.of(), node.kept.ofHolder(CaseWorld.citizen(WANG).subject()));
    var after = node.kept.find(certificate.id()).orElseThrow();
    assertEquals(List.of(), after.facts());
    assertEquals("", after.compact());
    assertEquals(certificate.digest(), after.digest());
  }

  @Test
  void erasure_names_what_stands_against_it_and_then_leaves_nothing_to_read() {
    Caller lin = CaseWorld.citizen(LIN_NA);
    UUID draft = node.draft(LIN_NA, CaseWorld.RESIDENCE, Map.of());
    String open = submitted(LIN_NA);
    String closed = refused(LIN_NA);
    Caller wang = CaseWorld.citizen(WANG);
    String others = refused(WANG);
    Instant end = rule(closed).end(clock.instant());
    EraseMe.Result.Refused refused =
        assertInstanceOf(EraseMe.Result.Refused.class, parts.eraseMe.erase(lin));
    assertEquals(
        java.util.Set.of(open, closed),
        refused.obstacles().stream().map(Kept::id).collect(java.util.stream.Collectors.toSet()));
    Kept law = by(refused.obstacles(), closed);
    assertEquals(Optional.of(end), law.until());
    assertEquals(rule(closed).ground(), law.ground());
    assertEquals(Optional.empty(), by(refused.obstacles(), open).until());
    assertFalse(node.cases.submission(closed).answers().isEmpty(), "nothing is touched");
    assertTrue(node.applications.find(draft).isPresent());

    Case file = node.cases.find(open).orElseThrow();
    assertInstanceOf(
        DecideCase.Result.Done.class, node.decide.withdraw(lin, open, file.facts().version()));
    until(end.minusSeconds(1));
    assertInstanceOf(EraseMe.Result.Refused.class, parts.eraseMe.erase(lin));
    until(rule(closed).end(end)); // long after
    parts.count.countDue();
    List<String> counted = counts();

    EraseMe.Result.Erased erased =
        assertInstanceOf(EraseMe.Result.Erased.class, parts.eraseMe.erase(lin));
    assertEquals(1, erased.drafts());
    assertEquals(2, erased.references().size());
    assertTrue(node.applications.find(draft).isEmpty());
    assertTrue(node.vault.since(lin.subject()).isEmpty(), "no key");
    assertTrue(node.vault.since(wang.subject()).isPresent());
    Everything left = parts.gather.of(lin);
    for (String reference : erased.references()) {
      assertNothingOf(LIN_NA, reference, JsonText.of(left.cases()));
      assertEquals(2, left.cases().size(), "references stay");
    }
    parts.count.countDue();
    assertEquals(counted, counts());
    assertFalse(node.cases.submission(others).answers().isEmpty(), "nobody else's");
    AuditEntry entry = log("erase").getFirst();
    assertEquals(lin.subject(), entry.account());
    assertFalse(entry.toString().contains(LIN_NA.fullName()), entry.toString());
    assertInstanceOf(
        EraseMe.Result.Erased.class, parts.eraseMe.erase(lin), "again does nothing more");
    assertEquals(3, number("SELECT count(*) FROM retention_log"));
  }

  /** Whichever comes first: there is a case and its person, or neither. */
  @Test
  void a_submit_and_an_erasure_at_the_same_moment_leave_a_case_or_nobody() throws Exception {
    List<Resident> people =
        CaseWorld.PEOPLE.stream()
            .filter(one -> one.state().equals("resident"))
            .filter(one -> one.birthDate().isBefore(LocalDate.of(2000, 1, 1)))
            .limit(40)
            .toList();
    int cases = 0;
    for (Resident person : people) {
      UUID id = node.draft(person, CaseWorld.RESIDENCE, Map.of());
      Draft draft = node.applications.find(id).orElseThrow();
      AtomicInteger turn = new AtomicInteger();
      List<Object> ends =
          atOnce(
              2,
              () ->
                  turn.getAndIncrement() == 0
                      ? node.submit.submit(draft, draft.version())
                      : parts.eraseMe.erase(CaseWorld.citizen(person)));
      if (assertCaseOrNobody(person, id, ends)) cases++;
    }
    System.out.printf("%d at once: %d cases%n", people.size(), cases);
  }

  @Test
  void an_erasure_waits_for_a_submit_that_was_first_and_is_refused() throws Exception {
    CountDownLatch submitted = new CountDownLatch(1);
    CaseWorld.Node other =
        world.start(
            (reference, step, boundary) -> {
              if (!step.equals("submit") || !boundary.equals("before-commit")) return;
              submitted.countDown();
              Locks.await(() -> Locks.somebodyWaits(observer()));
            });
    UUID id = node.draft(LIN_NA, CaseWorld.RESIDENCE, Map.of());
    Draft draft = node.applications.find(id).orElseThrow();
    List<Object> ends =
        both(
            () -> other.submit.submit(draft, draft.version()),
            () -> {
              submitted.await();
              return parts.eraseMe.erase(CaseWorld.citizen(LIN_NA));
            });
    other.close();
    assertTrue(assertCaseOrNobody(LIN_NA, id, ends), "the case");
  }

  @Test
  void a_submit_and_an_upload_wait_for_an_erasure_that_was_first_and_are_refused()
      throws Exception {
    CountDownLatch erasing = new CountDownLatch(1);
    Remains slow =
        new PostgresRemains(node.database) {
          @Override
          public void holdDrafts(String person) {
            super.holdDrafts(person);
            erasing.countDown();
            Locks.await(() -> Locks.waiting(observer()) >= 2);
          }
        };
    UUID id = node.draft(LIN_NA, CaseWorld.RESIDENCE, Map.of());
    Draft draft = node.applications.find(id).orElseThrow();
    AtomicBoolean added = new AtomicBoolean(true);
    List<Object> ends =
        both(
            () -> {
              erasing.await();
              return node.submit.submit(draft, draft.version());
            },
            () -> {
              try (ExecutorService uploads = Executors.newSingleThreadExecutor()) {
                Future<?> upload =
                    uploads.submit(
                        () -> {
                          erasing.await();
                          added.set(
                              node.applications.add(
                                  id,
                                  new Document(
                                      UUID.randomUUID(),
                                      "proof",
                                      "late.pdf",
                                      "application/pdf",
                                      1,
                                      "0".repeat(64),
                                      false),
                                  new byte[] {1}));
                          return null;
                        });
                Object end = new Parts(node, slow).eraseMe.erase(CaseWorld.citizen(LIN_NA));
                upload.get();
                return end;
              }
            });
    assertFalse(assertCaseOrNobody(LIN_NA, id, ends), "nobody");
    assertFalse(added.get(), "nor a document of nobody's");
  }

  /** Returns whether it is the case. */
  private boolean assertCaseOrNobody(Resident person, UUID application, List<Object> ends) {
    SubmitApplication.Result submitted = only(SubmitApplication.Result.class, ends);
    EraseMe.Result erased = only(EraseMe.Result.class, ends);
    Caller caller = CaseWorld.citizen(person);
    if (submitted instanceof SubmitApplication.Result.Accepted accepted) {
      String reference = accepted.file().facts().reference();
      EraseMe.Result.Refused refused = assertInstanceOf(EraseMe.Result.Refused.class, erased);
      by(refused.obstacles(), reference);
      assertFalse(node.cases.submission(reference).answers().isEmpty());
      assertEquals(
          person.fullName(), node.cases.find(reference).orElseThrow().facts().applicantName());
      assertTrue(node.vault.since(caller.subject()).isPresent());
      return true;
    }
    assertInstanceOf(SubmitApplication.Result.Gone.class, submitted);
    assertInstanceOf(EraseMe.Result.Erased.class, erased);
    assertTrue(node.cases.ofApplication(application).isEmpty());
    assertTrue(node.applications.find(application).isEmpty());
    assertTrue(node.vault.since(caller.subject()).isEmpty());
    return false;
  }

  private static <T> T only(Class<T> kind, List<Object> ends) {
    List<T> found = ends.stream().filter(kind::isInstance).map(kind::cast).toList();
    assertEquals(1, found.size(), ends.toString());
    return found.getFirst();
  }

  private static List<Object> both(Callable<Object> one, Callable<Object> other) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      Future<Object> first = threads.submit(one);
      Future<Object> second = threads.submit(other);
      return List.of(first.get(), second.get());
    }
  }

  private static javax.sql.DataSource observer() {
    return postgres.getPostgresDatabase();
  }

  @Test
  void a_certificate_without_an_end_stands_against_erasure_until_its_department_revokes_it() {
    Resident person = graduate();
    Caller holder = CaseWorld.citizen(person);
    String reference = submitted(person, DEGREE);
    node.workflow.goOn();
    var certificate = node.kept.ofHolder(holder.subject()).getFirst();
    UUID id = certificate.id();
    clock.pass(DAY);
    String newer = ofAnotherGraduate();
    clock.pass(Duration.ofDays(40_000));
    Kept stands = by(refusedErasure(holder).obstacles(), id.toString());
    assertEquals(Optional.empty(), stands.until());
    assertEquals(Optional.empty(), stands.revocationAskedAt());

    assertInstanceOf(
        AskForRevocation.Result.NotThere.class,
        parts.askForRevocation.ask(CaseWorld.citizen(graduates().get(1)), id),
        "nobody asks for another");
    Instant asked = clock.instant();
    for (int i = 0; i < 2; i++) {
      assertInstanceOf(AskForRevocation.Result.Asked.class, parts.askForRevocation.ask(holder, id));
      clock.pass(DAY);
    }
    assertEquals(
        Optional.of(asked),
        by(refusedErasure(holder).obstacles(), id.toString()).revocationAskedAt(),
        "the first time counts");
    assertEquals(1, log("ask").stream().filter(one -> one.what().equals("revocation")).count());
    assertEquals(
        List.of(reference, newer),
        node.kept.ofDepartment(certificate.department(), "", 10).stream()
            .map(KeptCredentials.Kept::caseReference)
            .toList(),
        "what is asked for comes before what is newer");

    revoke(certificate);
    Instant revoked = clock.instant();
    assertInstanceOf(
        AskForRevocation.Result.AlreadyRevoked.class, parts.askForRevocation.ask(holder, id));
    Instant end = rule(reference).end(revoked);
    assertEquals(Optional.of(end), by(refusedErasure(holder).obstacles(), id.toString()).until());
    until(end);
    assertInstanceOf(EraseMe.Result.Erased.class, parts.eraseMe.erase(holder));
    assertEquals(List.of(), node.kept.ofHolder(holder.subject()));
  }

  @Test
  void an_open_report_stands_against_erasure_until_it_is_answered() {
    Caller lin = CaseWorld.citizen(LIN_NA);
    node.draft(LIN_NA, CaseWorld.RESIDENCE, Map.of());
    AuditEntry use =
        parts
            .log
            .entries(new AuditLog.Filter(null, null, null, null, null, null, null, null, 50))
            .stream()
            .filter(entry -> entry.person().equals(Optional.of(lin.subject())))
            .findFirst()
            .orElseThrow();
    Report report =
        new ReportDataUse(parts.reports, parts.log, new WorkingDays(), node.database, clock)
            .report(lin, use, "Nobody told me.")
            .report();
    clock.pass(Duration.ofDays(60)); // the answer is late: it is still due
    Kept stands = refusedErasure(lin).obstacles().getFirst();
    assertEquals(Kept.Kind.REPORT, stands.kind());
    assertEquals(Optional.of(report.dueOn()), stands.dueOn());
    assertEquals("Nobody told me.", parts.reports.open(10).getFirst().reason());
    assertEquals(List.of(), parts.reports.openOf(CaseWorld.citizen(WANG).subject()));

    Caller auditor = CaseWorld.staff("shen", Role.AUDITOR, "public-security");
    assertInstanceOf(
        AnswerReport.Result.Done.class,
        new AnswerReport(parts.reports, parts.log, parts.log, node.database, clock)
            .answer(auditor, report.id(), report.version(), false, "It was for your draft."));
    assertInstanceOf(EraseMe.Result.Erased.class, parts.eraseMe.erase(lin));
    assertEquals(Vault.ERASED, parts.reports.find(report.id()).orElseThrow().reason());
  }

  private EraseMe.Result.Refused refusedErasure(Caller caller) {
    return assertInstanceOf(EraseMe.Result.Refused.class, parts.eraseMe.erase(caller));
  }

  private void revoke(KeptCredentials.Kept certificate) {
    Caller clerk = CaseWorld.staff("one", Role.CLERK, certificate.department());
    var result =
        node.changeStatus.change(
            certificate,
            ActKind.REVOKE,
            ReasonCode.HOLDER_REQUEST,
            "The holder asked for it.",
            clerk);
    if (result instanceof ChangeStatus.Result.Waiting(StatusAct act)) {
      assertInstanceOf(
          AnswerRevocation.Result.Revoked.class,
          node.answerRevocation.answer(
              certificate.id(),
              act.id(),
              Optional.empty(),
              CaseWorld.staff("two", Role.CLERK, certificate.department())));
    }
  }

  /** Some degrees stand in the register with a mistake; they are nobody's here. */
  private String ofAnotherGraduate() {
    for (Resident one : graduates().subList(1, graduates().size())) {
      UUID id = node.draft(one, DEGREE, Map.of());
      Draft draft = node.applications.find(id).orElseThrow();
      if (node.submit(id, draft.version()) instanceof SubmitApplication.Result.Accepted accepted) {
        node.workflow.goOn();
        return accepted.file().facts().reference();
      }
    }
    throw new AssertionError("no other graduate");
  }

  private static Resident graduate() {
    return graduates().getFirst();
  }

  /** Of whom the education register has a degree. */
  private static List<Resident> graduates() {
    GeneratedCity city = new GeneratedCity(GeneratedCity.SEED, 400);
    java.util.Set<String> graduated =
        java.util.stream.IntStream.of(0, 1)
            .boxed()
            .flatMap(number -> city.neighbourhood(number).rows().stream())
            .filter(row -> row.table() == CityTable.DEGREE)
            .map(row -> row.get("citizen_number"))
            .collect(java.util.stream.Collectors.toSet());
    return CaseWorld.PEOPLE.stream()
        .filter(one -> one.state().equals("resident"))
        .filter(one -> graduated.contains(one.citizenNumber()))
        .toList();
  }

  @Test
  void everything_is_told_to_its_person_and_to_nobody_else_and_is_logged() {
    String reference = granted(WANG);
    UUID draft = node.draft(WANG, CaseWorld.RESIDENCE, Map.of());
    String hers = refused(LIN_NA);
    Caller wang = CaseWorld.citizen(WANG);
    Everything all = parts.gather.of(wang);
    assertEquals(WANG.citizenNumber(), all.account().citizenNumber());
    assertTrue(all.keySince() != null);
    assertEquals(draft.toString(), all.drafts().getFirst().id());
    assertFalse(all.drafts().getFirst().documents().isEmpty());
    assertTrue(
        all.drafts().getFirst().exchanges().stream().anyMatch(one -> !one.records().isEmpty()));
    Everything.CaseOf told = all.cases().getFirst();
    assertEquals(reference, told.file().reference());
    assertTrue(
        told.file().pages().stream()
            .flatMap(page -> page.answers().stream())
            .anyMatch(answer -> answer.provenance().kind().equals("fetched")));
    assertFalse(told.file().timeline().isEmpty());
    assertFalse(told.file().checks().isEmpty());
    assertEquals(3, all.certificates().getFirst().compact().split("\\.").length);
    assertFalse(all.certificates().getFirst().facts().isEmpty());
    assertEquals(2, all.consents().size());
    assertEquals(3, all.consents().getFirst().record().split("\\.").length);
    assertFalse(all.dataUses().isEmpty());
    assertFalse(JsonText.of(all).contains(hers));
    assertFalse(JsonText.of(all).contains(LIN_NA.citizenNumber()));

    Everything strangers = parts.gather.of(CaseWorld.citizen(CaseWorld.PEOPLE.get(5)));
    assertEquals(
        List.of(0, 0, 0, 0, 0),
        List.of(
            strangers.drafts().size(),
            strangers.cases().size(),
            strangers.certificates().size(),
            strangers.consents().size(),
            strangers.dataUses().size()));
    AuditEntry entry = log("download").getLast();
    assertEquals(wang.subject(), entry.account());
    assertEquals(Optional.of(wang.subject()), entry.person());
    assertFalse(entry.toString().contains(WANG.fullName()));
  }

  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private void assertNothingOf(Resident person, String reference, String told) {
    List<String> words = List.of(person.fullNameLatin(), "13800138000", "proof.pdf", REASON);
    for (String word : words) {
      String cases = told.replaceAll("\"account\":\\{[^}]*}", "");
      assertFalse(cases.contains(word), reference + " still says " + word + ": " + cases);
    }
  }

  private void until(Instant then) {
    clock.pass(Duration.between(clock.instant(), then));
  }

  /** Announced, waited for, gone. */
  private void goes(Instant end) {
    until(end.minus(RunRetention.BEFORE));
    parts.retention.now();
    until(end);
    assertEquals(1, parts.retention.now());
  }

  private String submitted(Resident person) {
    return submitted(person, CaseWorld.RESIDENCE);
  }

  private String submitted(Resident person, String service) {
    UUID application = node.draft(person, service, Map.of());
    assertInstanceOf(
        SubmitApplication.Result.Accepted.class,
        node.submit(application, node.applications.find(application).orElseThrow().version()));
    return node.cases.ofApplication(application).orElseThrow().facts().reference();
  }

  private Case.UnderReview taken(Resident person) {
    String reference = submitted(person);
    Case file = node.cases.find(reference).orElseThrow();
    assertInstanceOf(
        DecideCase.Result.Done.class,
        node.decide.assign(
            CHEN, reference, file.facts().version(), Optional.of(new Case.Clerk("chen", "Chen"))));
    return assertInstanceOf(Case.UnderReview.class, node.cases.find(reference).orElseThrow());
  }

  private String refused(Resident person) {
    Case.Facts facts = taken(person).facts();
    assertInstanceOf(
        DecideCase.Result.Done.class,
        node.decide.refuse(CHEN, facts.reference(), facts.version(), REASON));
    return facts.reference();
  }

  private String granted(Resident person) {
    Case.Facts facts = taken(person).facts();
    assertInstanceOf(
        DecideCase.Result.Done.class,
        node.decide.grant(CHEN, facts.reference(), facts.version(), "All is as it must be."));
    node.workflow.goOn();
    Case.Granted file =
        assertInstanceOf(Case.Granted.class, node.cases.find(facts.reference()).orElseThrow());
    assertTrue(file.credential().isPresent());
    return facts.reference();
  }

  private Retention rule(String reference) {
    return parts.tellKept.definition(node.cases.find(reference).orElseThrow()).kept();
  }

  private Kept kept(Resident person, String id) {
    return by(parts.tellKept.of(CaseWorld.citizen(person).subject()), id);
  }

  private static Kept by(List<Kept> all, String id) {
    return all.stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
  }

  private List<CaseEvent> events(String reference) {
    return node.cases.events(reference);
  }

  private List<String> codes(String reference) {
    return events(reference).stream().map(CaseEvent::code).toList();
  }

  private List<String> counts() {
    return node.database
        .sql()
        .fetch("SELECT c::text AS line FROM case_count c ORDER BY reference")
        .map(row -> row.get("line", String.class));
  }

  private AuditEntry deleted(String reference) {
    return log("delete").stream()
        .filter(entry -> entry.subject().equals(reference))
        .findFirst()
        .orElseThrow();
  }

  private List<AuditEntry> log(String act) {
    return parts.log.entries(
        new AuditLog.Filter(null, null, null, act, null, null, null, null, 50));
  }

  private long went() {
    return number("SELECT count(*) FROM retention_log");
  }

  private long number(String query) {
    return node.database.sql().fetchOne(query).get(0, Long.class);
  }

  private static <T> List<T> atOnce(int threads, Callable<T> work) throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      List<Future<T>> all =
          java.util.stream.IntStream.range(0, threads)
              .mapToObj(
                  n ->
                      pool.submit(
                          () -> {
                            go.await();
                            return work.call();
                          }))
              .toList();
      go.countDown();
      List<T> results = new java.util.ArrayList<>();
      for (Future<T> one : all) results.add(one.get());
      return results;
    }
  }
}
