package org.onenet.services.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onenet.identity.Caller;
import org.onenet.identity.Role;
import org.onenet.services.CaseWorld;
import org.onenet.services.SteppedClock;
import org.onenet.services.cases.store.PostgresVisits;

/** A counter writes down who came in person: once each, told to the applicant. */
final class VisitsTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 30);

  @TempDir static Path folder;

  private static EmbeddedPostgres postgres;
  private static SteppedClock clock;
  private static CaseWorld world;
  private static CaseWorld.Node node;
  private static NoteVisit noteVisit;
  private static int names;

  @BeforeAll
  static void start() throws IOException {
    postgres = EmbeddedPostgres.start();
    clock = new SteppedClock(Instant.parse("2026-11-30T02:00:00Z"));
    world = new CaseWorld(postgres.getJdbcUrl("postgres", "postgres"), folder, clock).populated();
    node = world.start(new QuietListener());
    noteVisit = new NoteVisit(node.cases, new PostgresVisits(node.database), node.database);
  }

  @AfterAll
  static void stop() throws IOException {
    node.close();
    world.close();
    postgres.close();
  }

  @Test
  void the_applicant_reads_that_they_came_and_what_for() {
    Case file = submitted();
    assertEquals(NoteVisit.Result.NOTED, note(file, visit(file, Visit.Purpose.ORIGINAL)));
    CaseEvent told = node.cases.events(file.facts().reference()).getLast();
    assertEquals("visit", told.code());
    assertEquals("You came in person on 30 November 2026, to show an original.", told.text().en());
    assertEquals("您于 2026年11月30日 到现场办理：出示原件。", told.text().zh());
    assertEquals(version(file), file.facts().version(), "the clerk who decides loses nothing");
  }

  @Test
  void the_same_sent_twice_or_fifty_times_at_once_is_one_visit() throws Exception {
    Case file = submitted();
    Visit visit = visit(file, Visit.Purpose.COLLECTION);
    int before = node.cases.events(file.facts().reference()).size();
    List<Future<NoteVisit.Result>> all = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(10)) {
      for (int i = 0; i < 50; i++) all.add(threads.submit(() -> note(file, visit)));
    }
    int noted = 0;
    for (Future<NoteVisit.Result> one : all) {
      if (one.get() == NoteVisit.Result.NOTED) noted++;
      else assertEquals(NoteVisit.Result.NOTED_BEFORE, one.get());
    }
    assertEquals(1, noted);
    assertEquals(before + 1, node.cases.events(file.facts().reference()).size());
    Visit other =
        new Visit(
            visit.id(), visit.reference(), DAY, Visit.Purpose.QUESTION, clock.instant(), "chen");
    assertEquals(NoteVisit.Result.ANOTHER, note(file, other), "an id is one visit's");
  }

  @Test
  void only_staff_of_its_department_note_it_and_nobody_their_own() {
    Case file = submitted();
    Visit visit = visit(file, Visit.Purpose.QUESTION);
    String other = file.facts().department().equals("education") ? "civil-affairs" : "education";
    for (Caller caller :
        List.of(
            CaseWorld.staff("zhou", Role.CLERK, other),
            CaseWorld.staff("he", Role.SUPERVISOR, other),
            owner(file))) {
      assertEquals(
          NoteVisit.Result.NOT_ALLOWED, noteVisit.note(caller, file, visit), caller.subject());
      assertFalse(CasePolicy.actions(caller, file).contains("visit"), caller.subject());
    }
    Caller supervisor = CaseWorld.staff("he", Role.SUPERVISOR, file.facts().department());
    assertTrue(CasePolicy.actions(supervisor, file).contains("visit"));
    assertEquals(NoteVisit.Result.NOTED, noteVisit.note(supervisor, file, visit));
  }

  @Test
  void nothing_is_added_to_a_case_of_which_nothing_is_kept() {
    Case file = submitted();
    node.cases.clear(file.facts().reference());
    Visit visit = visit(file, Visit.Purpose.COLLECTION);
    assertEquals(NoteVisit.Result.CLEARED, note(file, visit));
    assertTrue(new PostgresVisits(node.database).find(visit.id()).isEmpty());
  }

  @Test
  void a_case_that_waits_for_its_applicant_can_be_handed_over_by_a_supervisor() {
    Case file = submitted();
    Caller chen = chen(file);
    act(chen, file, Optional.of(new Case.Clerk(chen.subject(), chen.name())));
    Case taken = now(file);
    assertInstanceOf(
        DecideCase.Result.Done.class,
        node.decide.sendNotice(
            chen,
            taken.facts().reference(),
            taken.facts().version(),
            List.of(new Notice.Item("scopeDetail", "Say what is sold.")),
            Optional.empty()));
    Caller he = CaseWorld.staff("he", Role.SUPERVISOR, file.facts().department());
    Optional<Case.Clerk> zhou = Optional.of(new Case.Clerk("zhou", "Zhou"));
    assertInstanceOf(DecideCase.Result.NotAllowed.class, act(chen, now(file), zhou));
    assertInstanceOf(
        DecideCase.Result.NotAllowed.class,
        act(he, now(file), Optional.empty()),
        "nobody's while it waits");
    assertInstanceOf(DecideCase.Result.Done.class, act(he, now(file), zhou));
    Case.WaitingForApplicant waiting =
        assertInstanceOf(Case.WaitingForApplicant.class, now(file), "it waits on");
    assertEquals(zhou, waiting.assignee());
    assertEquals("zhou", waiting.goOn(waiting.facts().dueOn()).clerk().orElseThrow().id());
  }

  private static DecideCase.Result act(Caller caller, Case file, Optional<Case.Clerk> to) {
    return node.decide.assign(caller, file.facts().reference(), file.facts().version(), to);
  }

  private static NoteVisit.Result note(Case file, Visit visit) {
    return noteVisit.note(chen(file), file, visit);
  }

  private static Visit visit(Case file, Visit.Purpose purpose) {
    return new Visit(
        UUID.randomUUID(), file.facts().reference(), DAY, purpose, clock.instant(), "chen");
  }

  private static Caller chen(Case file) {
    return CaseWorld.staff("chen", Role.CLERK, file.facts().department());
  }

  private static Caller owner(Case file) {
    return CaseWorld.PEOPLE.stream()
        .map(CaseWorld::citizen)
        .filter(citizen -> citizen.subject().equals(file.facts().owner()))
        .findFirst()
        .orElseThrow();
  }

  private static Case submitted() {
    CaseWorld.Resident person = CaseWorld.PEOPLE.get(names % CaseWorld.PEOPLE.size());
    UUID id = node.draft(person, CaseWorld.TRADER, Map.of("tradeName", "兰亭茶行" + names++));
    node.submit(id, node.applications.find(id).orElseThrow().version());
    return node.cases.ofApplication(id).orElseThrow();
  }

  private static Case now(Case file) {
    return node.cases.find(file.facts().reference()).orElseThrow();
  }

  private static long version(Case file) {
    return now(file).facts().version();
  }
}
