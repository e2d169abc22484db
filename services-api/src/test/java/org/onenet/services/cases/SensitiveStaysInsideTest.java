package org.onenet.services.cases;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onenet.identity.Caller;
import org.onenet.identity.Role;
import org.onenet.services.CaseWorld;
import org.onenet.services.applications.Document;
import org.onenet.services.applications.Draft;
import org.onenet.services.audit.store.PostgresAuditLog;
import org.onenet.services.corrections.store.PostgresCorrections;
import org.onenet.services.platform.Ids;
import org.onenet.services.platform.JsonText;
import org.onenet.services.platform.WorkingDays;
import org.onenet.services.statistics.CountCases;
import org.onenet.services.statistics.MakeStatistics;
import org.onenet.services.statistics.store.PostgresCaseCounts;

/**
 * A sensitive answer comes into no log of the application, no export of the audit log and no
 * statistics, whatever is done with its case and whatever goes wrong: our own code tells all it can
 * tell, everybody else's what it tells in a server.
 */
final class SensitiveStaysInsideTest {
  private static final CaseWorld.Resident WANG =
      CaseWorld.PEOPLE.stream()
          .filter(one -> one.fullName().equals("王淑英"))
          .findFirst()
          .orElseThrow();
  private static final String TYPED = "axolotl-certificate-77";
  private static final String FILE = "after-the-tapir-bite.png";
  private static final List<String> SECRETS =
      List.of(TYPED, FILE, WANG.citizenNumber(), "Grade 3", "三级");
  private static final Logger OURS = Logger.getLogger("org.onenet");
  private static final Logger ROOT = Logger.getLogger("");

  @TempDir private Path folder;

