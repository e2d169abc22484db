package org.onenet.services.issuance;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.onenet.contracts.DepartmentAccounts;
import org.onenet.contracts.DepartmentAccreditation;
import org.onenet.contracts.Deployment;
import org.onenet.contracts.RegistrySender;
import org.onenet.credentials.IssuerKeys;
import org.onenet.credentials.MasterKey;
import org.onenet.credentials.TrustAnchor;
import org.onenet.credentials.TrustBundle;
import org.onenet.credentials.audit.AuditSeal;
import org.onenet.identity.Caller;
import org.onenet.identity.Role;
import org.onenet.services.CaseWorld;
import org.onenet.services.SteppedClock;
import org.onenet.services.catalogue.Catalogue;
import org.onenet.services.catalogue.Department;
import org.onenet.services.catalogue.LoadedCatalogue;
import org.onenet.services.issuance.store.PostgresBatches;
import org.onenet.services.issuance.store.PostgresChainActs;
import org.onenet.services.issuance.store.PostgresCredentials;
import org.onenet.services.issuance.store.PostgresKeptCredentials;
import org.onenet.services.issuance.store.PostgresPublishedLists;
import org.onenet.services.issuance.store.PostgresRegistrations;
import org.onenet.services.issuance.store.PostgresStatusActs;
import org.onenet.services.issuance.store.PostgresStatusPlaces;
import org.onenet.services.platform.Database;
import org.onenet.services.platform.Vault;
import org.onenet.services.platform.web.Json;
import org.onenet.services.verification.MakeTrustBundle;
import org.onenet.services.verification.VerifyCredential;
import tools.jackson.databind.node.StringNode;

/**
 * What registers on chain, without a server: an empty outbox in a real PostgreSQL, and a real chain
 * on which every department is accredited and which mines when it is told to.
 */
final class OutboxOnAnvil implements AutoCloseable {
  static final String DEPARTMENT = "market-regulation";
  static final String TYPE = "SoleTraderLicence";
  static final int CONFIRMATIONS = 5;

  /** Its certificates are registered in batches. */
  static final String BY_ROOT = "public-security";

  /** Two blocks of a second and a little more: long enough to send again, too short to raise. */
  static final Duration A_WHILE = Duration.ofSeconds(4);

  /** Long enough to count as stuck. */
  static final Duration LONG = Duration.ofSeconds(40);

  private static final String PASSWORD = "secret";

  final Anvil chain;
  final Database database;
  final Vault vault;
  final String contract;
  final PostgresChainActs acts;
  final RegistrySender outside;

  private final String department;
  private final Path folder;
  private final DepartmentAccounts accounts;
  static final Catalogue CATALOGUE = new LoadedCatalogue(Optional.empty());
  final SteppedClock clock = new SteppedClock(Instant.now());
  final IssuerDesk issuers;
  final PostgresCredentials credentials;
  private final SigningDesk signing;
  private final PostgresKeptCredentials kept;
  private final ChangeStatus change;
  private final AnswerRevocation answer;
  final ChainDesk desk;
  final FindReceipts receipts;
  private RegisterOnChain worker;
  private int cases;

  /**
   * @param folder of key files and of the chain's state
   */
  OutboxOnAnvil(EmbeddedPostgres postgres, Path folder) {
    this(postgres, folder, DEPARTMENT);
  }

  /**
   * @param department whose certificates are issued and registered
   */
  OutboxOnAnvil(EmbeddedPostgres postgres, Path folder, String department) {
    this.department = department;
    this.folder = folder;
    this.database = new Database(postgres.getJdbcUrl("postgres", "postgres"), "postgres", "", 4);
    this.chain = Anvil.start(folder.resolve("chain"));
    this.accounts = DepartmentAccounts.open(folder.resolve("departments"), PASSWORD);
    this.vault =
        new Vault(
            database, MasterKey.open(folder.resolve("master.jwe"), PASSWORD.toCharArray()), clock);
    this.credentials = new PostgresCredentials(database, vault, CaseWorld.LIST_SIZE, clock);
    this.issuers =
        new IssuerDesk(
            URI.create("http://localhost:8081"),
            IssuerKeys.open(folder.resolve("issuers.jwe"), PASSWORD.toCharArray(), clock));
    this.signing = new SigningDesk(credentials, issuers, clock);
    this.kept = new PostgresKeptCredentials(database, vault);
    this.acts = new PostgresChainActs(database);
    PostgresStatusActs statusActs = new PostgresStatusActs(database);
    this.change =
        new ChangeStatus(
            statusActs, new PostgresStatusPlaces(database), acts, CATALOGUE, database, clock);
    this.answer = new AnswerRevocation(statusActs, change, database, clock);
    this.contract = deploy();
    this.desk = new ChainDesk(chain.rpcUrl(), contract, accounts, CATALOGUE);
    this.receipts = new ReceiptDesk(new PostgresBatches(database), desk, clock);
    this.outside = sender(department);
  }

