package org.onenet.services.cases;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onenet.credentials.MasterKey;
import org.onenet.identity.Caller;
import org.onenet.identity.Role;
import org.onenet.services.CaseWorld;
import org.onenet.services.applications.Document;
import org.onenet.services.applications.Draft;
import org.onenet.services.audit.store.PostgresAuditLog;
import org.onenet.services.platform.Ids;
import org.onenet.services.platform.JsonText;
import org.onenet.services.platform.SealOldRows;
import org.onenet.services.platform.Vault;
import org.onenet.services.verification.store.PostgresKnownCredentials;
import tools.jackson.databind.JsonNode;

/**
 * What lies in tables and files of a person's case, and what of it is left when they are erased.
 */
final class SealedAtRestTest {
  private static final CaseWorld.Resident LIN_NA = CaseWorld.PEOPLE.getFirst();
  private static final CaseWorld.Resident OTHER = CaseWorld.PEOPLE.get(1);
  private static final Caller CLERK =
      CaseWorld.staff("clerk-chen", Role.CLERK, "market-regulation");
  private static final String TYPED = "Noodles with xylophone music";
  private static final String SAID = "The quokka cafe next door agrees";
  private static final String REASON = "She asked me about zeppelins on the phone";
  private static final String MISSING = "The tapir did not sign the lease";
  private static final String AGAIN = TYPED + " and a xebec";
  private static final String FILE = "lease-of-the-ocelot.pdf";
  private static final String CONTENT = "%PDF-1.7 rent for the wombat house";

  @TempDir static Path folder;

  private static EmbeddedPostgres postgres;
  private static CaseWorld world;
  private static CaseWorld.Node node;

  @BeforeAll
  static void start() throws IOException {
    postgres =
        EmbeddedPostgres.builder()
            .setDataDirectory(folder.resolve("postgres"))
            .setCleanDataDirectory(true)
            .start();
    world =
        new CaseWorld(postgres.getJdbcUrl("postgres", "postgres"), folder, Clock.systemUTC())
            .populated();
    node = world.start(new QuietListener());
  }

  @AfterAll
  static void stop() throws IOException {
    node.close();
    world.close();
    postgres.close();
  }

  @Test
  void nothing_of_a_person_is_readable_at_rest_and_nothing_at_all_once_they_are_erased()
      throws IOException {
    String owner = CaseWorld.citizen(LIN_NA).subject();
    UUID draft = draft("兰亭秘密");
    Case granted = granted(draft);
    String reference = granted.facts().reference();
    PostgresAuditLog log = new PostgresAuditLog(node.database, node.vault, world.clock);
    new OpenCase(log, log, world.clock).because(CLERK, granted, REASON);

    mustNotBeInTables(secrets());
    assertThrows(AssertionError.class, () -> mustNotBeInTables(List.of(reference)), "it looks");
    assertThrows(AssertionError.class, () -> mustNotBeInFiles(List.of(reference)), "it looks");
    mustNotBeInFiles(List.of(TYPED, SAID, REASON, MISSING, FILE, CONTENT));
    mustBeReadable(draft, reference);

    node.vault.erase(owner);
    mustBeGone(draft, reference);
    mustNotBeInTables(secrets());

    // what another node has read is over there soon, and a fresh one never reads it
    try (CaseWorld.Node fresh = world.start(new QuietListener())) {
      assertEquals(Vault.ERASED, fresh.cases.find(reference).orElseThrow().facts().applicantName());
    }
    // and the same person starts anew
    UUID again = node.opened(LIN_NA, CaseWorld.TRADER);
    assertEquals(LIN_NA.fullName(), node.applications.find(again).orElseThrow().ownerName());
  }

