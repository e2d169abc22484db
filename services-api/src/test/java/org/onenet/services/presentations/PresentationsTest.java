package org.onenet.services.presentations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDHEncrypter;
import com.nimbusds.jose.jwk.ECKey;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onenet.credentials.ClientIdPrefix;
import org.onenet.credentials.DcqlQuery;
import org.onenet.credentials.HolderKey;
import org.onenet.credentials.IssuerKeys;
import org.onenet.credentials.KeyBindingExpected;
import org.onenet.credentials.MasterKey;
import org.onenet.credentials.SdJwtPresentation;
import org.onenet.credentials.Verdict;
import org.onenet.services.applications.Draft;
import org.onenet.services.applications.Provenance;
import org.onenet.services.applications.store.PostgresApplications;
import org.onenet.services.catalogue.Catalogue;
import org.onenet.services.catalogue.LoadedCatalogue;
import org.onenet.services.issuance.CredentialTypes;
import org.onenet.services.platform.Database;
import org.onenet.services.platform.DocumentBroken;
import org.onenet.services.platform.Secret;
import org.onenet.services.platform.Text;
import org.onenet.services.platform.Vault;
import org.onenet.services.presentations.Presentation.Facts;
import org.onenet.services.presentations.Presentation.Profile;
import org.onenet.services.presentations.ReceivePresentation.Message;
import org.onenet.services.presentations.RequestPresentation.Manner;
import org.onenet.services.presentations.store.PostgresPresentations;
import org.onenet.services.presentations.store.PostgresTemplates;
import org.onenet.services.verification.VerifierWorld;

/** From a verifier's question by a wallet to its answer, against a real PostgreSQL. */
final class PresentationsTest {
  private static final String VCT = VerifierWorld.CITY + "/credential-types/" + VerifierWorld.TYPE;
  private static final Manner CLEAR =
      new Manner(
          Profile.OPENID4VP, ClientIdPrefix.DECENTRALIZED_IDENTIFIER, false, Optional.empty());

  @TempDir static Path folder;
  private static EmbeddedPostgres postgres;
  private static IssuerKeys keys;

  private final Catalogue catalogue = new LoadedCatalogue(Optional.empty());
  private final Verifiers verifiers = new Verifiers(Optional.empty());
  private final Verifier library = verifiers.of("city-library").orElseThrow();
  private VerifierWorld world;
  private Database database;
  private PostgresPresentations presentations;
  private PostgresApplications applications;
  private FillApplication fill;
  private RequestPresentation request;
  private GiveRequest give;
  private ReceivePresentation receive;
  private String shown;

  @BeforeAll
  static void start() throws IOException {
    postgres = EmbeddedPostgres.start();
    keys = VerifierWorld.keysIn(folder);
  }

  @AfterAll
  static void stop() throws IOException {
    postgres.close();
  }

  @BeforeEach
  void wire() {
    world = new VerifierWorld(keys);
    database = new Database(postgres.getJdbcUrl("postgres", "postgres"), "postgres", "", 20);
    Vault vault =
        new Vault(
            database,
            MasterKey.open(folder.resolve("master.jwe"), "secret".toCharArray()),
            world.clock);
    presentations = new PostgresPresentations(database, vault);
    applications = new PostgresApplications(database, vault);
    CredentialTypes types = new CredentialTypes(catalogue, world.desk);
    fill = new FillApplication(applications, catalogue, types, world.desk);
    request = new RequestPresentation(presentations, types, world.desk, world.clock);
    give =
        new GiveRequest(
            presentations, verifiers, world.desk, new Text("Lanting", "兰亭"), world.clock);
    receive =
        new ReceivePresentation(
            presentations, verifiers, world.verifyCredential(), fill, database, world.clock);
    shown = world.sdJwtVc().compact();
  }

  @AfterEach
  void close() {
    database.close();
  }

  private static DcqlQuery query(String... claims) {
    return DcqlQuery.read(
        Map.of(
            "credentials",
            List.of(
                Map.of(
                    "id",
                    "home",
                    "format",
                    "dc+sd-jwt",
                    "meta",
                    Map.of("vct_values", List.of(VCT)),
                    "claims",
                    List.of(claims).stream().map(one -> Map.of("path", List.of(one))).toList()))));
  }

