package org.onenet.services.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onenet.identity.Caller;
import org.onenet.identity.Role;
import org.onenet.services.CaseWorld;
import org.onenet.services.SteppedClock;
import org.onenet.services.applications.Document;
import org.onenet.services.applications.Draft;
import org.onenet.services.platform.Clocks;
import org.onenet.services.platform.Ids;
import org.onenet.services.platform.JsonText;
import org.onenet.services.platform.WorkingDays;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/** A clerk says once what is missing; the citizen completes it; the term stands still meanwhile. */
final class NoticesTest {
  /** A Monday with no holiday in the weeks after it. */
  private static final Instant MONDAY = Instant.parse("2026-11-30T02:00:00Z");

  private static final String PROOF = "premisesProof";
  private static final List<Notice.Item> MISSING =
      List.of(
          new Notice.Item("scopeDetail", "Say what is sold."),
          new Notice.Item(PROOF, "The lease has no signature."));

  @TempDir static Path folder;

  private static EmbeddedPostgres postgres;
  private static SteppedClock clock;
  private static CaseWorld world;
  private static CaseWorld.Node node;
  private static int names;

  @BeforeAll
  static void start() throws IOException {
    postgres = EmbeddedPostgres.start();
    clock = new SteppedClock(MONDAY);
    world = new CaseWorld(postgres.getJdbcUrl("postgres", "postgres"), folder, clock).populated();
    node = world.start(new QuietListener());
  }

  @AfterAll
  static void stop() throws IOException {
    node.close();
    world.close();
    postgres.close();
  }

  @Test
  void the_application_is_open_again_until_it_is_sent_and_then_goes_on_where_it_was() {
    Case.UnderReview taken = taken();
    LocalDate due = taken.facts().dueOn();
    Case.WaitingForApplicant waiting = notified(taken);
    assertEquals(
        new WorkingDays().after(LocalDate.ofInstant(clock.instant(), Clocks.CITY), Notice.DAYS),
        waiting.answerBy());
    assertEquals(waiting.answerBy(), notice(taken, 0).answerBy());
    UUID id = taken.facts().application();
    assertTrue(
        node.applications.drafts(taken.facts().owner()).stream()
            .noneMatch(draft -> draft.id().equals(id)),
        "it is no draft to throw away");
    assertFalse(node.discard.discard(id), "nor can it be thrown away");

    change(id, "scopeDetail", "Paper, brushes and ink.");
    clock.pass(Duration.ofDays(2));
    var accepted = assertInstanceOf(SubmitApplication.Result.Accepted.class, submit(id));
    assertFalse(accepted.first(), "the same case");
    Case.UnderReview again = assertInstanceOf(Case.UnderReview.class, accepted.file());
    assertEquals(taken.assignee(), again.assignee(), "whose case it was");
    assertEquals(new WorkingDays().after(due, 2), again.facts().dueOn(), "two working days later");
    assertEquals(
        "Paper, brushes and ink.",
        node.cases.submission(again.facts().reference()).answers().get("scopeDetail").asString());
    assertEquals(
        "You completed the application: "
            + world
                .catalogue
                .current(CaseWorld.TRADER)
                .orElseThrow()
                .field("scopeDetail")
                .orElseThrow()
                .label()
                .en()
            + ".",
        lastEvent(again));
    Notice.End end = notice(again, 0).end().orElseThrow();
    assertEquals(Notice.How.COMPLETED, end.how());
    assertEquals(clock.instant(), end.at());
    assertEquals(List.of("scopeDetail"), List.copyOf(end.before().keySet()));
    assertInstanceOf(SubmitApplication.Result.Accepted.class, submit(id), "sent twice");
    assertEquals(
        again.facts().version(),
        node.cases.find(again.facts().reference()).orElseThrow().facts().version(),
        "changes nothing");
  }