  @Test
  void what_is_sealed_opens_nowhere_else_and_not_when_it_was_changed() {
    String one = node.vault.toString();
    byte[] sealed = node.vault.seal("anna", "a " + one, TYPED);
    assertEquals(Optional.of(TYPED), node.vault.open("a " + one, sealed));
    assertThrows(IllegalStateException.class, () -> node.vault.open("b " + one, sealed));
    sealed[sealed.length - 1] ^= 1;
    assertThrows(IllegalStateException.class, () -> node.vault.open("a " + one, sealed));
    byte[] before = TYPED.getBytes(StandardCharsets.UTF_8);
    assertArrayEquals(before, node.vault.openBytes("anywhere", before).orElseThrow(), "of before");
    assertEquals(Optional.empty(), node.vault.open("anywhere", null));
  }

  /** Once fetched they are there: nobody is asked for a key when their rows are gone from it. */
  @Test
  void the_keys_of_a_page_are_fetched_in_one_go() {
    List<String> people = List.of("page-1", "page-2", "page-3");
    List<byte[]> page =
        Stream.concat(
                people.stream().map(person -> node.vault.seal(person, "page", person)),
                Stream.of(Vault.gone(), TYPED.getBytes(StandardCharsets.UTF_8), null))
            .toList();
    try (CaseWorld.Node fresh = world.start(new QuietListener())) {
      fresh.vault.fetchKeys(page.stream());
      people.forEach(node.vault::erase);
      for (int i = 0; i < people.size(); i++) {
        assertEquals(Optional.of(people.get(i)), fresh.vault.open("page", page.get(i)));
      }
    }
    try (CaseWorld.Node late = world.start(new QuietListener())) {
      late.vault.fetchKeys(page.stream());
      assertEquals(Optional.empty(), late.vault.open("page", page.getFirst()), "erased is erased");
    }
  }

  @Test
  void an_administrator_who_swaps_sealed_answers_is_found_out() {
    UUID mine = node.draft(OTHER, CaseWorld.TRADER, Map.of("tradeName", "兰亭甲"));
    UUID others = node.draft(OTHER, CaseWorld.TRADER, Map.of("tradeName", "兰亭乙"));
    node.database
        .sql()
        .execute(
            "UPDATE application a SET answers = b.answers FROM application b"
                + " WHERE a.id = ? AND b.id = ?",
            mine,
            others);
    String told =
        assertThrows(IllegalStateException.class, () -> node.applications.find(mine)).getMessage();
    assertTrue(told.contains("application.answers " + mine), told);
  }

  @Test
  void a_renewed_master_key_wraps_all_keys_and_the_old_one_is_needed_no_more() {
    byte[] sealed = node.vault.seal("bert", "place", TYPED);
    MasterKey master = MasterKey.open(folder.resolve("other.jwe"), "secret".toCharArray());
    Vault vault = new Vault(node.database, world.master, world.clock);
    assertEquals(0, vault.wrapAgain(1_000));
    String newest = world.master.renew();
    assertTrue(vault.wrapAgain(1_000) > 0);
    assertEquals(
        List.of(newest),
        node.database
            .sql()
            .fetch("SELECT DISTINCT master FROM person_key")
            .getValues(0, String.class));
    assertEquals(
        Optional.of(TYPED),
        new Vault(node.database, world.master, world.clock).open("place", sealed));
    Vault stranger = new Vault(node.database, master, world.clock);
    assertThrows(org.onenet.credentials.KeysUnreadable.class, () -> stranger.open("place", sealed));
  }

  @Test
  void a_key_that_was_made_in_a_transaction_that_failed_seals_nothing_afterwards() {
    assertThrows(
        IllegalArgumentException.class,
        () ->
            node.database.inTransaction(
                () -> {
                  node.vault.seal("carla", "place", TYPED);
                  throw new IllegalArgumentException("not kept");
                }));
    byte[] sealed = node.vault.seal("carla", "place", TYPED);
    Vault elsewhere = new Vault(node.database, world.master, world.clock);
    assertEquals(Optional.of(TYPED), elsewhere.open("place", sealed));
  }