  private RequestPresentation.Result.Made ask(Manner manner) {
    return assertInstanceOf(
        RequestPresentation.Result.Made.class,
        request.ask(library, "reader-card", query("fullName"), manner, "mei"));
  }

  private static String token(RequestPresentation.Result.Made made) {
    return made.link().replaceFirst(".*requests%2F", "").replaceFirst("&.*", "");
  }

  private Map<String, Object> fetched(String token) {
    return claims(give.give(token, Optional.of("w-1")).orElseThrow());
  }

  private static Map<String, Object> claims(String jwt) {
    try {
      return JWSObject.parse(jwt).getPayload().toJSONObject();
    } catch (java.text.ParseException e) {
      throw new AssertionError(jwt, e);
    }
  }

  private String presented(Map<String, Object> asked, HolderKey holder, String... places) {
    return SdJwtPresentation.of(shown)
        .showing(Set.of(places))
        .boundBy(
            holder,
            new KeyBindingExpected((String) asked.get("client_id"), (String) asked.get("nonce")),
            world.clock.instant());
  }

  private Message answer(Map<String, Object> asked) {
    return clear(presented(asked, VerifierWorld.HOLDER, "fullName"), asked);
  }

  private static Message.Clear clear(String presentation, Map<String, Object> asked) {
    return new Message.Clear("{\"home\":[\"" + presentation + "\"]}", (String) asked.get("state"));
  }

  private Presentation now(RequestPresentation.Result.Made made) {
    return presentations.find(made.facts().id(), world.clock.instant()).orElseThrow();
  }

  private static List<Shown> shownIn(Presentation presentation) {
    return assertInstanceOf(Presentation.Answered.class, presentation).shown().orElseThrow();
  }

  @Test
  void a_question_is_fetched_answered_read_and_forgotten() {
    RequestPresentation.Result.Made made = ask(CLEAR);
    assertInstanceOf(Presentation.Waiting.class, now(made));
    assertTrue(
        made.link().startsWith("openid4vp://?client_id=decentralized_identifier%3Adid%3Aweb"));
    Map<String, Object> asked = fetched(token(made));
    assertEquals(
        "decentralized_identifier:did:web:lanting.example:verifiers:city-library",
        asked.get("client_id"));
    assertEquals("City Library", ((Map<?, ?>) asked.get("client_metadata")).get("client_name"));
    assertEquals("w-1", asked.get("wallet_nonce"));
    assertInstanceOf(Presentation.Fetched.class, now(made));
    assertEquals(
        new ReceivePresentation.Result.Taken(Optional.empty()),
        receive.receive(token(made), answer(asked)));
    Shown one = shownIn(now(made)).getFirst();
    assertEquals(Verdict.Outcome.VALID, one.overall(), one.toString());
    assertEquals(List.of(new Shown.Value(List.of("fullName"), "Lin Na")), one.claims());
    world.clock.pass(Duration.ofMinutes(16));
    assertEquals(
        Optional.empty(), assertInstanceOf(Presentation.Answered.class, now(made)).shown());
    presentations.forget(world.clock.instant());
    assertEquals(
        0,
        database
            .sql()
            .fetchCount(
                org.jooq.impl.DSL.table("presentation"),
                org.jooq.impl.DSL.condition("shown IS NOT NULL OR response_key IS NOT NULL")));
  }

  @Test
  void an_encrypted_answer_is_opened_and_one_in_the_clear_is_not_taken_for_it() throws Exception {
    RequestPresentation.Result.Made made =
        ask(
            new Manner(
                Profile.OPENID4VP,
                ClientIdPrefix.DECENTRALIZED_IDENTIFIER,
                true,
                Optional.empty()));
    Map<String, Object> asked = fetched(token(made));
    assertEquals("direct_post.jwt", asked.get("response_mode"));
    assertInstanceOf(
        ReceivePresentation.Result.Refused.class, receive.receive(token(made), answer(asked)));
    Map<?, ?> metadata = (Map<?, ?>) asked.get("client_metadata");
    Map<?, ?> jwk =
        (Map<?, ?>) ((List<?>) ((Map<?, ?>) metadata.get("jwks")).get("keys")).getFirst();
    String text =
        "{\"vp_token\":{\"home\":[\"%s\"]},\"state\":\"%s\"}"
            .formatted(presented(asked, VerifierWorld.HOLDER, "fullName"), asked.get("state"));
    JWEObject sealed =
        new JWEObject(
            new JWEHeader.Builder(JWEAlgorithm.ECDH_ES, EncryptionMethod.A128GCM)
                .keyID((String) jwk.get("kid"))
                .build(),
            new Payload(text));
    @SuppressWarnings("unchecked")
    Map<String, Object> key = (Map<String, Object>) jwk;
    sealed.encrypt(new ECDHEncrypter(ECKey.parse(key)));
    assertInstanceOf(
        ReceivePresentation.Result.Taken.class,
        receive.receive(token(made), new Message.Sealed(sealed.serialize())));
    assertEquals(1, shownIn(now(made)).size());
  }