  @Test
  void what_was_there_before_is_kept_also_where_there_was_nothing() {
    Case.UnderReview taken = taken();
    UUID id = taken.facts().application();
    notified(taken);
    JsonNode before = node.applications.find(id).orElseThrow().answers().get(PROOF);
    node.applications.add(id, document("second.pdf"), "%PDF-1.7".getBytes(StandardCharsets.UTF_8));
    submit(id);
    Map<String, JsonNode> kept = notice(taken, 0).end().orElseThrow().before();
    assertEquals(
        Map.of(PROOF, before == null ? NullNode.getInstance() : before), new LinkedHashMap<>(kept));
  }

  @Test
  void a_document_it_was_submitted_with_stays_and_one_added_since_can_be_taken_out() {
    Case.UnderReview taken = taken();
    UUID id = taken.facts().application();
    Document submitted = node.applications.documents(id).getFirst();
    assertTrue(submitted.submitted());
    notified(taken);
    assertFalse(node.applications.remove(id, submitted.id()));
    Document added = document("added.pdf");
    node.applications.add(id, added, "%PDF-1.7".getBytes(StandardCharsets.UTF_8));
    assertEquals(List.of(submitted), node.applications.submitted(id), "not sent yet");
    assertTrue(node.applications.remove(id, added.id()));
    assertEquals(List.of(submitted), node.applications.documents(id));
  }

  @Test
  void a_document_that_the_clerk_asks_for_is_not_waived() {
    Case.UnderReview taken = taken();
    UUID id = taken.facts().application();
    notified(taken);
    node.database.sql().execute("DELETE FROM document WHERE application = ?", id);
    var refused = assertInstanceOf(SubmitApplication.Result.Invalid.class, submit(id));
    assertEquals(PROOF, refused.errors().getFirst().field());
  }

  @Test
  void the_clerk_may_say_it_once_and_a_supervisor_again_for_a_reason() {
    Case.UnderReview taken = taken();
    Caller chen = clerk("clerk-chen", taken);
    Caller wang = supervisor(taken);
    assertInstanceOf(
        DecideCase.Result.NotAllowed.class,
        send(wang, taken, Optional.of("It is the first notice.")),
        "there is none to send again");
    assertInstanceOf(
        DecideCase.Result.NotAllowed.class,
        send(clerk("clerk-zhou", taken), taken, Optional.empty()),
        "not their case");
    notified(taken);
    submit(taken.facts().application());
    Case.UnderReview again = (Case.UnderReview) now(taken);
    assertInstanceOf(
        DecideCase.Result.NotAllowed.class, send(chen, again, Optional.empty()), "a second");
    assertInstanceOf(
        DecideCase.Result.NotAllowed.class,
        send(chen, again, Optional.of("I forgot one of them.")),
        "a second, by a clerk");
    assertFalse(CasePolicy.actions(chen, again).contains("notify"));
    var done =
        assertInstanceOf(
            DecideCase.Result.Done.class,
            send(wang, again, Optional.of("The law changed meanwhile.")));
    assertEquals(2, done.file().facts().notices());
    assertEquals(Optional.of("The law changed meanwhile."), notice(taken, 1).reason());
    assertEquals(again.assignee(), done.file().clerk());
  }

  @Test
  void a_clerk_who_goes_on_without_closes_the_application_and_keeps_what_was_submitted() {
    Case.UnderReview taken = taken();
    UUID id = taken.facts().application();
    Cases.Submission before = node.cases.submission(taken.facts().reference());
    notified(taken);
    change(id, "scopeDetail", "Never sent.");
    Case waiting = now(taken);
    assertInstanceOf(
        DecideCase.Result.NotAllowed.class,
        node.decide.grant(
            clerk("clerk-chen", taken),
            taken.facts().reference(),
            waiting.facts().version(),
            "It is their turn"),
        "nobody decides meanwhile");
    assertInstanceOf(
        DecideCase.Result.NotAllowed.class,
        node.decide.takeBack(
            clerk("clerk-zhou", taken), taken.facts().reference(), waiting.facts().version()));
    assertInstanceOf(
        DecideCase.Result.Done.class,
        node.decide.takeBack(
            clerk("clerk-chen", taken), taken.facts().reference(), waiting.facts().version()));
    assertEquals(before, node.cases.submission(taken.facts().reference()));
    assertTrue(node.applications.find(id).orElseThrow().submitted());
    var late = assertInstanceOf(SubmitApplication.Result.Accepted.class, submit(id));
    assertEquals(before, node.cases.submission(late.file().facts().reference()), "too late");
    assertEquals(Notice.How.TAKEN_BACK, notice(taken, 0).end().orElseThrow().how());
  }