  @Test
  void a_name_is_found_by_any_part_of_it_in_any_case() {
    Long[] index = node.vault.index("Wang Xiaoming 王小明");
    for (String part : List.of("wang", "XIAO", "小明", "王", "g x")) {
      assertTrue(List.of(index).containsAll(List.of(node.vault.indexed(part))), part);
    }
    for (String other : List.of("weng", "小红", "q")) {
      assertFalse(List.of(index).containsAll(List.of(node.vault.indexed(other))), other);
    }
  }

  @Test
  void what_was_written_before_is_readable_and_then_sealed() {
    UUID draft =
        node.draft(
            OTHER,
            CaseWorld.TRADER,
            Map.of("tradeName", "兰亭旧店", "scopeDetail", "Tea of former times"));
    node.submit(draft, node.applications.find(draft).orElseThrow().version());
    String reference = node.cases.ofApplication(draft).orElseThrow().facts().reference();
    Cases.Submission before = node.cases.submission(reference);
    node.database
        .sql()
        .execute(
            "UPDATE case_file SET applicant_name = convert_to(?, 'UTF8'), answers ="
                + " convert_to(?, 'UTF8'), provenance = ?, name_index = NULL WHERE reference = ?",
            OTHER.fullName(),
            JsonText.of(before.answers()),
            Vault.gone(),
            reference);
    assertEquals(before.answers(), node.cases.submission(reference).answers());
    assertFalse(found(OTHER.fullName()).contains(reference));

    SealOldRows seal = new SealOldRows(node.database, node.vault);
    int sealed = 0;
    for (int some = seal.some(1); some > 0; some = seal.some(1)) sealed += some;
    assertEquals(1, sealed);
    assertEquals(before.answers(), node.cases.submission(reference).answers());
    assertTrue(found(OTHER.fullName()).contains(reference));
    assertEquals(Map.of(), node.cases.submission(reference).provenance(), "gone stays gone");
    assertEquals(0, new SealOldRows(node.database, node.vault).some(1));
  }

  private static UUID draft(String name) {
    UUID draft =
        node.draft(LIN_NA, CaseWorld.TRADER, Map.of("tradeName", name, "scopeDetail", TYPED));
    byte[] content = CONTENT.getBytes(StandardCharsets.UTF_8);
    assertTrue(
        node.applications.add(
            draft,
            new Document(
                Ids.next(world.clock),
                "premisesProof",
                FILE,
                "application/pdf",
                content.length,
                "0".repeat(64),
                false),
            content));
    return draft;
  }

  private static Case granted(UUID draft) {
    node.submit(draft, node.applications.find(draft).orElseThrow().version());
    Case file = node.cases.ofApplication(draft).orElseThrow();
    String reference = file.facts().reference();
    node.decide.assign(
        CLERK, reference, file.facts().version(), Optional.of(new Case.Clerk("clerk-chen", "C")));
    completed(draft, node.cases.find(reference).orElseThrow());
    node.decide.grant(
        CLERK, reference, node.cases.find(reference).orElseThrow().facts().version(), SAID);
    node.advance.advance(reference);
    return node.cases.find(reference).orElseThrow();
  }

  private static void completed(UUID draft, Case file) {
    node.decide.sendNotice(
        CLERK,
        file.facts().reference(),
        file.facts().version(),
        List.of(new Notice.Item("scopeDetail", MISSING)),
        Optional.empty());
    Draft open = node.applications.find(draft).orElseThrow();
    Map<String, JsonNode> answers = new LinkedHashMap<>(open.answers());
    answers.put("scopeDetail", JsonText.node(AGAIN));
    node.applications.save(draft, open.version(), answers, Optional.empty(), world.clock.instant());
    node.submit(draft, open.version() + 1);
  }