  /** Nothing queued, nothing ever registered, a worker that has not begun. */
  void begin() {
    database
        .sql()
        .execute(
            "TRUNCATE chain_finding, chain_comparison, wallet_copy, status_act, chain_act, chain_batch, chain_transaction, credential, issuance_claim, status_change,"
                + " status_place, published_list, status_list");
    if (!chain.backToMark()) {
      chain.stop();
      chain.forget();
      chain.start();
      deploy();
    }
    chain.stopMining();
    chain.baseFee(0);
    chain.mark();
    worker = worker(acts);
  }

  /** The root authority's part, as at every start of the stack. */
  String deploy() {
    chain.mineAtOnce();
    String address = Deployment.deploy(chain.rpcUrl(), folder.resolve("root"), PASSWORD).contract();
    accredit(address, DepartmentAccreditation.OPENING);
    chain.stopMining();
    return address;
  }

  /** The departments may register from tomorrow on only. */
  void accreditFromTomorrow() {
    chain.mineAtOnce();
    accredit(contract, clock.instant().plus(Duration.ofDays(1)).truncatedTo(ChronoUnit.SECONDS));
    chain.stopMining();
  }

  private void accredit(String address, Instant from) {
    Deployment.accredit(
        chain.rpcUrl(),
        address,
        folder.resolve("root"),
        PASSWORD,
        Department.all().stream()
            .map(Department::id)
            .map(
                id ->
                    new DepartmentAccreditation(
                        issuers.did(id), accounts.account(id).address(), types(id), from))
            .toList());
  }

  private static List<String> types(String department) {
    Stream<String> given =
        CATALOGUE.all().stream()
            .filter(definition -> definition.hasCompetentAuthority().equals(department))
            .map(definition -> definition.output().credentialType());
    return Stream.concat(
            given, department.equals(ChainDesk.SEALS) ? Stream.of(AuditSeal.TYPE) : Stream.empty())
        .toList();
  }

  /** A department's key in somebody else's hand. */
  RegistrySender sender(String department) {
    return desk.sender(department);
  }

  /** A worker that knows nothing but what is in the database. */
  RegisterOnChain worker(ChainActs acts) {
    return new RegisterOnChain(
        acts, desk, issuers, desk.registry(), receipts, clock, CONFIRMATIONS);
  }

  /** Compares database and chain, a department's whole. */
  ReconcileWithChain reconciliation(ChainFindings findings) {
    return new ReconcileWithChain(findings, desk, desk.registry(), clock, CONFIRMATIONS);
  }

  /** The bundle as the city would sign it now, read as a verifier reads it. */
  TrustBundle trustBundle() {
    if (!(makeTrustBundle().current() instanceof MakeTrustBundle.Made made)) {
      throw new AssertionError("the registry is away");
    }
    String pinned = Json.MAPPER.writeValueAsString(issuers.cityDocument().toJson());
    return TrustBundle.read(made.compact(), TrustAnchor.parse(pinned), clock);
  }

  MakeTrustBundle makeTrustBundle() {
    return new MakeTrustBundle(
        desk.registry(),
        desk::registryNow,
        issuers,
        statusLists(),
        new PostgresRegistrations(database),
        receipts,
        desk::batch,
        CATALOGUE,
        Duration.ofHours(24),
        clock);
  }

  private StatusListDesk statusLists() {
    return new StatusListDesk(
        issuers, new PostgresStatusPlaces(database), new PostgresPublishedLists(database), clock);
  }