  @Test
  void a_citizen_may_withdraw_instead() {
    Case.UnderReview taken = taken();
    notified(taken);
    Case waiting = now(taken);
    Caller owner =
        CaseWorld.PEOPLE.stream()
            .map(CaseWorld::citizen)
            .filter(citizen -> citizen.subject().equals(taken.facts().owner()))
            .findFirst()
            .orElseThrow();
    assertInstanceOf(
        DecideCase.Result.Done.class,
        node.decide.withdraw(owner, taken.facts().reference(), waiting.facts().version()));
    assertEquals(Notice.How.WITHDRAWN, notice(taken, 0).end().orElseThrow().how());
    assertTrue(node.applications.find(taken.facts().application()).orElseThrow().submitted());
  }

  @Test
  void what_a_notice_says_is_gone_with_the_case() {
    Case.UnderReview taken = taken();
    notified(taken);
    node.notices.clear(taken.facts().reference());
    assertEquals(List.of(), notice(taken, 0).items());
    assertEquals(1, node.notices.of(taken.facts().reference()).size(), "that it was sent stays");
  }

  private static Case.WaitingForApplicant notified(Case.UnderReview taken) {
    var done =
        assertInstanceOf(
            DecideCase.Result.Done.class,
            send(clerk("clerk-chen", taken), taken, Optional.empty()));
    assertEquals(MISSING, notice(taken, 0).items());
    return assertInstanceOf(Case.WaitingForApplicant.class, done.file());
  }

  private static DecideCase.Result send(Caller by, Case file, Optional<String> reason) {
    return node.decide.sendNotice(
        by, file.facts().reference(), file.facts().version(), MISSING, reason);
  }

  private static Case.UnderReview taken() {
    CaseWorld.Resident person = CaseWorld.PEOPLE.get(names % CaseWorld.PEOPLE.size());
    UUID id = node.draft(person, CaseWorld.TRADER, Map.of("tradeName", "兰亭书坊" + names++));
    submit(id);
    Case file = node.cases.ofApplication(id).orElseThrow();
    Caller chen = clerk("clerk-chen", file);
    node.decide.assign(
        chen,
        file.facts().reference(),
        file.facts().version(),
        Optional.of(new Case.Clerk(chen.subject(), chen.name())));
    return assertInstanceOf(Case.UnderReview.class, now(file));
  }

  private static void change(UUID id, String field, String value) {
    Draft draft = node.applications.find(id).orElseThrow();
    Map<String, JsonNode> answers = new LinkedHashMap<>(draft.answers());
    answers.put(field, JsonText.node(value));
    assertTrue(
        node.applications.save(id, draft.version(), answers, Optional.empty(), clock.instant()));
  }

  private static Document document(String name) {
    return new Document(Ids.next(clock), PROOF, name, "application/pdf", 8, "0".repeat(64), false);
  }

  private static SubmitApplication.Result submit(UUID id) {
    return node.submit(id, node.applications.find(id).orElseThrow().version());
  }

  private static Case now(Case file) {
    return node.cases.find(file.facts().reference()).orElseThrow();
  }

  private static Notice notice(Case file, int index) {
    return node.notices.of(file.facts().reference()).get(index);
  }

  private static String lastEvent(Case file) {
    return node.cases.events(file.facts().reference()).getLast().text().en();
  }

  private static Caller clerk(String id, Case file) {
    return CaseWorld.staff(id, Role.CLERK, file.facts().department());
  }

  private static Caller supervisor(Case file) {
    return CaseWorld.staff("supervisor-wang", Role.SUPERVISOR, file.facts().department());
  }
}
