package org.onenet.services.wallets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onenet.credentials.HolderKey;
import org.onenet.credentials.HolderProof;
import org.onenet.credentials.SdJwtPresentation;
import org.onenet.identity.Caller;
import org.onenet.identity.Role;
import org.onenet.services.CaseWorld;
import org.onenet.services.SteppedClock;
import org.onenet.services.cases.Case;
import org.onenet.services.cases.QuietListener;
import org.onenet.services.issuance.ActKind;
import org.onenet.services.issuance.CredentialTypes;
import org.onenet.services.issuance.EndCopy;
import org.onenet.services.issuance.IssueCopy;
import org.onenet.services.issuance.ReasonCode;
import org.onenet.services.issuance.Validity;
import org.onenet.services.issuance.store.PostgresChainActs;
import org.onenet.services.issuance.store.PostgresCredentials;
import org.onenet.services.issuance.store.PostgresStatusActs;
import org.onenet.services.issuance.store.PostgresStatusPlaces;
import org.onenet.services.wallets.store.PostgresCopies;
import org.onenet.services.wallets.store.PostgresDeferrals;
import org.onenet.services.wallets.store.PostgresOffers;
import org.onenet.services.wallets.store.PostgresOneTimeValues;

/** From an offer to copies in wallets and their end, against a real PostgreSQL. */
final class WalletsTest {
  private static final Instant NOW = Instant.parse("2026-11-26T09:00:00Z");
  private static final String ISSUER = CaseWorld.PUBLIC_URL.toString();
  private static final String CARD = "SeniorCitizenCard";
  private static final String CERTIFICATE = "ResidenceCertificate";
  private static final CaseWorld.Resident OLD =
      CaseWorld.PEOPLE.stream().filter(WalletsTest::isOld).findFirst().orElseThrow();
  private static final CaseWorld.Resident OTHER =
      CaseWorld.PEOPLE.stream()
          .filter(
              person ->
                  person.birthDate().getYear() > 1970
                      && person.birthDate().getYear() < 2000
                      && person.state().equals("resident"))
          .findFirst()
          .orElseThrow();
  private static final Caller CLERK = CaseWorld.staff("chen", Role.CLERK, "public-security");

  @TempDir static Path folder;

  private static EmbeddedPostgres postgres;

  private SteppedClock clock;
  private CaseWorld world;
  private CaseWorld.Node node;
  private Offers offers;
  private Copies copies;
  private MakeOffer makeOffer;
  private RedeemOffer redeemOffer;
  private GiveNonce giveNonce;
  private FillWallet fillWallet;
  private HearFromWallet hearFromWallet;
  private EndWalletCopy endWalletCopy;

  @BeforeAll
  static void start() throws IOException {
    postgres = EmbeddedPostgres.start();
  }

  @AfterAll
  static void stop() throws IOException {
    postgres.close();
  }

  @BeforeEach
  void open() {
    clock = new SteppedClock(NOW);
    world = new CaseWorld(postgres.getJdbcUrl("postgres", "postgres"), folder, clock).populated();
    node = world.start(new QuietListener());
    offers = new PostgresOffers(node.database);
    copies = new PostgresCopies(node.database);
    OneTimeValues values = new PostgresOneTimeValues(node.database);
    Standings standings = new Standings(node.cases, node.kept, clock);
    CredentialTypes types = new CredentialTypes(world.catalogue, node.issuers);
    makeOffer = new MakeOffer(offers, standings, world.catalogue, clock);
    redeemOffer = new RedeemOffer(offers, node.database, clock);
    giveNonce = new GiveNonce(values, clock);
    fillWallet =
        new FillWallet(
            types,
            standings,
            node.cases,
            new IssueCopy(
                new PostgresCredentials(node.database, node.vault, CaseWorld.LIST_SIZE, clock),
                new PostgresStatusActs(node.database),
                types,
                node.issuers,
                node.database),
            copies,
            new PostgresDeferrals(node.database),
            values,
            node.database,
            node.issuers,
            clock);
    hearFromWallet = new HearFromWallet(copies, node.kept);
    endWalletCopy =
        new EndWalletCopy(
            copies,
            new EndCopy(
                new PostgresStatusPlaces(node.database),
                new PostgresChainActs(node.database),
                node.database),
            node.database,
            clock);
  }

  @AfterEach
  void close() {
    node.close();
    world.close();
  }

