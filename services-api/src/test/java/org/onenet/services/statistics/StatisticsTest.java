package org.onenet.services.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onenet.identity.Caller;
import org.onenet.identity.Role;
import org.onenet.services.CaseWorld;
import org.onenet.services.CaseWorld.Resident;
import org.onenet.services.SteppedClock;
import org.onenet.services.applications.Draft;
import org.onenet.services.applications.WaivedDocuments;
import org.onenet.services.audit.store.PostgresAuditLog;
import org.onenet.services.cases.Case;
import org.onenet.services.cases.CaseViews;
import org.onenet.services.cases.DecideCase;
import org.onenet.services.cases.NoteVisit;
import org.onenet.services.cases.Notice;
import org.onenet.services.cases.QuietListener;
import org.onenet.services.cases.SubmitApplication;
import org.onenet.services.cases.Visit;
import org.onenet.services.cases.store.PostgresVisits;
import org.onenet.services.catalogue.ServiceDefinition;
import org.onenet.services.corrections.AnswerCorrection;
import org.onenet.services.corrections.AskForCorrection;
import org.onenet.services.corrections.Correction;
import org.onenet.services.corrections.Corrections;
import org.onenet.services.corrections.store.PostgresCorrections;
import org.onenet.services.platform.WorkingDays;
import org.onenet.services.registers.city.CityTable;
import org.onenet.services.registers.city.GeneratedCity;
import org.onenet.services.registers.city.Row;
import org.onenet.services.statistics.store.PostgresCaseCounts;