  private static void mustBeReadable(UUID draft, String reference) {
    Case file = node.cases.find(reference).orElseThrow();
    assertEquals(LIN_NA.fullName(), file.facts().applicantName());
    assertEquals(SAID, ((Case.Granted) file).decision().reason());
    assertEquals(AGAIN, node.cases.submission(reference).answers().get("scopeDetail").asString());
    Notice notice = node.notices.of(reference).getFirst();
    assertEquals(MISSING, notice.items().getFirst().text());
    assertEquals(TYPED, notice.end().orElseThrow().before().get("scopeDetail").asString());
    assertEquals(
        List.of("proof.pdf", FILE),
        node.applications.documents(draft).stream()
            .map(Document::name)
            .sorted(java.util.Comparator.reverseOrder())
            .toList());
    assertEquals(List.of(reference), found(LIN_NA.fullName()));
    UUID credential = ((Case.Granted) file).credential().orElseThrow();
    assertFalse(node.kept.find(credential).orElseThrow().isErased());
  }

  private static void mustBeGone(UUID draft, String reference) {
    Case file = node.cases.find(reference).orElseThrow();
    assertEquals(Vault.ERASED, file.facts().applicantName());
    assertEquals(Optional.empty(), file.facts().citizenNumber());
    assertEquals("", ((Case.Granted) file).decision().reason());
    assertEquals(Map.of(), node.cases.submission(reference).answers());
    node.cases
        .checks(reference)
        .forEach(check -> assertEquals(Vault.ERASED, check.detail().en(), check.id()));
    node.cases
        .events(reference)
        .forEach(event -> assertEquals(Vault.ERASED, event.text().en(), event.code()));
    node.applications
        .documents(draft)
        .forEach(
            document -> {
              assertEquals(Vault.ERASED, document.name());
              assertEquals(Optional.empty(), node.applications.document(document.id()));
            });
    node.exchanges.of(draft).forEach(one -> assertEquals(List.of(), one.records()));
    UUID credential = ((Case.Granted) file).credential().orElseThrow();
    var kept = node.kept.find(credential).orElseThrow();
    assertTrue(kept.isErased());
    assertEquals(List.of(), node.kept.ofHolder(file.facts().owner()));
    assertEquals(
        Optional.empty(),
        new PostgresKnownCredentials(node.database, node.vault).byLink(kept.linkToken()));
  }

  private static List<String> found(String words) {
    return node
        .cases
        .list(
            new Cases.Filter("market-regulation", null, null, null, false, null, null, words, 0, 9))
        .stream()
        .map(file -> file.facts().reference())
        .toList();
  }

  /** Every row of every table that is ours, as text and as the bytes in it. */
  private static void mustNotBeInTables(List<String> secrets) {
    for (String table :
        node.database
            .sql()
            .fetch(
                "SELECT schemaname || '.' || tablename FROM pg_tables"
                    + " WHERE schemaname = 'onenet'")
            .getValues(0, String.class)) {
      for (String row :
          node.database
              .sql()
              .fetch("SELECT t::text FROM " + table + " t")
              .getValues(0, String.class)) {
        String said = row.replace(CaseWorld.citizen(LIN_NA).subject(), "the account");
        for (String secret : secrets) {
          assertFalse(said.contains(secret), () -> table + " says " + secret + ": " + said);
          assertFalse(said.contains(hex(secret)), () -> table + " has the bytes of " + secret);
        }
      }
    }
  }

  private static List<String> secrets() {
    return List.of(
        TYPED, SAID, REASON, MISSING, FILE, CONTENT, LIN_NA.fullName(), LIN_NA.citizenNumber());
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Of what no register holds: the database's own files, its log of changes with them. The
   * registers are other departments' own.
   */
  private static void mustNotBeInFiles(List<String> secrets) throws IOException {
    node.database.sql().execute("CHECKPOINT");
    List<Path> files = new ArrayList<>();
    try (Stream<Path> all = Files.walk(folder)) {
      all.filter(Files::isRegularFile).forEach(files::add);
    }
    assertTrue(files.size() > 100, "the database's files are among them");
    for (Path file : files) {
      String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
      for (String secret : secrets) {
        assertFalse(bytes.contains(secret), () -> file + " says " + secret);
      }
    }
  }
}