  @Test
  void a_wallet_is_given_a_copy_for_each_key_that_it_proves() {
    Case file = grantedCard();
    HolderKey first = HolderKey.fresh();
    HolderKey second = HolderKey.fresh();
    FillWallet.Result.Filled filled =
        filled(fillWallet.fill(right(file), CARD, proofs(giveNonce.give(), first, second)));
    assertEquals(2, filled.copies().size());
    Set<String> texts = new HashSet<>(filled.copies());
    assertEquals(2, texts.size());
    SdJwtPresentation copy = SdJwtPresentation.of(filled.copies().getFirst());
    assertTrue(copy.disclosable().contains("fullName"), copy.disclosable().toString());
    assertEquals(
        Set.of(
            HolderProof.thumbprint(first.publicJwk()), HolderProof.thumbprint(second.publicJwk())),
        copies.of(certificate(file)).stream()
            .map(Copies.Copy::thumbprint)
            .collect(Collectors.toSet()));
    assertEquals(
        3, rows("SELECT count(DISTINCT place) FROM status_place WHERE credential = ?", file));
    assertEquals(
        3, rows("SELECT count(*) FROM chain_act WHERE credential = ? AND kind = 'register'", file));
  }

  @Test
  void an_offer_is_redeemed_once_however_many_try_at_the_same_moment() throws Exception {
    MakeOffer.Result.Made made = made(grantedCard());
    List<RedeemOffer.Result> results = together(30, () -> redeem(made, made.pin()));
    assertEquals(1, results.stream().filter(RedeemOffer.Result.Redeemed.class::isInstance).count());
    assertEquals(29, results.stream().filter(RedeemOffer.Result.NotOpen.class::isInstance).count());
  }

  @Test
  void a_wrong_pin_does_not_use_the_offer_up_and_too_many_close_it() {
    MakeOffer.Result.Made made = made(grantedCard());
    String wrong = made.pin().equals("000000") ? "000001" : "000000";
    assertInstanceOf(RedeemOffer.Result.WrongPin.class, redeem(made, wrong));
    assertInstanceOf(RedeemOffer.Result.Redeemed.class, redeem(made, made.pin()));

    MakeOffer.Result.Made guessed = made(grantedCard());
    String guess = guessed.pin().equals("000000") ? "000001" : "000000";
    for (int i = 0; i < RedeemOffer.MOST_WRONG_PINS; i++) {
      assertInstanceOf(RedeemOffer.Result.WrongPin.class, redeem(guessed, guess));
    }
    assertInstanceOf(RedeemOffer.Result.NotOpen.class, redeem(guessed, guessed.pin()));
  }

  @Test
  void an_offer_is_over_after_ten_minutes_and_unknown_codes_open_nothing() {
    MakeOffer.Result.Made made = made(grantedCard());
    assertEquals(Optional.of(CARD), makeOffer.offered(made.token()));
    clock.pass(MakeOffer.LIFETIME);
    assertTrue(makeOffer.offered(made.token()).isEmpty());
    assertInstanceOf(RedeemOffer.Result.NotOpen.class, redeem(made, made.pin()));
    assertTrue(makeOffer.offered("unknown").isEmpty());
  }

  @Test
  void a_token_is_known_by_its_holder_and_case_until_it_is_over() {
    Case file = grantedCard();
    MakeOffer.Result.Made made = made(file);
    String token = ((RedeemOffer.Result.Redeemed) redeem(made, made.pin())).token();
    Offers.Token known = redeemOffer.token(token).orElseThrow();
    assertEquals(file.facts().reference(), known.offer().caseReference());
    assertEquals(file.facts().owner(), known.offer().holder());
    clock.pass(Duration.ofDays(91));
    assertTrue(redeemOffer.token(token).isEmpty());
    assertTrue(redeemOffer.token("unknown").isEmpty());
  }

  @Test
  void a_nonce_serves_one_request_and_not_for_long() throws Exception {
    Case file = grantedCard();
    String nonce = giveNonce.give();
    List<FillWallet.Result> results =
        together(10, () -> fillWallet.fill(right(file), CARD, proofs(nonce, HolderKey.fresh())));
    assertEquals(1, results.stream().filter(FillWallet.Result.Filled.class::isInstance).count());
    String old = giveNonce.give();
    clock.pass(Duration.ofMinutes(5));
    mustBeRefused(
        FillWallet.Refusal.INVALID_NONCE,
        fillWallet.fill(right(file), CARD, proofs(old, HolderKey.fresh())));
    mustBeRefused(
        FillWallet.Refusal.INVALID_NONCE,
        fillWallet.fill(right(file), CARD, proofs("made up", HolderKey.fresh())));
  }