  /** How this city's own verifier judges, which nobody has to show a receipt. */
  VerifyCredential verifyCredential() {
    return new VerifyCredential(
        desk.registry(), receipts, issuers, statusLists(), Duration.ofSeconds(1), clock);
  }

  String compact(String digest) {
    return kept.find(id(digest)).orElseThrow().compact();
  }

  void restartWorker() {
    worker = worker(acts);
  }

  /** Lets the worker do its next thing for the department. */
  void goOn() {
    worker.goOn(department);
  }

  void pass(Duration time) {
    clock.pass(time);
  }

  /** Sends, mines and notes until nothing is queued or under way. */
  void untilConfirmed() {
    for (int round = 0; round < 20; round++) {
      goOn();
      if (count("state IN ('queued', 'sent')") == 0) return;
      chain.mine(1);
      pass(A_WHILE);
    }
    throw new AssertionError("after twenty rounds still " + states());
  }

  void untilFinal() {
    untilConfirmed();
    chain.mine(CONFIRMATIONS);
    goOn();
  }

  /** Issues credentials; their digests, queued. */
  List<String> issue(int number) {
    String service =
        CATALOGUE.all().stream()
            .filter(definition -> definition.hasCompetentAuthority().equals(department))
            .findFirst()
            .orElseThrow()
            .identifier();
    return issue(service, number);
  }

  List<String> issue(String service, int number) {
    var definition = CATALOGUE.version(service, 1).orElseThrow();
    List<String> digests = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      Grant grant =
          new Grant(
              "R-2026-%06d".formatted(++cases),
              definition,
              "sub-lina",
              "林娜",
              Map.of("fullName", StringNode.valueOf("林娜")),
              clock.instant());
      CredentialId id = database.inTransaction(() -> signing.issue(grant));
      digests.add(text("SELECT digest FROM credential WHERE id = ?", id.value()));
    }
    return digests;
  }

  /** Queues the revocation of an issued credential, asked by one clerk, confirmed by another. */
  void revoke(String digest) {
    if (!(act(digest, ActKind.REVOKE) instanceof ChangeStatus.Result.Waiting(var waiting))) {
      throw new AssertionError("what these departments issue is revoked by four eyes");
    }
    answer.answer(id(digest), waiting.id(), Optional.empty(), clerk("clerk-zhou"));
  }

  ChangeStatus.Result act(String digest, ActKind kind) {
    return change.change(
        kept(digest),
        kind,
        ReasonCode.HOLDER_REQUEST,
        "the holder came and asked",
        clerk("clerk-chen"));
  }

  private UUID id(String digest) {
    return UUID.fromString(text("SELECT id::text FROM credential WHERE digest = ?", digest));
  }

  KeptCredentials.Kept kept(String digest) {
    return kept.find(id(digest)).orElseThrow();
  }

  private Caller clerk(String name) {
    return CaseWorld.staff(name, Role.CLERK, department);
  }

  /** Each act with its state, in the order of their queueing: {@code register queued}. */
  List<String> states() {
    return database
        .sql()
        .fetch("SELECT kind || ' ' || state FROM chain_act ORDER BY id")
        .getValues(0, String.class);
  }

  /** Each transaction that was ever signed, the oldest first: {@code nonce 0 mined}. */
  List<String> transactions() {
    return database
        .sql()
        .fetch("SELECT 'nonce ' || nonce || ' ' || state FROM chain_transaction ORDER BY id")
        .getValues(0, String.class);
  }

  ChainActs.Sent underWay() {
    return acts.underWay(department).orElseThrow();
  }

  List<String> registered() {
    return chain.digests(contract, "Registered");
  }

  /** What happened to digests on chain, the oldest first: Suspended, Reinstated or Revoked. */
  List<String> happened(String event) {
    return chain.digests(contract, event);
  }

  /** The roots of batches on chain, the oldest first. */
  List<String> roots() {
    return chain.roots(contract);
  }

  List<String> revoked() {
    return chain.digests(contract, "Revoked");
  }

  int count(String where) {
    return database
        .sql()
        .fetchOne("SELECT count(*) FROM chain_act WHERE " + where)
        .get(0, Integer.class);
  }

  String text(String sql, Object... values) {
    return database.sql().fetchOne(sql, values).get(0, String.class);
  }

  @Override
  public void close() {
    chain.close();
    database.close();
  }
}