/** Real cases on the generated city, counted by the code that the public page shows. */
final class StatisticsTest {
  private static final String PARKING = "disabled-parking-permit";
  private static final String DEGREE = "degree-certificate";
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 27);
  private static final int SAMPLE = 25;

  @TempDir static Path folder;
  private static EmbeddedPostgres postgres;
  private static SteppedClock clock;
  private static CaseWorld world;

  private CaseWorld.Node node;
  private CaseCounts counts;
  private CountCases count;
  private Corrections corrections;
  private int traders;

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
    node = world.start(new QuietListener());
    counts = new PostgresCaseCounts(node.database);
    corrections = new PostgresCorrections(node.database, node.vault);
    count =
        new CountCases(
            counts, node.cases, node.notices, corrections, world.catalogue, node.database);
    node.database.sql().execute("TRUNCATE case_count, case_file CASCADE");
  }

  @AfterEach
  void close() {
    node.close();
  }

  /** Who would apply: what the service asks of them stands in a register, flaws and all. */
  @Test
  void each_service_spares_people_sixty_fields_and_seventy_materials_of_a_hundred() {
    Set<String> reserved = holders(CityTable.NAME_RESERVATION, "applicant_number");
    Set<String> cared = holders(CityTable.CARE, "citizen_number");
    Set<String> levels = Set.of("bachelor", "master", "doctor");
    Set<String> graduated =
        holders(CityTable.DEGREE, "citizen_number", row -> levels.contains(row.get("level")));
    applyAll(CaseWorld.RESIDENCE, resident -> isAdult(resident));
    applyAll(
        CaseWorld.SENIOR_CARD, resident -> !resident.birthDate().isAfter(TODAY.minusYears(65)));
    applyAll(
        CaseWorld.TRADER, person -> isAdult(person) && reserved.contains(person.citizenNumber()));
    applyAll(PARKING, resident -> cared.contains(resident.citizenNumber()));
    applyAll(DEGREE, resident -> graduated.contains(resident.citizenNumber()));
    count.countDue();

    Statistics statistics = statistics();
    for (Statistics.Line line : statistics.services()) {
      Statistics.Cell all = line.total();
      System.out.println(line.service() + ": " + all);
      assertNotNull(all.applications(), line.service());
      assertTrue(all.fieldsPercent() >= statistics.targets().fields().ours(), line.service());
      assertTrue(all.materialsPercent() >= statistics.targets().materials().ours(), line.service());
      assertEquals("2026-11", line.months().getLast().month());
    }
    assertEquals(100, line(statistics, DEGREE).total().fieldsPercent());
    Figures degrees = figures(DEGREE);
    System.out.println(degrees);
    assertTrue(degrees.atOnce() * 10 >= degrees.applications() * 9, degrees.toString());
    assertEquals(0.0, degrees.medianSeconds());
    System.out.println("city: " + statistics.city().total());
  }

  /** The other end: people of whom no register knows what the trade licence asks for. */
  @Test
  void who_is_in_no_business_register_types_more_and_it_shows() {
    Set<String> reserved = holders(CityTable.NAME_RESERVATION, "applicant_number");
    applyAll(
        CaseWorld.TRADER, person -> isAdult(person) && !reserved.contains(person.citizenNumber()));
    count.countDue();

    Statistics.Cell all = line(statistics(), CaseWorld.TRADER).total();
    System.out.println("without a reserved name: " + all);
    assertTrue(all.fieldsPercent() < 60, "typed is typed");
    assertEquals(20, all.byDeclarationPercent(), "the trade name, on their word");
    int byData = all.byDataPercent();
    assertTrue(byData >= 60 && byData < 80, "three of five, and premises for few: " + byData);
  }

  @Test
  void a_document_that_was_uploaded_is_a_material_that_was_not_waived() {
    apply(resident(), CaseWorld.RESIDENCE, Map.of());
    CaseCount.Materials materials = counted().materials();
    assertEquals(new CaseCount.Materials(4, 0, 3, 0, 0), materials);
  }

  @Test
  void what_the_citizen_corrected_was_typed() {
    apply(resident(), CaseWorld.SENIOR_CARD, Map.of());
    int known = counted().known();
    node.database.sql().execute("TRUNCATE case_count, case_file CASCADE");
    apply(resident(), CaseWorld.SENIOR_CARD, Map.of("address", "江畔路八号", "ethnicity", "满族"));
    assertEquals(known - 2, counted().known());
  }

  @Test
  void a_case_is_counted_again_when_it_changed_and_counting_twice_changes_nothing() {
    Case file = apply(resident(), CaseWorld.RESIDENCE, Map.of());
    assertEquals(1, count.countDue());
    assertEquals(0, count.countDue());
    Figures before = figures(CaseWorld.RESIDENCE);
    assertEquals(1, before.applications());
    assertEquals(0, before.decided());

    clock.pass(Duration.ofHours(30));
    var clerk = CaseWorld.staff("chen", Role.CLERK, "public-security");
    String reference = file.facts().reference();
    long version = file.facts().version();
    DecideCase.Result.Done taken =
        assertInstanceOf(
            DecideCase.Result.Done.class,
            node.decide.assign(
                clerk, reference, version, java.util.Optional.of(new Case.Clerk("chen", "Chen"))));
    assertInstanceOf(
        DecideCase.Result.Done.class,
        node.decide.refuse(clerk, reference, taken.file().facts().version(), "No."));
    assertEquals(1, count.countDue());
    Figures after = figures(CaseWorld.RESIDENCE);
    assertEquals(1, after.applications());
    assertEquals(1, after.decided());
    assertEquals(0, after.atOnce());
    assertEquals(Duration.ofHours(30).toSeconds(), after.medianSeconds());
    node.database.sql().execute("TRUNCATE case_count");
    count.countDue();
    assertEquals(after, figures(CaseWorld.RESIDENCE), "made again, it is the same");
  }

  @Test
  void the_time_a_case_waits_for_its_citizen_is_not_the_authoritys() {
    Case file = takenByChen(resident());
    String reference = file.facts().reference();
    List<Notice.Item> missing = List.of(new Notice.Item("landlordName", "Which of the two?"));
    clock.pass(Duration.ofHours(2));
    assertInstanceOf(
        DecideCase.Result.Done.class,
        node.decide.sendNotice(CHEN, reference, file.facts().version(), missing, Optional.empty()));
    clock.pass(Duration.ofHours(50));
    assertInstanceOf(
        SubmitApplication.Result.Accepted.class, submitted(file.facts().application()));
    clock.pass(Duration.ofHours(3));
    Case again = node.cases.find(reference).orElseThrow();
    assertInstanceOf(
        DecideCase.Result.Done.class,
        node.decide.refuse(CHEN, reference, again.facts().version(), "It is not so."));
    count.countDue();
    Figures figures = figures(CaseWorld.RESIDENCE);
    assertEquals(Duration.ofHours(5).toSeconds(), figures.medianSeconds());
    assertEquals(1, figures.noticed());
    assertEquals(0, figures.noticedAgain());
  }

  @Test
  void what_a_holder_corrected_for_the_case_was_proven_by_help_between_offices() {
    Case file = takenByChen(resident());
    CaseCount.Materials told = new CaseCount.Materials(4, 0, 3, 0, 0);
    assertEquals(told, counted().materials());
    Correction asked = ask(file, "address");
    assertEquals(told, counted().materials(), "nobody has answered");
    answer(asked, true);
    assertEquals(new CaseCount.Materials(4, 0, 2, 1, 0), counted().materials());
  }

  @Test
  void a_register_that_holds_to_its_word_is_no_help() {
    Case file = takenByChen(resident());
    answer(ask(file, "address"), false);
    assertEquals(new CaseCount.Materials(4, 0, 3, 0, 0), counted().materials());
  }

  @Test
  void help_does_not_waive_what_was_uploaded_all_the_same() {
    Case file = takenByChen(CaseWorld.PEOPLE.getFirst());
    answer(ask(file, "landlordName"), true);
    assertEquals(new CaseCount.Materials(4, 0, 3, 0, 0), counted().materials());
  }

  @Test
  void help_is_counted_when_the_case_is_decided_and_what_comes_later_is_none() {
    List<Correction> late = new ArrayList<>();
    List<Resident> five = residents(one -> isAdult(one)).subList(0, 6);
    for (Resident one : five) {
      Case file = takenByChen(one);
      count.countDue();
      Correction asked = ask(file, "address");
      clock.pass(Duration.ofMinutes(1));
      if (one == five.getLast()) late.add(asked);
      else answer(asked, true);
      clock.pass(Duration.ofMinutes(1));
      assertInstanceOf(
          DecideCase.Result.Done.class,
          node.decide.refuse(CHEN, file.facts().reference(), file.facts().version(), "No."));
    }
    clock.pass(Duration.ofMinutes(1));
    late.forEach(one -> answer(one, true));
    count.countDue();
    assertEquals(5, figures(CaseWorld.RESIDENCE).byHelp());
    Statistics.Cell all = line(statistics(), CaseWorld.RESIDENCE).total();
    assertEquals(21, all.byHelpPercent(), "5 of 24 materials");
    assertEquals(75, all.materialsPercent());
    assertEquals(54, all.byDataPercent());
  }

  @Test
  void fewer_than_five_are_not_shown() {
    List<Resident> four = residents(resident -> true).subList(0, 4);
    four.forEach(one -> apply(one, CaseWorld.RESIDENCE, Map.of()));
    count.countDue();
    Statistics.Line line = line(statistics(), CaseWorld.RESIDENCE);
    assertNull(line.total().applications());
    assertNull(line.total().fieldsPercent());
    assertNull(line.total().byHelpPercent());
    assertNull(line.months().getLast().applications());
    assertNull(statistics().city().total().applications());
    assertEquals(0, line(statistics(), CaseWorld.TRADER).total().applications());
  }

  @Test
  void who_came_in_person_is_counted_and_who_came_more_than_once() {
    List<Resident> people = residents(one -> isAdult(one)).subList(0, 20);
    List<Case> files =
        people.stream().map(one -> apply(one, CaseWorld.RESIDENCE, Map.of())).toList();
    files.subList(0, 6).forEach(file -> come(file, 1));
    files.subList(6, 12).forEach(file -> come(file, 2));
    count.countDue();
    Statistics.Cell all = line(statistics(), CaseWorld.RESIDENCE).total();
    assertEquals(60, all.visitedPercent(), "12 of 20");
    assertEquals(6, all.visitedAgain());
    come(files.get(12), 3);
    assertEquals(13, figures(CaseWorld.RESIDENCE).visited(), "also when nothing else has changed");
    assertEquals(7, figures(CaseWorld.RESIDENCE).visitedAgain());
    assertEquals(0, line(statistics(), CaseWorld.TRADER).total().visitedAgain());
  }

  @Test
  void so_few_visits_that_they_tell_of_somebody_are_hidden() {
    List<Resident> people = residents(one -> isAdult(one)).subList(0, 10);
    List<Case> files =
        people.stream().map(one -> apply(one, CaseWorld.RESIDENCE, Map.of())).toList();
    files.subList(0, 3).forEach(file -> come(file, 2));
    count.countDue();
    Statistics.Cell all = line(statistics(), CaseWorld.RESIDENCE).total();
    assertEquals(10, all.applications());
    assertNull(all.visitedPercent());
    assertNull(all.visitedAgain());
    assertNull(statistics().city().total().visitedPercent());
  }

  private void come(Case file, int times) {
    NoteVisit noteVisit =
        new NoteVisit(node.cases, new PostgresVisits(node.database), node.database);
    for (int i = 0; i < times; i++) {
      assertEquals(
          NoteVisit.Result.NOTED,
          noteVisit.note(
              CHEN,
              file,
              new Visit(
                  UUID.randomUUID(),
                  file.facts().reference(),
                  TODAY,
                  Visit.Purpose.DOCUMENT,
                  clock.instant(),
                  CHEN.subject())));
    }
  }

  /** A year's cases of a city of a hundred thousand. */
  @Test
  void a_hundred_thousand_cases_are_summed_up_in_a_moment() {
    node.database
        .sql()
        .execute(
            "INSERT INTO application (id, owner, owner_name, service, service_version, saved_at)"
                + " SELECT gen_random_uuid(), 'x', 'bulk', (ARRAY['residence-certificate',"
                + " 'sole-trader-licence', 'senior-citizen-card', 'disabled-parking-permit',"
                + " 'degree-certificate'])[1 + n % 5], 1, TIMESTAMPTZ '2025-12-05' + (n % 12) *"
                + " INTERVAL '1 month' FROM generate_series(1, 100000) n");
    node.database
        .sql()
        .execute(
            "INSERT INTO case_file (reference, application, department, service, service_version,"
                + " owner, applicant_name, answers, provenance, state, submitted_at, due_on,"
                + " decided_at, pending) SELECT 'X-' || id, id, 'x', service, 1, 'x', 'x', '{}',"
                + " '{}', 'granted', saved_at, '2026-12-31', saved_at, false FROM application"
                + " WHERE owner_name = 'bulk'");
    node.database
        .sql()
        .execute(
            "INSERT INTO case_count SELECT reference, version, service, date_trunc('month',"
                + " submitted_at)::date, date_trunc('month', submitted_at)::date, random() < 0.3,"
                + " (random() * 100000)::bigint, 12, 9, 4, 0, 3, 0, 0, 0, 0 FROM case_file");
    node.database.sql().execute("ANALYZE case_file, case_count");
    long made = median(() -> assertEquals(100_000, statistics().city().total().applications()));
    long looked = median(() -> assertEquals(0, count.countDue()));
    System.out.printf(
        "100,000 cases: statistics in %d ms, nothing to count found in %d ms%n", made, looked);
    assertTrue(made < 2_000 && looked < 2_000, made + " and " + looked + " ms");
    node.database.sql().execute("TRUNCATE case_count, case_file CASCADE");
    node.database.sql().execute("DELETE FROM application WHERE owner_name = 'bulk'");
  }

  private static long median(Runnable work) {
    long[] millis =
        IntStream.range(0, 7)
            .mapToLong(
                i -> {
                  long began = System.nanoTime();
                  work.run();
                  return (System.nanoTime() - began) / 1_000_000;
                })
            .sorted()
            .toArray();
    return millis[millis.length / 2];
  }

  private void applyAll(String service, Predicate<Resident> who) {
    List<Resident> people = residents(who);
    assertTrue(people.size() >= Suppression.LEAST, service + ": " + people.size());
    people.stream().limit(SAMPLE).forEach(one -> apply(one, service, Map.of(), this::bringNoMore));
  }

  private static List<Resident> residents(Predicate<Resident> who) {
    return CaseWorld.PEOPLE.stream()
        .filter(one -> one.state().equals("resident"))
        .filter(who)
        .toList();
  }

  private static Resident resident() {
    return residents(one -> !one.birthDate().isAfter(TODAY.minusYears(66))).getFirst();
  }

  private static boolean isAdult(Resident one) {
    return !one.birthDate().isAfter(TODAY.minusYears(18));
  }

  private static Set<String> holders(CityTable table, String column) {
    return holders(table, column, row -> true);
  }

  private static Set<String> holders(CityTable table, String column, Predicate<Row> which) {
    GeneratedCity city = new GeneratedCity(GeneratedCity.SEED, 400);
    return IntStream.of(0, 1)
        .boxed()
        .flatMap(number -> city.neighbourhood(number).rows().stream())
        .filter(row -> row.table() == table)
        .filter(which)
        .map(row -> row.get(column))
        .collect(Collectors.toSet());
  }

  /** Applies; what the form does not accept is typed instead of what a register told. */
  /** Nobody uploads what a register makes needless. */
  private void bringNoMore(UUID id) {
    Draft draft = node.applications.find(id).orElseThrow();
    ServiceDefinition definition = world.catalogue.current(draft.service()).orElseThrow();
    Set<String> waived = WaivedDocuments.of(definition, draft);
    node.applications.documents(id).stream()
        .filter(document -> waived.contains(document.field()))
        .forEach(document -> assertTrue(node.applications.remove(id, document.id())));
  }

  private Case apply(Resident person, String service, Map<String, Object> more) {
    return apply(person, service, more, id -> {});
  }

  private Case apply(
      Resident person, String service, Map<String, Object> more, Consumer<UUID> beforeSubmit) {
    Map<String, Object> typed = new HashMap<>(more);
    UUID id = node.draft(person, service, typed);
    beforeSubmit.accept(id);
    SubmitApplication.Result result = submitted(id);
    if (result instanceof SubmitApplication.Result.Invalid invalid) {
      invalid.errors().forEach(error -> typed.put(error.field(), typedFor(error.field())));
      id = node.draft(person, service, typed);
      beforeSubmit.accept(id);
      result = submitted(id);
    }
    SubmitApplication.Result.Accepted accepted =
        assertInstanceOf(
            SubmitApplication.Result.Accepted.class,
            result,
            person.fullName() + ", " + service + ": " + result);
    return node.cases.find(accepted.file().facts().reference()).orElseThrow();
  }

  private SubmitApplication.Result submitted(UUID id) {
    return node.submit(id, node.applications.find(id).orElseThrow().version());
  }

  private Object typedFor(String field) {
    return switch (field) {
      case "tradeName" -> "兰亭市第" + traders++ + "杂货店";
      case "leaseUntil", "validUntil" -> "2028-01-31";
      default -> "教育库未登记";
    };
  }

  private static final Caller CHEN = CaseWorld.staff("chen", Role.CLERK, "public-security");

  /** Somebody who says otherwise than two registers. */
  private Case takenByChen(Resident person) {
    Case file =
        apply(
            person,
            CaseWorld.RESIDENCE,
            Map.of("address", "桂花巷21号403室", "landlordName", "陈建新", "livingAs", "tenant"));
    String reference = file.facts().reference();
    assertInstanceOf(
        DecideCase.Result.Done.class,
        node.decide.assign(
            CHEN, reference, file.facts().version(), Optional.of(new Case.Clerk("chen", "Chen"))));
    return node.cases.find(reference).orElseThrow();
  }

  private Correction ask(Case file, String field) {
    WorkingDays days = new WorkingDays();
    AskForCorrection ask =
        new AskForCorrection(
            corrections,
            node.cases,
            new CaseViews(
                node.cases,
                node.notices,
                node.applications,
                world.catalogue,
                days,
                node.asking,
                world.registers,
                clock),
            node.applications,
            world.catalogue,
            node.asking,
            world.registers,
            readLog(),
            days,
            node.database,
            clock);
    return assertInstanceOf(
            AskForCorrection.Result.Asked.class,
            ask.ask(CHEN, file.facts().reference(), field, "As they say.", Optional.empty()))
        .correction();
  }

  private void answer(Correction asked, boolean corrected) {
    AnswerCorrection answer =
        new AnswerCorrection(
            corrections,
            node.exchanges,
            node.cases,
            world.registers,
            readLog(),
            node.database,
            clock);
    assertInstanceOf(
        AnswerCorrection.Result.Done.class,
        answer.answer(
            CaseWorld.staff("he", Role.CLERK, asked.holder()),
            asked.id(),
            1,
            corrected,
            "We looked."));
  }

  private PostgresAuditLog readLog() {
    return new PostgresAuditLog(node.database, node.vault, clock);
  }

  private CaseCount counted() {
    String reference = counts.due(2).getFirst();
    Case file = node.cases.find(reference).orElseThrow();
    return CountCase.of(
        world.catalogue.current(file.facts().service()).orElseThrow(),
        file,
        node.cases.submission(reference),
        node.cases.checks(reference),
        corrections.inCase(reference),
        node.notices.of(reference));
  }

  private Figures figures(String service) {
    return counts.figures(java.time.YearMonth.of(2025, 12)).stream()
        .filter(one -> one.service().filter(service::equals).isPresent() && one.month().isEmpty())
        .findFirst()
        .orElseThrow();
  }

  private Statistics statistics() {
    return new MakeStatistics(counts, world.catalogue, clock).current();
  }

  private static Statistics.Line line(Statistics statistics, String service) {
    return statistics.services().stream()
        .filter(line -> line.service().equals(service))
        .findFirst()
        .orElseThrow();
  }
}