  @Test
  void proofs_are_of_different_keys_with_one_nonce_for_this_issuer() {
    Case file = grantedCard();
    HolderKey key = HolderKey.fresh();
    String nonce = giveNonce.give();
    WalletRight right = right(file);
    List<List<String>> refused = new ArrayList<>();
    refused.add(List.of());
    refused.add(proofs(nonce, key, key));
    refused.add(List.of("not.a.proof"));
    refused.add(List.of(HolderProof.by(key, ISSUER, Optional.empty(), NOW)));
    refused.add(List.of(HolderProof.by(key, "https://evil.example", Optional.of(nonce), NOW)));
    List<String> twoNonces = new ArrayList<>(proofs(nonce, key));
    twoNonces.addAll(proofs(giveNonce.give(), HolderKey.fresh()));
    refused.add(twoNonces);
    refused.add(proofs(nonce, keys(FillWallet.MOST_KEYS + 1)));
    refused.forEach(
        proofs ->
            mustBeRefused(FillWallet.Refusal.INVALID_PROOF, fillWallet.fill(right, CARD, proofs)));
    assertInstanceOf(
        FillWallet.Result.Filled.class, fillWallet.fill(right, CARD, proofs(nonce, key)));
  }

  @Test
  void a_right_for_one_case_opens_no_other_certificate() {
    Case card = grantedCard();
    mustBeRefused(
        FillWallet.Refusal.UNKNOWN_CREDENTIAL_CONFIGURATION,
        fillWallet.fill(right(card), "Diploma", proofs(giveNonce.give(), HolderKey.fresh())));
    mustBeRefused(
        FillWallet.Refusal.INSUFFICIENT_SCOPE,
        fillWallet.fill(right(card), CERTIFICATE, proofs(giveNonce.give(), HolderKey.fresh())));
    WalletRight stranger =
        new WalletRight(
            "somebody else",
            Optional.of(card.facts().reference()),
            Optional.empty(),
            Optional.of(NOW));
    mustBeRefused(
        FillWallet.Refusal.INSUFFICIENT_SCOPE,
        fillWallet.fill(stranger, CARD, proofs(giveNonce.give(), HolderKey.fresh())));
  }

  @Test
  void the_first_request_comes_soon_after_the_redemption() {
    Case file = grantedCard();
    WalletRight right = right(file);
    clock.pass(Duration.ofMinutes(10).plusSeconds(1));
    mustBeRefused(
        FillWallet.Refusal.CREDENTIAL_REQUEST_DENIED,
        fillWallet.fill(right, CARD, proofs(giveNonce.give(), HolderKey.fresh())));
  }

  @Test
  void a_holders_right_finds_the_newest_certificate_of_the_type() {
    grantedCard();
    clock.pass(Duration.ofMinutes(1));
    Case newest = grantedCard();
    WalletRight right =
        new WalletRight(
            newest.facts().owner(), Optional.empty(), Optional.of("wallet"), Optional.empty());
    filled(fillWallet.fill(right, CARD, proofs(giveNonce.give(), HolderKey.fresh())));
    Copies.Copy copy = copies.of(certificate(newest)).getFirst();
    assertEquals(Optional.of("wallet"), copy.client());
  }

  @Test
  void a_wallet_waits_for_a_decision_and_collects_it_once() throws Exception {
    Case file = submitted(OTHER, CaseWorld.RESIDENCE);
    HolderKey key = HolderKey.fresh();
    FillWallet.Result.Waits waits =
        assertInstanceOf(
            FillWallet.Result.Waits.class,
            fillWallet.fill(right(file), CERTIFICATE, proofs(giveNonce.give(), key)));
    assertEquals(waits, fillWallet.collect(right(file), waits.transaction()));
    WalletRight stranger =
        new WalletRight("somebody else", Optional.empty(), Optional.empty(), Optional.empty());
    mustBeRefused(
        FillWallet.Refusal.INVALID_TRANSACTION_ID,
        fillWallet.collect(stranger, waits.transaction()));

    grant(file);
    clock.pass(Duration.ofDays(3));
    List<FillWallet.Result> results =
        together(10, () -> fillWallet.collect(right(file), waits.transaction()));
    assertEquals(1, results.stream().filter(FillWallet.Result.Filled.class::isInstance).count());
    assertEquals(
        HolderProof.thumbprint(key.publicJwk()),
        copies.of(certificate(file)).getFirst().thumbprint());
  }

