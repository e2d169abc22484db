package org.onenet.services.exchange;

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
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.onenet.credentials.SignedStatement;
import org.onenet.credentials.StatementKind;
import org.onenet.credentials.audit.AuditEntry;
import org.onenet.identity.Caller;
import org.onenet.identity.Role;
import org.onenet.services.CaseWorld;
import org.onenet.services.SteppedClock;
import org.onenet.services.applications.Draft;
import org.onenet.services.applications.Provenance;
import org.onenet.services.audit.AuditLog;
import org.onenet.services.audit.store.PostgresAuditLog;
import org.onenet.services.cases.Case;
import org.onenet.services.cases.DecideCase;
import org.onenet.services.cases.Locks;
import org.onenet.services.cases.QuietListener;
import org.onenet.services.catalogue.Department;
import org.onenet.services.catalogue.ServiceDefinition;
import org.onenet.services.consent.ConsentReceipt;
import org.onenet.services.platform.Background;
import org.onenet.services.platform.Ids;
import org.onenet.services.platform.Text;
import org.onenet.services.registers.EvidenceType;
import org.onenet.services.registers.Register;

/** Both sides of the exchange, on real registers and a real database; only the wire is short. */
final class ExchangeTest {
  private static final CaseWorld.Resident LIN_NA = CaseWorld.PEOPLE.getFirst();
  private static final CaseWorld.Resident WANG = CaseWorld.PEOPLE.get(1);
  private static final Ground LAW = new Ground.Law(Text.same("a law"));

  @TempDir static Path folder;

  private static EmbeddedPostgres postgres;
  private static SteppedClock clock;
  private static CaseWorld world;