  @Test
  void what_answers_nothing_is_refused_by_its_reason_and_the_question_stays_open() {
    RequestPresentation.Result.Made made = ask(CLEAR);
    Map<String, Object> asked = fetched(token(made));
    Map<String, Object> other = fetched(token(ask(CLEAR)));
    String good = presented(asked, VerifierWorld.HOLDER, "fullName");
    Map<String, Message> wrong =
        Map.of(
            "KEY_BINDING_WRONG_NONCE",
            clear(presented(other, VerifierWorld.HOLDER, "fullName"), asked),
            "KEY_BINDING_SIGNATURE_INVALID",
            clear(presented(asked, HolderKey.fresh(), "fullName"), asked),
            "KEY_BINDING_MISSING",
            clear(good.substring(0, good.lastIndexOf('~') + 1), asked),
            "KEY_BINDING_WRONG_AUDIENCE",
            clear(
                presented(
                    Map.of("client_id", "x509_san_dns:evil", "nonce", asked.get("nonce")),
                    VerifierWorld.HOLDER,
                    "fullName"),
                asked),
            "KEY_BINDING_WRONG_SD_HASH",
            clear(
                SdJwtPresentation.of(world.sdJwtVc().compact()).text()
                    + good.substring(good.lastIndexOf('~') + 1),
                asked),
            "[fullName]",
            clear(presented(asked, VerifierWorld.HOLDER), asked),
            "state",
            new Message.Clear("{\"home\":[\"" + good + "\"]}", "another"),
            "vp_token.work",
            new Message.Clear("{\"work\":[\"" + good + "\"]}", (String) asked.get("state")),
            "vp_token: expected",
            new Message.Clear("{}", (String) asked.get("state")));
    wrong.forEach(
        (why, message) -> {
          ReceivePresentation.Result.Refused refused =
              assertInstanceOf(
                  ReceivePresentation.Result.Refused.class,
                  receive.receive(token(made), message),
                  why);
          assertTrue(refused.why().contains(why), why + " in " + refused.why());
          assertInstanceOf(Presentation.Fetched.class, now(made));
        });
    assertEquals(wrong.size(), now(made).facts().refusals());
    receive.receive(token(made), answer(asked));
    assertEquals(Verdict.Outcome.VALID, shownIn(now(made)).getFirst().overall());
  }

  @Test
  void twenty_refusals_close_a_question() {
    RequestPresentation.Result.Made made = ask(CLEAR);
    Map<String, Object> asked = fetched(token(made));
    for (int i = 0; i < 20; i++) receive.receive(token(made), new Message.Clear("{}", "" + i));
    assertInstanceOf(
        ReceivePresentation.Result.NotOpen.class, receive.receive(token(made), answer(asked)));
  }

  @Test
  void a_revoked_certificate_is_an_answer_and_its_verdict_says_so() {
    world.revoked.set(world.lastPlace());
    RequestPresentation.Result.Made made = ask(CLEAR);
    receive.receive(token(made), answer(fetched(token(made))));
    assertEquals(Verdict.Outcome.INVALID, shownIn(now(made)).getFirst().overall());
  }