  @Test
  void a_wallet_that_waits_for_a_refused_case_is_told_once() {
    Case file = submitted(OTHER, CaseWorld.RESIDENCE);
    FillWallet.Result.Waits waits =
        (FillWallet.Result.Waits)
            fillWallet.fill(right(file), CERTIFICATE, proofs(giveNonce.give(), HolderKey.fresh()));
    take(file);
    node.decide.refuse(CLERK, reference(file), version(file), "The lease has ended.");
    mustBeRefused(
        FillWallet.Refusal.CREDENTIAL_REQUEST_DENIED,
        fillWallet.collect(right(file), waits.transaction()));
    mustBeRefused(
        FillWallet.Refusal.INVALID_TRANSACTION_ID,
        fillWallet.collect(right(file), waits.transaction()));
    assertInstanceOf(MakeOffer.Result.NothingToOffer.class, makeOffer.make(now(file)));
  }

  @Test
  void what_becomes_of_the_certificate_becomes_of_its_copies_but_not_of_an_ended_one() {
    Case file = grantedCard();
    UUID certificate = certificate(file);
    filled(fillWallet.fill(right(file), CARD, proofs(giveNonce.give(), keys(2))));
    List<Copies.Copy> given = copies.of(certificate);
    assertTrue(endWalletCopy.end(certificate, given.getFirst().id()));
    assertTrue(endWalletCopy.end(certificate, given.getFirst().id()), "a second time");
    assertFalse(endWalletCopy.end(UUID.randomUUID(), given.getLast().id()), "another's");
    assertEquals(Validity.REVOKED, state(given.getFirst()));
    assertEquals(Validity.VALID, state(given.getLast()));

    change(certificate, ActKind.SUSPEND, ReasonCode.UNDER_REVIEW);
    assertEquals(Validity.REVOKED, state(given.getFirst()));
    assertEquals(Validity.SUSPENDED, state(given.getLast()));
    mustBeRefused(
        FillWallet.Refusal.CREDENTIAL_REQUEST_DENIED,
        fillWallet.fill(right(file), CARD, proofs(giveNonce.give(), HolderKey.fresh())));
    change(certificate, ActKind.REINSTATE, ReasonCode.CLEARED);
    assertEquals(Validity.REVOKED, state(given.getFirst()));
    assertEquals(Validity.VALID, state(given.getLast()));
    assertEquals(
        1,
        node.database
            .sql()
            .fetchOne(
                "SELECT count(*) FROM chain_act WHERE digest = ? AND kind = 'revoke'",
                given.getFirst().digest().hex())
            .get(0, Integer.class));
  }

  @Test
  void a_certificate_goes_into_so_many_wallets_and_ending_a_copy_makes_room() {
    Case file = grantedCard();
    for (int i = 0; i < FillWallet.MOST_COPIES / FillWallet.MOST_KEYS; i++) {
      filled(
          fillWallet.fill(right(file), CARD, proofs(giveNonce.give(), keys(FillWallet.MOST_KEYS))));
    }
    mustBeRefused(
        FillWallet.Refusal.CREDENTIAL_REQUEST_DENIED,
        fillWallet.fill(right(file), CARD, proofs(giveNonce.give(), HolderKey.fresh())));
    UUID certificate = certificate(file);
    endWalletCopy.end(certificate, copies.of(certificate).getFirst().id());
    filled(fillWallet.fill(right(file), CARD, proofs(giveNonce.give(), HolderKey.fresh())));
  }

  @Test
  void a_wallet_tells_what_became_of_its_copies_and_no_others() {
    Case file = grantedCard();
    FillWallet.Result.Filled filled =
        filled(fillWallet.fill(right(file), CARD, proofs(giveNonce.give(), HolderKey.fresh())));
    WalletRight stranger =
        new WalletRight("somebody else", Optional.empty(), Optional.empty(), Optional.empty());
    assertFalse(
        hearFromWallet.hear(stranger, filled.notification(), Copies.Told.CREDENTIAL_DELETED));
    assertFalse(hearFromWallet.hear(right(file), "unknown", Copies.Told.CREDENTIAL_DELETED));
    assertTrue(
        hearFromWallet.hear(right(file), filled.notification(), Copies.Told.CREDENTIAL_ACCEPTED));
    assertEquals(
        Optional.of(Copies.Told.CREDENTIAL_ACCEPTED),
        copies.of(certificate(file)).getFirst().told());
  }

