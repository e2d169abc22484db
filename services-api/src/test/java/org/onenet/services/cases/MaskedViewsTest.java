package org.onenet.services.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.onenet.credentials.audit.AuditEntry;
import org.onenet.identity.Caller;
import org.onenet.identity.Role;
import org.onenet.services.CaseWorld;
import org.onenet.services.SteppedClock;
import org.onenet.services.applications.Document;
import org.onenet.services.audit.AuditLog;
import org.onenet.services.audit.AuditWords;
import org.onenet.services.audit.TellDataUses;
import org.onenet.services.audit.store.PostgresAuditLog;
import org.onenet.services.audit.store.PostgresReports;
import org.onenet.services.cases.store.PostgresCasesOfPeople;
import org.onenet.services.catalogue.Sensitivity;
import org.onenet.services.forms.MaskedAnswer;
import org.onenet.services.issuance.SigningDesk;
import org.onenet.services.issuance.store.PostgresCredentials;
import org.onenet.services.platform.Ids;
import org.onenet.services.platform.JsonText;
import org.onenet.services.platform.WorkingDays;

/** Who sees what of a case by the class of its fields, and what is written down of it. */
final class MaskedViewsTest {
  private static final CaseWorld.Resident LIN_NA = CaseWorld.PEOPLE.getFirst();
  private static final CaseWorld.Resident WANG =
      CaseWorld.PEOPLE.stream()
          .filter(one -> one.fullName().equals("王淑英"))
          .findFirst()
          .orElseThrow();
  private static final String PERMIT = "disabled-parking-permit";
  private static final String TYPED = "quokka-certificate-77";
  private static final String REGISTERED = WANG.citizenNumber() + "43";
  private static final String FILE = "after-the-stroke.png";

  @TempDir static Path folder;

  private static EmbeddedPostgres postgres;
  private static SteppedClock clock;
  private static CaseWorld world;

  private CaseWorld.Node node;
  private PostgresAuditLog log;
  private OpenCase openCase;
  private CaseViews views;
  private ShowAnswer showAnswer;

  /** Who looks, at a case that GUO or ZHOU has. */
  private enum Viewer {
    OWNER,
    ASSIGNEE,
    COLLEAGUE_WITH_REASON,
    COLLEAGUE_WITHOUT,
    SUPERVISOR_WITHOUT,
    ANOTHER_DEPARTMENT;