  private final StringBuffer told = new StringBuffer();
  private final Handler listening =
      new Handler() {
        private final SimpleFormatter formatter = new SimpleFormatter();

        @Override
        public void publish(LogRecord record) {
          told.append(formatter.format(record));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };
  private final AtomicBoolean breaking = new AtomicBoolean();
  private final StepListener listener =
      (reference, step, boundary) -> {
        new QuietListener().at(reference, step, boundary);
        if (breaking.get()) throw new IllegalStateException("it breaks at " + step);
      };

  private EmbeddedPostgres postgres;
  private CaseWorld world;
  private CaseWorld.Node node;
  private PostgresAuditLog log;

  @BeforeEach
  void start() throws IOException {
    listening.setLevel(Level.ALL);
    ROOT.addHandler(listening);
    OURS.setLevel(Level.ALL);
    postgres = EmbeddedPostgres.start();
    world =
        new CaseWorld(postgres.getJdbcUrl("postgres", "postgres"), folder, Clock.systemUTC())
            .populated();
    node = world.start(listener);
    log = new PostgresAuditLog(node.database, node.vault, world.clock);
  }

  @AfterEach
  void stop() throws IOException {
    node.close();
    world.close();
    postgres.close();
    OURS.setLevel(null);
    ROOT.removeHandler(listening);
  }

  @Test
  void nothing_sensitive_leaves_by_a_log_an_export_or_a_statistic() {
    String reference = workedOn();
    StringBuilder exported = new StringBuilder();
    log.export(line -> exported.append(line.text()).append('\n'));
    String statistics = JsonText.of(statistics());

    assertTrue(told.toString().contains("case " + reference + " stays pending"), "it listens");
    assertTrue(exported.toString().contains("disabled-parking-permit/1/certificateNumber"));
    assertTrue(statistics.contains("disabled-parking-permit"));
    mustNotTell(told.toString());
    mustNotTell(exported.toString());
    mustNotTell(statistics);
    assertThrows(AssertionError.class, () -> mustNotTell("so " + TYPED), "it looks");
  }

  /** From the draft to the certificate, with what breaks on the way. */
  private String workedOn() {
    UUID draft = node.draft(WANG, "disabled-parking-permit", Map.of("certificateNumber", TYPED));
    Draft filled = node.applications.find(draft).orElseThrow();
    node.submit.submit(filled, filled.version());
    String reference = node.cases.ofApplication(draft).orElseThrow().facts().reference();
    breaking.set(true);
    node.workflow.goOn();
    breaking.set(false);
    node.workflow.goOn();
    Case file = node.cases.find(reference).orElseThrow();
    assertInstanceOf(Case.UnderReview.class, file);

    Caller guo = CaseWorld.staff("guo", Role.CLERK, "civil-affairs");
    node.decide.assign(
        guo, reference, file.facts().version(), Optional.of(new Case.Clerk("guo", "Guo")));
    look(guo, reference);
    changed(reference);
    node.decide.grant(
        guo, reference, node.cases.find(reference).orElseThrow().facts().version(), "All is well.");
    node.advance.advance(reference);
    return reference;
  }

  private void look(Caller clerk, String reference) {
    CaseViews views =
        new CaseViews(
            node.cases,
            node.notices,
            node.applications,
            world.catalogue,
            new WorkingDays(),
            node.asking,
            world.registers,
            world.clock);
    OpenCase openCase = new OpenCase(log, log, world.clock);
    ShowAnswer showAnswer = new ShowAnswer(node.cases, views, openCase);
    for (String field : List.of("certificateNumber", "grade", "category", "citizenNumber")) {
      assertInstanceOf(
          ShowAnswer.Result.Shown.class, showAnswer.show(clerk, reference, field), field);
    }
    Case card = card();
    openCase.because(clerk, card, "The citizen asks for the printed card.");
    node.applications
        .documents(card.facts().application())
        .forEach(document -> assertTrue(openCase.readDocument(clerk, card, document)));
  }

  /** With a picture whose name tells more than it should. */
  private Case card() {
    UUID draft =
        node.draft(
            WANG, CaseWorld.SENIOR_CARD, Map.of("delivery", "post", "postalAddress", "墨池街8号101室"));
    byte[] content = "a face".getBytes(StandardCharsets.UTF_8);
    assertTrue(
        node.applications.add(
            draft,
            new Document(
                Ids.next(world.clock),
                "photo",
                FILE,
                "image/png",
                content.length,
                "0".repeat(64),
                false),
            content));
    node.submit(draft, node.applications.find(draft).orElseThrow().version());
    return node.cases.ofApplication(draft).orElseThrow();
  }

  /** An administrator changes the sealed answers: what is told of it names the place alone. */
  private void changed(String reference) {
    byte[] sealed =
        node.database
            .sql()
            .fetchOne("SELECT answers FROM case_file WHERE reference = ?", reference)
            .get(0, byte[].class);
    byte[] other = sealed.clone();
    other[other.length - 1] ^= 1;
    keep(reference, other);
    Exception refused =
        assertThrows(IllegalStateException.class, () -> node.cases.submission(reference));
    OURS.log(Level.SEVERE, "as the outermost handler tells it", refused);
    keep(reference, sealed);
  }

  private void keep(String reference, byte[] answers) {
    node.database
        .sql()
        .execute("UPDATE case_file SET answers = ? WHERE reference = ?", answers, reference);
  }

  private Object statistics() {
    PostgresCaseCounts counts = new PostgresCaseCounts(node.database);
    CountCases count =
        new CountCases(
            counts,
            node.cases,
            node.notices,
            new PostgresCorrections(node.database, node.vault),
            world.catalogue,
            node.database);
    count.countDue();
    return new MakeStatistics(counts, world.catalogue, world.clock).current();
  }

  private static void mustNotTell(String text) {
    String said = text.replace(CaseWorld.citizen(WANG).subject(), "the account");
    for (String secret : SECRETS) {
      int at = said.indexOf(secret);
      assertFalse(
          at >= 0,
          () ->
              secret
                  + " stands in: "
                  + said.substring(Math.max(0, at - 300), Math.min(said.length(), at + 100)));
    }
  }
}