  private CaseWorld.Node node;
  private Providers honest;
  private boolean rotated;

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
    node = world.start(new QuietListener());
    honest = node.providers;
    endWhatOthersLeft();
  }

  /** A worker takes some at once, the longest due first: another story's would come before ours. */
  private void endWhatOthersLeft() {
    node.database
        .sql()
        .execute(
            "UPDATE exchange SET state = 'unavailable', next_at = NULL WHERE next_at IS NOT NULL");
  }

  /** A key that was replaced is an hour old for the next test, which may date a message back. */
  @AfterEach
  void close() {
    if (rotated) clock.pass(Duration.ofHours(1));
    node.close();
  }

  // ---------------------------------------------------------------- who may ask whom for what

  /**
   * Every pair of departments, every service, every evidence type: what no right covers is not
   * told.
   */
  @Test
  void only_what_a_right_covers_is_told() {
    Set<String> covered =
        node.rights.all().stream()
            .map(right -> right.requester() + " " + right.service() + " " + right.evidenceType())
            .collect(Collectors.toSet());
    int told = 0;
    int refused = 0;
    for (Department department : Department.all()) {
      for (ServiceDefinition service : world.catalogue.all()) {
        for (Register register : world.registers.all()) {
          for (EvidenceType type : register.evidenceTypes()) {
            boolean may =
                covered.contains(
                    department.id() + " " + service.identifier() + " " + type.identifier());
            List<String> fields =
                may
                    ? granted(department.id(), service.identifier(), type.identifier())
                    : List.of(type.fields().getFirst().name());
            EvidenceAnswer answer =
                answered(
                    register,
                    request(department.id(), service.identifier(), register, type, fields, LAW));
            assertEquals(
                may ? Optional.empty() : Optional.of("no-right"),
                answer.refusal(),
                department.id() + " " + service.identifier() + " " + type.identifier());
            if (may) told++;
            else refused++;
          }
        }
      }
    }
    assertEquals(covered.size(), told);
    assertTrue(refused > 10 * told, told + " told, " + refused + " refused");
  }

  private List<String> granted(String requester, String service, String type) {
    return node.rights.all().stream()
        .filter(right -> right.requester().equals(requester))
        .filter(right -> right.service().equals(service))
        .filter(right -> right.evidenceType().equals(type))
        .flatMap(right -> right.fields().stream())
        .toList();
  }

  @Test
  void a_right_holds_down_to_the_field() {
    Register housing = register("housing-register");
    EvidenceType lease = type("lease");
    assertEquals(Optional.empty(), refusal(housing, lease, List.of("landlordName", "leaseUntil")));
    assertEquals(
        Optional.of("no-right-to-field"),
        refusal(housing, lease, List.of("landlordName", "landlordPhone")));
    assertEquals(Optional.of("no-such-field"), refusal(housing, lease, List.of("rent")));
    assertEquals(Optional.of("no-such-field"), refusal(housing, lease, List.of()));
    assertEquals(
        Optional.of("no-such-evidence"),
        answered(
                housing,
                request(
                    "public-security",
                    CaseWorld.RESIDENCE,
                    housing,
                    type("degree"),
                    List.of("title"),
                    LAW))
            .refusal());
  }

  @Test
  void a_right_holds_for_its_time_and_until_it_is_ended() {
    Register education = register("education-register");
    Instant now = clock.instant();
    AccessRight right =
        new AccessRight(
            "test/" + UUID.randomUUID(),
            "education",
            education.identifier(),
            "degree",
            List.of("title"),
            "civil-affairs",
            CaseWorld.SENIOR_CARD,
            now.plusSeconds(60),
            now.plusSeconds(120),
            "test",
            Optional.empty(),
            1);
    assertTrue(node.rights.give(right));
    EvidenceRequest request =
        request(
            "civil-affairs",
            CaseWorld.SENIOR_CARD,
            education,
            type("degree"),
            List.of("title"),
            LAW);
    assertEquals(Optional.of("no-right"), again(education, request));
    clock.pass(Duration.ofSeconds(60));
    assertEquals(Optional.empty(), again(education, request));
    clock.pass(Duration.ofSeconds(59));
    assertEquals(Optional.empty(), again(education, request));
    assertTrue(node.rights.end(right.id(), 1, clock.instant(), "test"));
    assertEquals(Optional.of("no-right"), again(education, request));
    assertFalse(node.rights.end(right.id(), 1, clock.instant(), "test"));
    assertFalse(node.rights.give(right), "an ended right is not given again");
    clock.pass(Duration.ofSeconds(1));
    assertEquals(Optional.of("no-right"), again(education, request));
  }

  private Optional<String> again(Register register, EvidenceRequest request) {
    return answered(register, renamed(request)).refusal();
  }

  private Optional<String> refusal(Register register, EvidenceType type, List<String> fields) {
    return answered(
            register, request("public-security", CaseWorld.RESIDENCE, register, type, fields, LAW))
        .refusal();
  }

  // ---------------------------------------------------------------- what a register believes

  @Test
  void only_a_departments_own_signature_opens_a_register() {
    Register population = register("population-register");
    EvidenceRequest request = identity(population);
    String signed = signed(request, "public-security", population, Duration.ofMinutes(1));

    String[] parts = signed.split("\\.");
    assertNotBelieved("signature-invalid", parts[0] + "." + parts[1] + "." + "A".repeat(86));
    assertNotBelieved("malformed", "no.jws");
    assertNotBelieved("malformed", signed.substring(0, signed.length() - 4) + "====");
    // A verifier of this city is a party of another kind: its key opens nothing here.
    assertNotBelieved(
        "malformed",
        world.start(new QuietListener()).issuers.signMetadata(Map.of(), clock.instant()));
    // An answer, a consent record: the right key, another kind of statement.
    assertNotBelieved(
        "malformed",
        node.issuers.signAsParty(
            "public-security",
            StatementKind.EVIDENCE_ANSWER,
            request.claims(aud(population)),
            clock.instant(),
            Optional.of(Duration.ofMinutes(1))));
    assertNotBelieved("not-now", signedAt(request, population, clock.instant().minusSeconds(180)));
    assertNotBelieved("not-now", signedAt(request, population, clock.instant().plusSeconds(120)));
    assertInstanceOf(
        AnswerRequest.Result.Answered.class,
        node.answering.answer(population.identifier(), signed));
  }

  private void assertNotBelieved(String code, String request) {
    AnswerRequest.Result.NotBelieved refused =
        assertInstanceOf(
            AnswerRequest.Result.NotBelieved.class,
            node.answering.answer("population-register", request));
    assertEquals(code, refused.code());
  }

  @Test
  void a_message_is_answered_once_and_by_whom_it_is_for() {
    Register population = register("population-register");
    String signed =
        signed(identity(population), "public-security", population, Duration.ofMinutes(1));
    assertInstanceOf(
        AnswerRequest.Result.Answered.class,
        node.answering.answer(population.identifier(), signed));
    assertInstanceOf(
        AnswerRequest.Result.Replayed.class,
        node.answering.answer(population.identifier(), signed));
    AnswerRequest.Result.Malformed elsewhere =
        assertInstanceOf(
            AnswerRequest.Result.Malformed.class,
            node.answering.answer("education-register", signed));
    assertEquals("aud", elsewhere.member());
    assertInstanceOf(
        AnswerRequest.Result.NoSuchRegister.class, node.answering.answer("no-register", signed));
    AnswerRequest.Result.Malformed unlimited =
        assertInstanceOf(
            AnswerRequest.Result.Malformed.class,
            node.answering.answer(
                population.identifier(),
                node.issuers.signAsParty(
                    "public-security",
                    StatementKind.EVIDENCE_REQUEST,
                    identity(population).claims(aud(population)),
                    clock.instant(),
                    Optional.empty())));
    assertEquals("exp", unlimited.member());
  }

  @Test
  void a_consent_that_comes_along_must_be_this_persons_for_this_and_signed() {
    Draft draft = agreed(LIN_NA, CaseWorld.RESIDENCE);
    ConsentReceipt receipt = node.consents.lastFor(draft.id()).orElseThrow();
    Register housing = register("housing-register");
    EvidenceRequest good =
        new EvidenceRequest(
            Ids.next(clock).toString(),
            "public-security",
            housing.identifier(),
            "lease",
            List.of("landlordName"),
            LIN_NA.citizenNumber(),
            draft.owner(),
            CaseWorld.RESIDENCE,
            draft.id(),
            new Ground.Consent(receipt.record()));
    assertEquals(Optional.empty(), again(housing, good));
    assertEquals(
        Optional.of("consent-does-not-cover-principal"),
        again(housing, with(good, "somebody-else", draft.id())));
    assertEquals(
        Optional.of("consent-does-not-cover-application"),
        again(housing, with(good, draft.owner(), UUID.randomUUID())));
    String[] parts = receipt.record().split("\\.");
    assertEquals(
        Optional.of("consent-not-believed"),
        again(housing, with(good, parts[0] + "." + parts[1] + "." + "A".repeat(86))));
    clock.pass(Duration.ofDays(181));
    assertEquals(Optional.of("consent-does-not-cover-validity"), again(housing, good));
  }

  // ---------------------------------------------------------------- providers that fail, and lie

  /** What a register may answer instead of the truth. */
  enum Lie {
    ANOTHERS_SIGNATURE("signed-by-another"),
    BROKEN_SIGNATURE("signature-invalid"),
    ANOTHER_REQUEST("answers-another-request"),
    ANOTHER_PERSON("about-another-person"),
    ANOTHER_TYPE("of-another-type"),
    MORE_THAN_ASKED("tells-what-was-not-asked"),
    OUTDATED("answer-outdated"),
    NO_STATEMENT("answer-malformed");

    private final String reason;

    Lie(String reason) {
      this.reason = reason;
    }
  }

  @ParameterizedTest
  @EnumSource(Lie.class)
  void a_lying_register_is_refused_by_name_and_fills_nothing(Lie lie) {
    node.providers = (register, request) -> lied(lie, register, request);
    Draft draft = agreed(LIN_NA, CaseWorld.RESIDENCE);
    List<Exchange> exchanges = node.exchanges.of(draft.id());
    assertFalse(exchanges.isEmpty());
    for (Exchange exchange : exchanges) {
      assertEquals(Exchange.State.UNAVAILABLE, exchange.state());
      assertEquals(Optional.of(lie.reason), exchange.reason());
      assertEquals(Optional.empty(), exchange.nextAt(), "a liar is not asked again by itself");
      assertTrue(exchange.records().isEmpty());
    }
    assertTrue(node.applications.find(draft.id()).orElseThrow().answers().isEmpty());
  }

  private String lied(Lie lie, Register register, String request) {
    SignedStatement asked =
        SignedStatement.read(
            request, StatementKind.EVIDENCE_REQUEST, node.parties, clock.instant());
    EvidenceRequest what = EvidenceRequest.of(asked, "public-security");
    String field = what.fields().getFirst();
    EvidenceAnswer answer =
        new EvidenceAnswer(
            what.id(),
            lie == Lie.ANOTHER_REQUEST ? SignedStatement.hash("another") : asked.hash(),
            lie == Lie.ANOTHER_TYPE ? "degree" : what.evidenceType(),
            lie == Lie.ANOTHER_PERSON ? WANG.citizenNumber() : what.subject(),
            List.of(Map.of(lie == Lie.MORE_THAN_ASKED ? "salary" : field, "x")),
            Optional.empty());
    Instant at = lie == Lie.OUTDATED ? clock.instant().minusSeconds(300) : clock.instant();
    String signer = lie == Lie.ANOTHERS_SIGNATURE ? another(register.owner()) : register.owner();
    String signed =
        node.issuers.signAsParty(
            signer,
            StatementKind.EVIDENCE_ANSWER,
            answer.claims("x"),
            at,
            Optional.of(Duration.ofMinutes(1)));
    String[] parts = signed.split("\\.");
    return switch (lie) {
      case BROKEN_SIGNATURE -> parts[0] + "." + parts[1] + "." + "A".repeat(86);
      case NO_STATEMENT -> "{\"records\": []}";
      default -> signed;
    };
  }

  private static String another(String department) {
    return department.equals("education") ? "housing" : "education";
  }

  @Test
  void who_is_away_is_asked_again_and_fills_the_draft_late_where_it_is_empty() {
    node.providers =
        (register, request) -> {
          throw new ProviderUnavailable("too-slow", "asleep", null);
        };
    Draft draft = agreed(LIN_NA, CaseWorld.RESIDENCE);
    for (Exchange exchange : node.exchanges.of(draft.id())) {
      assertEquals(Exchange.State.UNAVAILABLE, exchange.state());
      assertEquals(Optional.of("too-slow"), exchange.reason());
      assertTrue(exchange.nextAt().isPresent());
    }
    type(draft.id(), answers -> with(answers, "district", "城北区"));
    node.providers = honest;
    node.asking.goOn();
    assertFilled(draft.id(), 0);
    clock.pass(Duration.ofMinutes(1));
    node.asking.goOn();
    assertFilled(draft.id(), 10);
    Draft filled = node.applications.find(draft.id()).orElseThrow();
    assertEquals("城北区", filled.answers().get("district").asString(), "what was typed stays");
    Provenance corrected = filled.provenance().get("district");
    assertEquals("corrected", corrected.kind());
    assertEquals(
        new Provenance.Corrector(
            "citizen", filled.owner(), filled.ownerName(), filled.savedAt().toString()),
        corrected.correctedBy());
    assertNull(filled.provenance().get("fullName").correctedBy());
    assertEquals("fetched", filled.provenance().get("fullName").kind());
  }

  private void assertFilled(UUID draft, int least) {
    long fetched =
        node.applications.find(draft).orElseThrow().provenance().values().stream()
            .filter(from -> from.kind().equals("fetched"))
            .count();
    assertTrue(least == 0 ? fetched == 0 : fetched >= least, fetched + " fields");
  }

  /** The register moved, and its first answer was lost on the way: the next message has it. */
  @Test
  void a_lost_answer_is_asked_for_by_another_message() {
    List<String> seen = new ArrayList<>();
    node.providers =
        (register, request) -> {
          seen.add(request);
          String answer = honest.ask(register, request);
          if (seen.size() == 1) throw new ProviderUnavailable("unreachable", "lost", null);
          return answer;
        };
    Draft draft = agreed(LIN_NA, CaseWorld.SENIOR_CARD, Set.of("population-identity"));
    clock.pass(Duration.ofMinutes(1));
    node.asking.goOn();
    Exchange exchange = node.exchanges.of(draft.id()).getFirst();
    assertEquals(Exchange.State.FETCHED, exchange.state());
    assertEquals(2, exchange.attempts());
    assertEquals(2, Set.copyOf(seen).size());
  }

  /** More questions to it than a node has threads; all that others are asked is answered. */
  @Test
  void a_register_that_hangs_does_not_stop_the_others() throws Exception {
    int forms = 20;
    CompletableFuture<Void> hang = new CompletableFuture<>();
    AtomicInteger held = new AtomicInteger();
    node.providers =
        (register, request) -> {
          if (!register.identifier().equals("housing-register")) {
            return honest.ask(register, request);
          }
          held.incrementAndGet();
          hang.join();
          throw new ProviderUnavailable("too-slow", "hangs", null);
        };
    Background threads = new Background();
    node.threads = Optional.of(threads);
    List<UUID> drafts =
        Stream.generate(() -> opened(LIN_NA, CaseWorld.RESIDENCE)).limit(forms).toList();
    try (ExecutorService citizens = Executors.newFixedThreadPool(forms)) {
      List<Future<?>> agreeing = new ArrayList<>();
      for (UUID draft : drafts) {
        agreeing.add(
            citizens.submit(
                () -> agree(draft, Set.of("population-identity", "employment", "lease"))));
      }
      for (Future<?> one : agreeing) one.get();
      Locks.await(() -> held.get() >= 4 && drafts.stream().allMatch(this::hasAllButTheLease));
      assertEquals(4, held.get(), "a quarter of the threads");
    } finally {
      hang.complete(null);
      threads.close();
    }
  }

  private boolean hasAllButTheLease(UUID draft) {
    return exchange(draft, "lease").state() == Exchange.State.WAITING
        && exchange(draft, "population-identity").state() == Exchange.State.FETCHED
        && exchange(draft, "employment").state() == Exchange.State.FETCHED;
  }

  // ---------------------------------------------------------------- nobody waits any more

  @Test
  void a_draft_thrown_away_ends_what_is_asked_and_forgets_what_was_told() {
    Register population = register("population-register");
    node.providers =
        (register, request) -> {
          if (register.identifier().equals(population.identifier())) {
            return honest.ask(register, request);
          }
          throw new ProviderUnavailable("unreachable", "away", null);
        };
    Draft draft = agreed(LIN_NA, CaseWorld.RESIDENCE);
    assertEquals(
        Set.of(Exchange.State.FETCHED, Exchange.State.UNAVAILABLE),
        node.exchanges.of(draft.id()).stream().map(Exchange::state).collect(Collectors.toSet()));
    assertTrue(node.discard.discard(draft.id()));
    assertNotAskedAgain(draft.id());
    for (Exchange exchange : node.exchanges.of(draft.id())) {
      assertEquals(Exchange.State.UNAVAILABLE, exchange.state());
      assertEquals(Optional.of("no-longer-needed"), exchange.reason());
      assertTrue(exchange.records().isEmpty());
    }
    assertFalse(node.discard.discard(draft.id()), "it is gone");
  }

  /** What was away comes back, time passes: no message goes out for this application. */
  private void assertNotAskedAgain(UUID application) {
    List<Exchange> before = node.exchanges.of(application);
    node.providers = honest;
    for (int hour = 0; hour < 3; hour++) {
      clock.pass(Duration.ofHours(1));
      node.asking.goOn();
    }
    assertEquals(before, node.exchanges.of(application));
  }

  @ParameterizedTest
  @ValueSource(strings = {"granted", "refused", "withdrawn"})
  void a_case_that_ends_ends_what_is_asked_for_it(String end) {
    node.providers =
        (register, request) -> {
          if (!register.identifier().equals("housing-register")) {
            return honest.ask(register, request);
          }
          throw new ProviderUnavailable("unreachable", "away", null);
        };
    UUID id = node.draft(LIN_NA, CaseWorld.RESIDENCE, Map.of());
    Case file = submitted(id);
    Exchange away = exchange(id, "lease");
    assertTrue(away.nextAt().isPresent(), "still asked for");
    end(file, end);
    assertNotAskedAgain(id);
    assertEquals(Optional.of("no-longer-needed"), exchange(id, "lease").reason());
    assertEquals(
        Exchange.State.FETCHED,
        exchange(id, "population-identity").state(),
        "what was told in time is kept its time");
  }

  private Case submitted(UUID id) {
    node.submit(id, node.applications.find(id).orElseThrow().version());
    return node.cases.ofApplication(id).orElseThrow();
  }

  private void end(Case file, String end) {
    String reference = file.facts().reference();
    if (end.equals("withdrawn")) {
      assertInstanceOf(
          DecideCase.Result.Done.class,
          node.decide.withdraw(CaseWorld.citizen(LIN_NA), reference, file.facts().version()));
      return;
    }
    Caller clerk = CaseWorld.staff("clerk-1", Role.CLERK, "public-security");
    node.decide.assign(
        clerk,
        reference,
        file.facts().version(),
        Optional.of(new Case.Clerk(clerk.subject(), clerk.name())));
    long version = node.cases.find(reference).orElseThrow().facts().version();
    assertInstanceOf(
        DecideCase.Result.Done.class,
        end.equals("granted")
            ? node.decide.grant(clerk, reference, version, "all is well")
            : node.decide.refuse(clerk, reference, version, "not proven at all"));
  }

  /**
   * The answer is under way when the citizen throws the draft away: on another node, in between.
   */
  @Test
  void an_answer_to_a_draft_thrown_away_meanwhile_is_not_kept() {
    UUID id = opened(LIN_NA, CaseWorld.RESIDENCE);
    try (CaseWorld.Node other = world.start(new QuietListener())) {
      node.providers =
          (register, request) -> {
            String answer = honest.ask(register, request);
            other.discard.discard(id);
            return answer;
          };
      agree(id, Set.of("population-identity"));
    }
    assertEquals(Optional.of("no-longer-needed"), exchange(id, "population-identity").reason());
    assertTrue(exchange(id, "population-identity").records().isEmpty());
    assertNotAskedAgain(id);
  }

  /** Asked for in the moment after the end, by who had read the draft before it. */
  @Test
  void what_is_asked_for_after_the_end_is_neither_kept_nor_tried_again() {
    UUID kept = opened(LIN_NA, CaseWorld.RESIDENCE);
    Draft read = node.applications.find(kept).orElseThrow();
    assertTrue(node.discard.discard(kept));
    node.prefill.agree(
        read,
        world.catalogue.current(CaseWorld.RESIDENCE).orElseThrow(),
        Set.of("population-identity"));
    assertEquals(Optional.of("no-longer-needed"), exchange(kept, "population-identity").reason());

    UUID away = opened(LIN_NA, CaseWorld.RESIDENCE);
    node.providers =
        (register, request) -> {
          node.discard.discard(away);
          throw new ProviderUnavailable("unreachable", "away", null);
        };
    agree(away, Set.of("population-identity"));
    assertEquals(Optional.of("no-longer-needed"), exchange(away, "population-identity").reason());
    assertNotAskedAgain(away);
  }

  /** Real threads: whichever is first, nothing of the answer is left, and nobody waits for ever. */
  @RepeatedTest(20)
  void a_discard_and_an_answer_at_the_same_moment_leave_nothing() throws Exception {
    UUID id = opened(LIN_NA, CaseWorld.RESIDENCE);
    CountDownLatch asked = new CountDownLatch(1);
    node.providers =
        (register, request) -> {
          String answer = honest.ask(register, request);
          asked.countDown();
          return answer;
        };
    try (CaseWorld.Node other = world.start(new QuietListener());
        ExecutorService threads = Executors.newSingleThreadExecutor()) {
      Future<?> discarding =
          threads.submit(
              () -> {
                asked.await();
                return other.discard.discard(id);
              });
      agree(id, Set.of("population-identity", "lease"));
      discarding.get();
    }
    for (Exchange exchange : node.exchanges.of(id)) {
      assertEquals(Optional.of("no-longer-needed"), exchange.reason());
      assertTrue(exchange.records().isEmpty());
    }
    assertTrue(node.applications.find(id).isEmpty());
  }

  private void agree(UUID id, Set<String> types) {
    node.prefill.agree(
        node.applications.find(id).orElseThrow(),
        world.catalogue.current(CaseWorld.RESIDENCE).orElseThrow(),
        types);
  }

  // ---------------------------------------------------------------- consent

  @Test
  void fifty_at_once_make_one_exchange_of_each_type() throws Exception {
    UUID id = opened(LIN_NA, CaseWorld.RESIDENCE);
    Draft draft = node.applications.find(id).orElseThrow();
    ServiceDefinition definition = world.catalogue.current(CaseWorld.RESIDENCE).orElseThrow();
    List<String> asked = java.util.Collections.synchronizedList(new ArrayList<>());
    node.providers =
        (register, request) -> {
          asked.add(request);
          return honest.ask(register, request);
        };
    Set<String> all = types(definition);
    CountDownLatch together = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newFixedThreadPool(50)) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        running.add(
            threads.submit(
                () -> {
                  together.await();
                  node.prefill.agree(draft, definition, all);
                  return null;
                }));
      }
      together.countDown();
      for (Future<?> one : running) one.get();
    }
    assertEquals(all.size(), asked.size());
    assertEquals(all.size(), node.exchanges.of(id).size());
    assertFilled(id, 10);
  }

  @Test
  void a_consent_taken_back_ends_what_is_asked_later_and_forgets_what_is_on_file() {
    Draft draft = agreed(LIN_NA, CaseWorld.RESIDENCE);
    ConsentReceipt receipt = node.consents.lastFor(draft.id()).orElseThrow();
    assertTrue(
        node.exchanges.of(draft.id()).stream()
            .allMatch(exchange -> exchange.state() == Exchange.State.FETCHED));
    ServiceDefinition definition = world.catalogue.current(CaseWorld.RESIDENCE).orElseThrow();
    node.prefill.withdraw(receipt, definition);
    for (Exchange exchange : node.exchanges.of(draft.id())) {
      assertEquals(Optional.of("consent-withdrawn"), exchange.reason());
      assertTrue(exchange.records().isEmpty());
    }
    ConsentReceipt ended = node.consents.find(receipt.id()).orElseThrow();
    assertTrue(ended.withdrawnAt().isPresent());
    SignedStatement withdrawal =
        SignedStatement.read(
            ended.withdrawal().orElseThrow(),
            StatementKind.CONSENT_RECORD,
            node.parties,
            clock.instant());
    assertTrue(withdrawal.claims().toString().contains("event_state=withdrawn"));
    // The case goes on: what the law allows is asked for, and no more.
    clock.pass(Duration.ofSeconds(10));
    node.asking.ask(about(draft), definition, Duration.ofSeconds(1));
    for (Exchange exchange : node.exchanges.of(draft.id())) {
      boolean byLaw = exchange.state() == Exchange.State.FETCHED;
      assertEquals(byLaw, exchange.law().isPresent(), exchange.evidenceType());
      assertEquals(!byLaw, exchange.reason().isPresent(), exchange.evidenceType());
    }
    assertEquals(
        List.of("fullName", "citizenNumber", "birthDate"),
        exchange(draft.id(), "population-identity").fields(),
        "by law only what the rules look at");
    assertEquals(Exchange.State.UNAVAILABLE, exchange(draft.id(), "lease").state());
  }

  @Test
  void an_answer_that_comes_after_the_consent_was_taken_back_is_not_kept() {
    ServiceDefinition definition = world.catalogue.current(CaseWorld.RESIDENCE).orElseThrow();
    UUID id = opened(LIN_NA, CaseWorld.RESIDENCE);
    node.providers =
        (register, request) -> {
          String answer = honest.ask(register, request);
          node.consents
              .lastFor(id)
              .filter(one -> one.withdrawnAt().isEmpty())
              .ifPresent(one -> node.prefill.withdraw(one, definition));
          return answer;
        };
    node.prefill.agree(
        node.applications.find(id).orElseThrow(), definition, Set.of("population-identity"));
    Exchange exchange = exchange(id, "population-identity");
    assertEquals(Exchange.State.UNAVAILABLE, exchange.state());
    assertEquals(Optional.of("consent-withdrawn"), exchange.reason());
    assertFilled(id, 0);
  }

  @Test
  void who_declines_is_asked_about_nowhere_until_the_law_does() {
    UUID id = opened(WANG, CaseWorld.SENIOR_CARD);
    ServiceDefinition definition = world.catalogue.current(CaseWorld.SENIOR_CARD).orElseThrow();
    node.prefill.decline(node.applications.find(id).orElseThrow(), definition);
    assertTrue(node.exchanges.of(id).isEmpty());
    assertEquals(Draft.Consent.DECLINED, node.applications.find(id).orElseThrow().consent());
    node.asking.ask(
        about(node.applications.find(id).orElseThrow()), definition, Duration.ofSeconds(1));
    assertEquals(
        Set.of("population-identity", "population-status"),
        node.exchanges.of(id).stream().map(Exchange::evidenceType).collect(Collectors.toSet()));
  }

  @Test
  void an_answer_is_kept_no_longer_than_its_type_allows() {
    Draft draft = agreed(LIN_NA, CaseWorld.RESIDENCE);
    clock.pass(Duration.ofDays(7));
    node.asking.forget();
    Exchange lease = exchange(draft.id(), "lease");
    assertEquals(Exchange.State.IDLE, lease.state());
    assertTrue(lease.records().isEmpty());
    assertEquals(Exchange.State.FETCHED, exchange(draft.id(), "population-identity").state());
    node.asking.ask(
        about(draft),
        world.catalogue.current(CaseWorld.RESIDENCE).orElseThrow(),
        Duration.ofSeconds(1));
    assertEquals(Exchange.State.FETCHED, exchange(draft.id(), "lease").state());
  }

  // ---------------------------------------------------------------- keys

  /** Everybody who works here, for each department: one of them may. */
  @Test
  void only_a_supervisor_gives_a_department_a_new_key_and_only_the_own_one() {
    RotatePartyKey rotate = rotate();
    int rotated = 0;
    for (Department department : Department.all()) {
      for (Role role : Role.values()) {
        for (Department of : Department.all()) {
          Map<String, Integer> before = keys();
          Caller caller = CaseWorld.staff("somebody", role, of.id());
          RotatePartyKey.Result result = rotate.rotate(caller, department.id());
          if (role == Role.SUPERVISOR && of.equals(department)) {
            assertInstanceOf(RotatePartyKey.Result.Done.class, result);
            before.merge(department.id(), 1, Integer::sum);
            rotated++;
          } else {
            assertInstanceOf(RotatePartyKey.Result.NotAllowed.class, result);
          }
          assertEquals(before, keys(), caller + " and " + department.id());
        }
      }
    }
    assertEquals(Department.all().size(), rotated);
    assertInstanceOf(
        RotatePartyKey.Result.NotFound.class,
        rotate.rotate(CaseWorld.staff("he", Role.SUPERVISOR, "public-security"), "no-such"));
  }

  @Test
  void after_a_new_key_an_exchange_goes_on_and_what_was_signed_before_is_believed() {
    Register population = register("population-register");
    String request =
        signed(identity(population), "public-security", population, Duration.ofMinutes(5));
    String answer =
        assertInstanceOf(
                AnswerRequest.Result.Answered.class,
                node.answering.answer(
                    population.identifier(),
                    signed(
                        identity(population),
                        "public-security",
                        population,
                        Duration.ofMinutes(5))))
            .compact();
    clock.pass(Duration.ofSeconds(5));
    Instant from = clock.instant();
    Caller he = CaseWorld.staff("he", Role.SUPERVISOR, "public-security");
    RotatePartyKey.Result.Done done =
        assertInstanceOf(RotatePartyKey.Result.Done.class, rotate().rotate(he, "public-security"));
    AuditEntry entry = entries("public-security", from).getFirst();
    assertEquals("rotate exchange key", entry.act() + " " + entry.what());
    assertEquals("public-security#" + done.key().fragment(), entry.subject());
    clock.pass(Duration.ofSeconds(5));

    assertEquals(
        node.parties.did("public-security"),
        SignedStatement.read(answer, StatementKind.EVIDENCE_ANSWER, node.parties, clock.instant())
            .signer());
    assertInstanceOf(
        AnswerRequest.Result.Answered.class,
        node.answering.answer(population.identifier(), request),
        "asked by the old key, which is on its way");
    String fresh =
        signed(identity(population), "public-security", population, Duration.ofMinutes(5));
    assertTrue(header(fresh).contains("#" + done.key().fragment()), header(fresh));
    assertFalse(header(request).contains("#" + done.key().fragment()), header(request));
    Draft draft = agreed(LIN_NA, CaseWorld.RESIDENCE, Set.of("lease", "population-identity"));
    for (String type : List.of("lease", "population-identity")) {
      assertEquals(Exchange.State.FETCHED, exchange(draft.id(), type).state(), type);
    }
  }

  private RotatePartyKey rotate() {
    rotated = true;
    return new RotatePartyKey(
        node.parties, node.issuers, new PostgresAuditLog(node.database, node.vault, clock));
  }

  /** How many each department has published. */
  private Map<String, Integer> keys() {
    Map<String, Integer> keys = new LinkedHashMap<>();
    for (Department one : Department.all()) {
      keys.put(
          one.id(),
          ((List<?>) node.issuers.partyDocument(one.id()).toJson().get("verificationMethod"))
              .size());
    }
    return keys;
  }

  private static String header(String jws) {
    return new String(
        Base64.getUrlDecoder().decode(jws.substring(0, jws.indexOf('.'))), StandardCharsets.UTF_8);
  }

  // ---------------------------------------------------------------- logged by both sides

  @Test
  void both_sides_log_each_message_and_the_person_is_told_once() {
    clock.pass(Duration.ofMinutes(1));
    Instant from = clock.instant();
    Draft draft = agreed(LIN_NA, CaseWorld.RESIDENCE, Set.of("lease"));
    List<AuditEntry> asked = entries("public-security", from);
    List<AuditEntry> answered = entries("housing", from);
    assertEquals(List.of("receive", "ask"), asked.stream().map(AuditEntry::act).toList());
    assertEquals(List.of("disclose"), answered.stream().map(AuditEntry::act).toList());
    AuditEntry told = answered.getFirst();
    assertEquals(Optional.of(draft.owner()), told.person());
    assertEquals(List.of("lease.landlordName", "lease.leaseUntil"), told.items());
    assertEquals("evidence-by-consent", told.purpose());
    assertEquals(told.subject(), asked.getFirst().subject(), "one answer, one hash, on both sides");
    assertTrue(asked.stream().allMatch(entry -> entry.person().isEmpty()));
    assertFalse(
        (asked.toString() + answered)
            .replace(draft.owner(), "") // the tests' accounts are called by their numbers
            .contains(LIN_NA.citizenNumber()),
        "no citizen number in the log");
  }

  private List<AuditEntry> entries(String stream, Instant from) {
    return node.auditLog.entries(
        new AuditLog.Filter(stream, null, null, null, null, from, null, null, 50));
  }

  // ---------------------------------------------------------------- small words

  private Draft agreed(CaseWorld.Resident person, String service) {
    return agreed(person, service, types(world.catalogue.current(service).orElseThrow()));
  }

  private Draft agreed(CaseWorld.Resident person, String service, Set<String> types) {
    UUID id = opened(person, service);
    node.prefill.agree(
        node.applications.find(id).orElseThrow(),
        world.catalogue.current(service).orElseThrow(),
        types);
    return node.applications.find(id).orElseThrow();
  }

  private Set<String> types(ServiceDefinition definition) {
    return node.prefill.wanted(definition).stream()
        .map(need -> need.type().identifier())
        .collect(Collectors.toSet());
  }

  private UUID opened(CaseWorld.Resident person, String service) {
    return node.opened(person, service);
  }

  private void type(
      UUID draft, UnaryOperator<Map<String, tools.jackson.databind.JsonNode>> change) {
    Draft before = node.applications.find(draft).orElseThrow();
    assertTrue(
        node.applications.save(
            draft,
            before.version(),
            change.apply(before.answers()),
            Optional.empty(),
            clock.instant()));
  }

  private static Map<String, tools.jackson.databind.JsonNode> with(
      Map<String, tools.jackson.databind.JsonNode> answers, String field, String value) {
    Map<String, tools.jackson.databind.JsonNode> more = new LinkedHashMap<>(answers);
    more.put(field, tools.jackson.databind.node.StringNode.valueOf(value));
    return more;
  }

  private static AskRegisters.About about(Draft draft) {
    return new AskRegisters.About(draft.id(), draft.owner(), draft.citizenNumber().orElseThrow());
  }

  private Exchange exchange(UUID application, String type) {
    return node.exchanges.of(application).stream()
        .filter(exchange -> exchange.evidenceType().equals(type))
        .findFirst()
        .orElseThrow();
  }

  private static Register register(String identifier) {
    return world.registers.of(identifier).orElseThrow();
  }

  private static EvidenceType type(String identifier) {
    return world.registers.evidenceType(identifier).orElseThrow();
  }

  private static EvidenceRequest identity(Register population) {
    return request(
        "public-security",
        CaseWorld.RESIDENCE,
        population,
        type("population-identity"),
        List.of("fullName"),
        LAW);
  }

  private static EvidenceRequest request(
      String requester,
      String service,
      Register register,
      EvidenceType type,
      List<String> fields,
      Ground ground) {
    return new EvidenceRequest(
        Ids.next(clock).toString(),
        requester,
        register.identifier(),
        type.identifier(),
        fields,
        LIN_NA.citizenNumber(),
        "citizen-1",
        service,
        UUID.randomUUID(),
        ground);
  }

  private static EvidenceRequest renamed(EvidenceRequest one) {
    return changed(one, one.user(), one.application(), one.ground());
  }

  private static EvidenceRequest with(EvidenceRequest one, String user, UUID application) {
    return changed(one, user, application, one.ground());
  }

  private static EvidenceRequest with(EvidenceRequest one, String record) {
    return changed(one, one.user(), one.application(), new Ground.Consent(record));
  }

  private static EvidenceRequest changed(
      EvidenceRequest one, String user, UUID application, Ground ground) {
    return new EvidenceRequest(
        Ids.next(clock).toString(),
        one.requester(),
        one.register(),
        one.evidenceType(),
        one.fields(),
        one.subject(),
        user,
        one.procedure(),
        application,
        ground);
  }

  private String aud(Register register) {
    return node.parties.did(register.owner()).value();
  }

  private String signed(
      EvidenceRequest request, String department, Register register, Duration lifetime) {
    return node.issuers.signAsParty(
        department,
        StatementKind.EVIDENCE_REQUEST,
        request.claims(aud(register)),
        clock.instant(),
        Optional.of(lifetime));
  }

  private String signedAt(EvidenceRequest request, Register register, Instant at) {
    return node.issuers.signAsParty(
        "public-security",
        StatementKind.EVIDENCE_REQUEST,
        request.claims(aud(register)),
        at,
        Optional.of(Duration.ofMinutes(1)));
  }

  private EvidenceAnswer answered(Register register, EvidenceRequest request) {
    AnswerRequest.Result.Answered answered =
        assertInstanceOf(
            AnswerRequest.Result.Answered.class,
            node.answering.answer(
                register.identifier(),
                signed(request, request.requester(), register, Duration.ofMinutes(1))));
    return EvidenceAnswer.of(
        SignedStatement.read(
            answered.compact(), StatementKind.EVIDENCE_ANSWER, node.parties, clock.instant()));
  }
}