  @Test
  void of_many_answers_at_once_one_is_taken_and_the_same_again_is_told_the_same() throws Exception {
    String address = "http://localhost:8090/reader-card";
    RequestPresentation.Result.Made made =
        ask(
            new Manner(
                Profile.OPENID4VP,
                ClientIdPrefix.DECENTRALIZED_IDENTIFIER,
                false,
                Optional.of(address)));
    Map<String, Object> asked = fetched(token(made));
    List<Message> different = new ArrayList<>();
    for (int i = 0; i < 12; i++) different.add(answer(asked));
    List<ReceivePresentation.Result> results = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(12)) {
      List<Callable<ReceivePresentation.Result>> calls =
          different.stream()
              .<Callable<ReceivePresentation.Result>>map(
                  one -> () -> receive.receive(token(made), one))
              .toList();
      for (Future<ReceivePresentation.Result> one : threads.invokeAll(calls))
        results.add(one.get());
    }
    List<Integer> taken = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      if (results.get(i) instanceof ReceivePresentation.Result.Taken) taken.add(i);
    }
    assertEquals(1, taken.size(), results.toString());
    int winner = taken.getFirst();
    assertEquals(results.get(winner), receive.receive(token(made), different.get(winner)));
    String redirect =
        ((ReceivePresentation.Result.Taken) results.get(winner)).redirect().orElseThrow();
    assertTrue(redirect.startsWith(address + "?presentation=" + made.facts().id()), redirect);
    String code = redirect.substring(redirect.indexOf("response_code=") + 14);
    assertEquals(
        Optional.of(Secret.hash(code)),
        assertInstanceOf(Presentation.Answered.class, now(made)).responseCode());
  }

  @Test
  void a_holder_may_decline_and_nobody_answers_after_that_or_too_late() {
    RequestPresentation.Result.Made made = ask(CLEAR);
    Map<String, Object> asked = fetched(token(made));
    receive.receive(
        token(made), new Message.Declined("access_denied", (String) asked.get("state")));
    assertEquals("access_denied", assertInstanceOf(Presentation.Declined.class, now(made)).code());
    assertInstanceOf(
        ReceivePresentation.Result.NotOpen.class, receive.receive(token(made), answer(asked)));
    RequestPresentation.Result.Made late = ask(CLEAR);
    Map<String, Object> lateAsked = fetched(token(late));
    world.clock.pass(RequestPresentation.LIFETIME);
    assertInstanceOf(
        ReceivePresentation.Result.NotOpen.class, receive.receive(token(late), answer(lateAsked)));
    assertInstanceOf(Presentation.Over.class, now(late));
    assertEquals(Optional.empty(), give.give(token(late), Optional.empty()));
    assertEquals(Optional.empty(), give.give("nonsense", Optional.empty()));
  }

  @Test
  void nothing_beyond_a_registered_purpose_is_asked() {
    assertRefused("purpose", request.ask(library, "curiosity", query("fullName"), CLEAR, "mei"));
    assertRefused(
        "query.credentials[0].claims",
        request.ask(library, "reader-card", query("fullName", "citizenNumber"), CLEAR, "mei"));
    assertRefused(
        "query.credentials[0].meta.vct_values",
        request.ask(library, "senior-discount", query("fullName"), CLEAR, "mei"));
    assertRefused(
        "redirectUri",
        request.ask(
            library,
            "reader-card",
            query("fullName"),
            new Manner(
                Profile.OPENID4VP,
                ClientIdPrefix.DECENTRALIZED_IDENTIFIER,
                true,
                Optional.of("http://localhost:8090/reader-card/")),
            "mei"));
    assertRefused(
        "clientIdPrefix",
        request.ask(
            library, "reader-card", query("fullName"), Manner.haip(Optional.empty()), "mei"));
  }

  private static void assertRefused(String field, RequestPresentation.Result result) {
    assertEquals(field, assertInstanceOf(RequestPresentation.Result.Refused.class, result).field());
  }

  @Test
  void a_saved_question_is_the_organisations_own() {
    PostgresTemplates templates = new PostgresTemplates(database);
    Templates.Template one =
        new Templates.Template(
            UUID.randomUUID(),
            "city-library",
            "Reader",
            "reader-card",
            query("fullName"),
            world.clock.instant());
    assertTrue(templates.add(one, "mei"));
    assertFalse(templates.add(one, "mei"));
    assertEquals(List.of(one), templates.of("city-library"));
    assertEquals(Optional.empty(), templates.find("museum", one.id()));
    templates.remove("museum", one.id());
    assertEquals(Optional.of(one), templates.find("city-library", one.id()));
    templates.remove("city-library", one.id());
    assertEquals(List.of(), templates.of("city-library"));
  }

  @Test
  void a_certificate_fills_a_form_with_its_provenance() {
    Draft draft = draft("990102199203140029");
    answerFor(draft);
    Draft filled = applications.find(draft.id()).orElseThrow();
    assertEquals("Lin Na", filled.answers().get("fullName").asString());
    Provenance from = filled.provenance().get("fullName");
    assertEquals("presented", from.kind());
    assertEquals("Public Security Bureau", from.providerName().en());
    assertNotEquals(draft.version(), filled.version());
    assertTrue(
        applications.save(
            draft.id(),
            filled.version(),
            Map.of("fullName", tools.jackson.databind.node.StringNode.valueOf("Lin Nana")),
            Optional.empty(),
            world.clock.instant()));
    Draft changed = applications.find(draft.id()).orElseThrow();
    assertEquals("corrected", changed.provenance().get("fullName").kind());
  }

  @Test
  void a_certificate_that_is_not_in_force_fills_nothing() {
    world.revoked.set(world.lastPlace());
    Draft draft = draft("990102199203140029");
    answerFor(draft);
    assertEquals(Map.of(), applications.find(draft.id()).orElseThrow().answers());
  }

  @Test
  void another_citizens_certificate_does_not_fit() {
    Shown another =
        new Shown(
            "home",
            VerifierWorld.TYPE,
            world.desk.did(VerifierWorld.DEPARTMENT).value(),
            "00",
            Verdict.Outcome.VALID,
            List.of(),
            List.of(new Shown.Value(List.of("citizenNumber"), "990102195506020042")));
    assertEquals(
        Optional.of(FillApplication.Unfit.ANOTHER_CITIZENS),
        fill.unfit(draft("990102199203140029"), another));
    assertEquals(Optional.empty(), fill.unfit(draft("990102195506020042"), another));
  }

  private Draft draft(String citizenNumber) {
    UUID id = UUID.randomUUID();
    applications.open(
        Draft.begun(
            id,
            "lina",
            "Lin Na",
            Optional.of(citizenNumber),
            "sole-trader-licence",
            1,
            Map.of(),
            Optional.empty(),
            world.clock.instant()));
    return applications.find(id).orElseThrow();
  }

  /** The shipped form asks for six claims; the test's certificate has one of them. */
  private void answerFor(Draft draft) {
    RequestPresentation.Result.Made made =
        assertInstanceOf(
            RequestPresentation.Result.Made.class,
            request.ask(
                new Presentation.Asker.City(draft.id()),
                new Presentation.Why("sole-trader-licence", Text.same("x"), Text.same("y")),
                query("fullName"),
                CLEAR,
                "lina"));
    assertInstanceOf(
        ReceivePresentation.Result.Taken.class,
        receive.receive(token(made), answer(fetched(token(made)))));
  }

  @Test
  void a_form_asks_for_the_claims_that_its_fields_take() {
    AskForApplication ask =
        new AskForApplication(
            request,
            catalogue,
            new CredentialTypes(catalogue, world.desk),
            "https://portal.lanting.example");
    Draft draft = draft("990102199203140029");
    Facts facts =
        assertInstanceOf(RequestPresentation.Result.Made.class, ask.ask(draft, true).orElseThrow())
            .facts();
    assertEquals(
        List.of("fullName", "fullNameLatin", "citizenNumber", "sex", "birthDate", "address"),
        facts.query().credentials().getFirst().claims().stream()
            .map(claim -> claim.path().getFirst())
            .toList());
    assertEquals(
        Optional.of(
            "https://portal.lanting.example/app/apply/sole-trader-licence/"
                + draft.id()
                + "/before-you-start"),
        facts.redirectUri());
  }

  @Test
  void a_broken_registration_stops_the_start_and_names_the_file() throws IOException {
    Path own = Files.createDirectories(folder.resolve("verifiers"));
    Files.writeString(own.resolve("museum.json"), "{\"identifier\":\"museum\"}");
    assertTrue(
        assertThrows(DocumentBroken.class, () -> new Verifiers(Optional.of(own)))
            .getMessage()
            .startsWith("museum.json"));
    Files.write(
        own.resolve("museum.json"),
        PresentationsTest.class.getResourceAsStream("/verifiers/city-library.json").readAllBytes());
    assertTrue(
        assertThrows(DocumentBroken.class, () -> new Verifiers(Optional.of(own)))
            .getMessage()
            .contains("another verifier is called city-library"));
  }
}