  @Test
  void nothing_that_opens_something_stands_in_the_tables() {
    Case file = grantedCard();
    MakeOffer.Result.Made made = made(file);
    String token = ((RedeemOffer.Result.Redeemed) redeem(made, made.pin())).token();
    String nonce = giveNonce.give();
    String tables =
        node.database.sql().fetch("SELECT * FROM wallet_offer").toString()
            + node.database.sql().fetch("SELECT * FROM wallet_token")
            + node.database.sql().fetch("SELECT * FROM wallet_nonce");
    for (String secret : List.of(made.token(), MakeOffer.code(made.token()), token, nonce)) {
      assertFalse(tables.contains(secret));
    }
    assertNotEquals(MakeOffer.code(made.token()), made.token());
  }

  private MakeOffer.Result.Made made(Case file) {
    return assertInstanceOf(MakeOffer.Result.Made.class, makeOffer.make(file));
  }

  private RedeemOffer.Result redeem(MakeOffer.Result.Made made, String pin) {
    return redeemOffer.redeem(
        MakeOffer.code(made.token()), pin, Optional.empty(), Optional.empty());
  }

  private WalletRight right(Case file) {
    return new WalletRight(
        file.facts().owner(),
        Optional.of(file.facts().reference()),
        Optional.empty(),
        Optional.of(clock.instant()));
  }

  private List<String> proofs(String nonce, HolderKey... keys) {
    return List.of(keys).stream()
        .map(key -> HolderProof.by(key, ISSUER, Optional.of(nonce), clock.instant()))
        .toList();
  }

  private static HolderKey[] keys(int count) {
    HolderKey[] keys = new HolderKey[count];
    for (int i = 0; i < count; i++) keys[i] = HolderKey.fresh();
    return keys;
  }

  private static FillWallet.Result.Filled filled(FillWallet.Result result) {
    return assertInstanceOf(FillWallet.Result.Filled.class, result, result.toString());
  }

  private static void mustBeRefused(FillWallet.Refusal why, FillWallet.Result result) {
    assertEquals(why, assertInstanceOf(FillWallet.Result.Refused.class, result, why.name()).why());
  }

  private Case grantedCard() {
    Case file = submitted(OLD, CaseWorld.SENIOR_CARD);
    assertInstanceOf(Case.Granted.class, file);
    return file;
  }

  private Case submitted(CaseWorld.Resident person, String service) {
    UUID application = node.draft(person, service, Map.of());
    node.submit(application, node.applications.find(application).orElseThrow().version());
    return node.cases.ofApplication(application).orElseThrow();
  }

  private void take(Case file) {
    node.decide.assign(
        CLERK, reference(file), version(file), Optional.of(new Case.Clerk("chen", "Chen Wei")));
  }

  private void grant(Case file) {
    take(file);
    node.decide.grant(CLERK, reference(file), version(file), "everything agrees");
    node.advance.advance(reference(file));
  }

  private void change(UUID certificate, ActKind kind, ReasonCode code) {
    node.changeStatus.change(
        node.kept.find(certificate).orElseThrow(),
        kind,
        code,
        "for a good reason",
        CaseWorld.staff("guo", Role.CLERK, "civil-affairs"));
  }

  private Validity state(Copies.Copy copy) {
    return Validity.of(
        node.database
            .sql()
            .fetchOne(
                "SELECT state FROM status_place WHERE department = ? AND number = ? AND place = ?",
                copy.list().department(),
                copy.list().number(),
                copy.place())
            .get(0, Integer.class));
  }

  private int rows(String query, Case file) {
    return node.database.sql().fetchOne(query, certificate(file)).get(0, Integer.class);
  }

  private Case now(Case file) {
    return node.cases.find(reference(file)).orElseThrow();
  }

  private UUID certificate(Case file) {
    return ((Case.Granted) now(file)).credential().orElseThrow();
  }

  private static String reference(Case file) {
    return file.facts().reference();
  }

  private long version(Case file) {
    return now(file).facts().version();
  }

  private static boolean isOld(CaseWorld.Resident person) {
    return person.birthDate().getYear() < 1955 && person.state().equals("resident");
  }

  private static <T> List<T> together(int many, Callable<T> act) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(many)) {
      List<Future<T>> running = new ArrayList<>();
      for (int i = 0; i < many; i++) running.add(threads.submit(act));
      List<T> results = new ArrayList<>();
      for (Future<T> one : running) results.add(one.get());
      return results;
    }
  }
}