    Caller caller(Case file) {
      String own = file.facts().department();
      return switch (this) {
        case OWNER -> owner(file);
        case ASSIGNEE -> CaseWorld.staff("assignee", Role.CLERK, own);
        case COLLEAGUE_WITH_REASON -> CaseWorld.staff("with-reason", Role.CLERK, own);
        case COLLEAGUE_WITHOUT -> CaseWorld.staff("without", Role.CLERK, own);
        case SUPERVISOR_WITHOUT -> CaseWorld.staff("supervisor", Role.SUPERVISOR, own);
        case ANOTHER_DEPARTMENT -> CaseWorld.staff("stranger", Role.CLERK, "education");
      };
    }
  }

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
    clock.pass(Duration.ofHours(1));
    node = world.start(new QuietListener());
    log = new PostgresAuditLog(node.database, node.vault, clock);
    openCase = new OpenCase(log, log, clock);
    views =
        new CaseViews(
            node.cases,
            node.notices,
            node.applications,
            world.catalogue,
            new WorkingDays(),
            node.asking,
            world.registers,
            clock);
    showAnswer = new ShowAnswer(node.cases, views, openCase);
  }

  @AfterEach
  void close() {
    node.close();
  }

  @ParameterizedTest
  @EnumSource
  void what_is_masked_follows_from_the_class_and_who_looks(Viewer viewer) {
    EnumSet<Sensitivity> seen = EnumSet.noneOf(Sensitivity.class);
    for (Case file : List.of(permit(), licence())) {
      Caller caller = viewer.caller(file);
      Case.Facts facts = file.facts();
      if (viewer == Viewer.COLLEAGUE_WITH_REASON) {
        openCase.because(caller, file, "Her clerk is ill today.");
      }
      boolean mayOpen =
          CasePolicy.staff(caller, file) && openCase.read(caller, file, "case", facts.reference());
      assertEquals(Set.of(Viewer.ASSIGNEE, Viewer.COLLEAGUE_WITH_REASON).contains(viewer), mayOpen);
      for (CaseViews.Answer answer : answers(caller, file)) {
        boolean owner = viewer == Viewer.OWNER;
        seen.add(answer.sensitivity());
        boolean masked = !owner && answer.sensitivity() == Sensitivity.SENSITIVE;
        assertEquals(masked, answer.masked(), answer.field());
        assertEquals(masked && !isNumber(answer), answer.value() == null, answer.field());
        int before = looks(facts.reference()).size();
        ShowAnswer.Result looked = showAnswer.show(caller, facts.reference(), answer.field());
        assertEquals(
            switch (viewer) {
              case ASSIGNEE, COLLEAGUE_WITH_REASON -> ShowAnswer.Result.Shown.class;
              case OWNER, ANOTHER_DEPARTMENT -> ShowAnswer.Result.NotThere.class;
              case COLLEAGUE_WITHOUT, SUPERVISOR_WITHOUT -> ShowAnswer.Result.ReasonNeeded.class;
            },
            looked.getClass(),
            answer.field());
        boolean shown = looked instanceof ShowAnswer.Result.Shown;
        assertEquals(before + (shown ? 1 : 0), looks(facts.reference()).size(), answer.field());
        if (looked instanceof ShowAnswer.Result.Shown it) {
          assertEquals(
              answers(owner(file), file).stream()
                  .filter(one -> one.field().equals(answer.field()))
                  .findFirst()
                  .orElseThrow(),
              it.answer(),
              "as the owner sees it");
        }
      }
    }
    assertEquals(EnumSet.allOf(Sensitivity.class), seen);
  }

  @Test
  void nothing_of_a_sensitive_answer_is_anywhere_in_what_a_clerk_is_sent() {
    Case file = permit();
    String own = JsonText.of(views.view(owner(file), file));
    String clerks = JsonText.of(views.view(Viewer.ASSIGNEE.caller(file), file));
    for (String secret :
        List.of(TYPED, REGISTERED, "Grade 3", "\"三级\"", "\"mobility\"", "Mobility")) {
      assertTrue(own.contains(secret), () -> "it looks: " + secret);
      assertFalse(
          clerks.replace("\"id\":\"mobility\"", "").contains(secret),
          () -> secret + " stands in " + clerks);
    }
    assertTrue(clerks.contains("浙A12345"), "what is personal is there to be worked on");
    CaseViews.Answer number = answer(Viewer.ASSIGNEE.caller(file), file, "certificateNumber");
    assertEquals(MaskedAnswer.HIDDEN, number.display());
    assertTrue(number.differs(), "that the register says otherwise is what a clerk needs");
    assertNull(number.registerValue());
    assertNull(number.provenance().fetchedValue());
    assertEquals("corrected", number.provenance().kind());
    assertFalse(answer(Viewer.ASSIGNEE.caller(file), file, "grade").differs());
    String citizenNumber =
        answer(Viewer.ASSIGNEE.caller(file), file, "citizenNumber").display().en();
    assertTrue(citizenNumber.matches("[0-9]{5}•{9}[0-9X]{4}"), citizenNumber);
  }

  @Test
  void what_a_register_says_where_nothing_is_answered_is_hidden_too() {
    UUID draft = node.draft(LIN_NA, CaseWorld.RESIDENCE, Map.of("ethnicity", ""));
    Case file = submitted(draft);
    CaseViews.Answer own = whole(owner(file), file, "ethnicity");
    assertEquals("汉族", own.registerValue().asString(), "it looks");
    CaseViews.Answer clerks = whole(Viewer.ASSIGNEE.caller(file), file, "ethnicity");
    assertEquals("not answered", clerks.display().en());
    assertTrue(clerks.masked() && clerks.differs());
    assertNull(clerks.registerValue());
    assertFalse(JsonText.of(views.view(Viewer.ASSIGNEE.caller(file), file)).contains("汉族"));
  }

  @Test
  void checks_say_how_they_went_and_where_to_look_but_not_what_the_register_says() {
    Case file = permit();
    List<CaseViews.Check> clerks = views.view(Viewer.ASSIGNEE.caller(file), file).checks();
    CaseViews.Check failed = check(clerks, "certificate-matches");
    assertEquals("failed", failed.outcome());
    assertEquals(
        "What the register says is hidden; look at “Number of the care certificate”.",
        failed.detail().en());
    assertEquals("登记内容已隐藏，可查看“等级”。", check(clerks, "grade").detail().zh());
    assertEquals("passed", check(clerks, "grade").outcome());
    assertEquals("passed", check(clerks, "valid").outcome());
    assertEquals("The answer and the register agree.", check(clerks, "name-matches").detail().en());
    assertTrue(
        check(views.view(owner(file), file).checks(), "certificate-matches")
            .detail()
            .en()
            .contains(REGISTERED));
  }

  @Test
  void a_look_is_written_down_by_its_field_and_told_to_the_citizen_in_both_languages() {
    Case file = permit();
    Case.Facts facts = file.facts();
    Caller clerk = Viewer.ASSIGNEE.caller(file);
    Instant before = clock.instant();
    for (int i = 0; i < 2; i++) {
      ShowAnswer.Result.Shown shown =
          assertInstanceOf(
              ShowAnswer.Result.Shown.class,
              showAnswer.show(clerk, facts.reference(), "certificateNumber"));
      assertEquals(TYPED, shown.answer().display().en());
      assertEquals(REGISTERED, shown.answer().registerValue().asString());
    }
    List<AuditEntry> looks = looks(facts.reference());
    assertEquals(2, looks.size(), "each time");
    AuditEntry entry = looks.getFirst();
    assertEquals(List.of(PERMIT + "/1/certificateNumber"), entry.items());
    assertEquals("case-work", entry.purpose());
    assertEquals(Optional.of(facts.reference()), entry.caseReference());
    assertEquals(Optional.of(facts.owner()), entry.person());
    String whole = JsonText.of(entry.toJson());
    assertFalse(whole.contains(TYPED) || whole.contains(REGISTERED), whole);

    TellDataUses.Use told =
        tell().page(facts.owner(), before, null, null, 50).groups().stream()
            .flatMap(group -> group.uses().stream())
            .filter(use -> use.entry().act().equals("look"))
            .findFirst()
            .orElseThrow();
    assertEquals(
        "Looked at: the answer to “Number of the care certificate”", told.told().what().en());
    assertEquals("查看了：“证件编号”的内容", told.told().what().zh());
    assertEquals(List.of(), told.items(), "it is said once");
  }

  @Test
  void a_question_that_is_not_asked_is_not_there_and_leaves_no_entry() {
    Case file = permit();
    String reference = file.facts().reference();
    Caller clerk = Viewer.ASSIGNEE.caller(file);
    assertInstanceOf(
        ShowAnswer.Result.NotThere.class, showAnswer.show(clerk, reference, "ethnicity"));
    assertInstanceOf(
        ShowAnswer.Result.NotThere.class, showAnswer.show(clerk, "R-2026-999999", "grade"));
    assertEquals(List.of(), looks(reference));
  }

  @Test
  void a_document_whose_name_may_tell_has_none_until_it_is_asked_for() {
    Case file = card();
    String reference = file.facts().reference();
    Caller clerk = CaseWorld.staff("with-reason", Role.CLERK, file.facts().department());
    openCase.because(clerk, file, "The citizen asks for the printed card.");
    CaseViews.Attachment hidden = views.view(clerk, file).documents().getFirst();
    assertTrue(hidden.masked());
    assertFalse(JsonText.of(views.view(clerk, file)).contains(FILE));
    assertEquals(FILE, views.view(owner(file), file).documents().getFirst().name());
    ShowAnswer.Result.Shown shown =
        assertInstanceOf(ShowAnswer.Result.Shown.class, showAnswer.show(clerk, reference, "photo"));
    assertEquals(
        List.of(FILE), shown.documents().stream().map(CaseViews.Attachment::name).toList());

    Document document =
        node.applications.documents(file.facts().application()).stream()
            .filter(one -> one.name().equals(FILE))
            .findFirst()
            .orElseThrow();
    assertTrue(openCase.readDocument(clerk, file, document));
    AuditEntry read = entries(reference).getFirst();
    assertEquals("read document", read.act() + " " + read.what());
    assertEquals(List.of(CaseWorld.SENIOR_CARD + "/1/photo"), read.items());
    assertFalse(JsonText.of(read.toJson()).contains(FILE));
  }

  @Test
  void a_decision_is_previewed_without_what_is_sensitive() {
    Case file = licence();
    PreviewDecision preview =
        new PreviewDecision(
            node.cases,
            world.catalogue,
            new SigningDesk(
                new PostgresCredentials(node.database, node.vault, CaseWorld.LIST_SIZE, clock),
                node.issuers,
                clock),
            clock);
    assertTrue(JsonText.of(preview.preview(file, true, "")).contains("兰亭蒙面店"));
    Case residence = residence();
    String shown = JsonText.of(preview.preview(residence, true, ""));
    assertFalse(shown.contains(LIN_NA.citizenNumber()), shown);
    assertTrue(shown.contains("•••••••••"), shown);
    assertTrue(shown.contains(LIN_NA.fullName()), shown);
  }

  private TellDataUses tell() {
    return new TellDataUses(
        log,
        new PostgresReports(node.database, node.vault),
        new PostgresCasesOfPeople(node.database),
        world.catalogue,
        new AuditWords(world.registers, world.catalogue));
  }

  private static boolean isNumber(CaseViews.Answer answer) {
    return answer.type().equals("citizen-number");
  }

  private static CaseViews.Check check(List<CaseViews.Check> all, String id) {
    return all.stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
  }

  private List<CaseViews.Answer> answers(Caller caller, Case file) {
    return views.view(caller, file).pages().stream()
        .flatMap(page -> page.answers().stream())
        .filter(answer -> !answer.display().en().equals("not answered"))
        .toList();
  }

  private CaseViews.Answer whole(Caller caller, Case file, String field) {
    return views.view(caller, file).pages().stream()
        .flatMap(page -> page.answers().stream())
        .filter(one -> one.field().equals(field))
        .findFirst()
        .orElseThrow();
  }

  private CaseViews.Answer answer(Caller caller, Case file, String field) {
    return answers(caller, file).stream()
        .filter(one -> one.field().equals(field))
        .findFirst()
        .orElseThrow();
  }

  private List<AuditEntry> entries(String reference) {
    return node.auditLog.entries(
        new AuditLog.Filter(null, null, null, null, reference, null, null, null, 200));
  }

  private List<AuditEntry> looks(String reference) {
    return entries(reference).stream().filter(entry -> entry.act().equals("look")).toList();
  }

  private static Caller owner(Case file) {
    return CaseWorld.citizen(
        CaseWorld.PEOPLE.stream()
            .filter(one -> file.facts().owner().endsWith(one.citizenNumber()))
            .findFirst()
            .orElseThrow());
  }

  /** Wang's certificate has another number in the register: a clerk looks at it. */
  private Case permit() {
    return taken(node.draft(WANG, PERMIT, Map.of("certificateNumber", TYPED)));
  }

  private Case licence() {
    UUID draft =
        node.draft(
            LIN_NA,
            CaseWorld.TRADER,
            Map.of("tradeName", "兰亭蒙面店" + clock.instant().getEpochSecond()));
    return taken(draft);
  }

  private Case residence() {
    return taken(node.draft(LIN_NA, CaseWorld.RESIDENCE, Map.of()));
  }

  private Case card() {
    UUID draft =
        node.draft(
            WANG, CaseWorld.SENIOR_CARD, Map.of("delivery", "post", "postalAddress", "墨池街8号101室"));
    byte[] content = "a face".getBytes(StandardCharsets.UTF_8);
    assertTrue(
        node.applications.add(
            draft,
            new Document(
                Ids.next(clock), "photo", FILE, "image/png", content.length, "0".repeat(64), false),
            content));
    return submitted(draft);
  }

  private Case submitted(UUID draft) {
    assertInstanceOf(
        SubmitApplication.Result.Accepted.class,
        node.submit(draft, node.applications.find(draft).orElseThrow().version()));
    return node.cases.ofApplication(draft).orElseThrow();
  }

  private Case taken(UUID draft) {
    Case file = submitted(draft);
    Caller clerk = Viewer.ASSIGNEE.caller(file);
    node.decide.assign(
        clerk,
        file.facts().reference(),
        file.facts().version(),
        Optional.of(new Case.Clerk(clerk.subject(), clerk.name())));
    return node.cases.find(file.facts().reference()).orElseThrow();
  }
}
