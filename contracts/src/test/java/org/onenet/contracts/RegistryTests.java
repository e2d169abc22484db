package org.onenet.contracts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onenet.credentials.Did;
import org.onenet.credentials.Digest;
import org.onenet.credentials.KeyAccreditation;
import org.onenet.credentials.MerkleTree;
import org.onenet.credentials.RegistrationReceipt;
import org.onenet.credentials.RegistryEntry;
import org.onenet.credentials.RegistryUnreachable;

/** The Java door against a chain: what holds on every Ethereum client. */
abstract class RegistryTests {
  static final String TYPE = "ResidenceCertificate";
  static final String PASSWORD = "secret";
  static final Did POLICE = new Did("did:web:localhost%3A8081:departments:public-security");
  static final Duration TIMEOUT = Duration.ofSeconds(5);

  @TempDir Path folder;
  DeployedRegistry deployed;
  DepartmentAccounts accounts;
  RegistrySender police;
  OnChainRegistry registry;

  /** A fresh chain's address. */
  abstract String start() throws IOException;

  abstract String rpcUrl();

  /** Gives an account what its transactions cost, where that is anything. */
  abstract void fund(String account);

  @BeforeEach
  void open() throws IOException {
    start();
    accounts = DepartmentAccounts.open(folder.resolve("departments"), PASSWORD);
    fund(Deployment.rootAccount(folder.resolve("root"), PASSWORD));
    fund(accounts.account("public-security").address());
    fund(accounts.account("civil-affairs").address());
    deploy();
    police = sender("public-security");
    registry = new OnChainRegistry(rpcUrl(), deployed.contract(), TIMEOUT);
  }

  void deploy() {
    Path root = folder.resolve("root");
    deployed = Deployment.deploy(rpcUrl(), root, PASSWORD);
    String account = accounts.account("public-security").address();
    Deployment.accredit(
        rpcUrl(),
        deployed.contract(),
        root,
        PASSWORD,
        List.of(new DepartmentAccreditation(POLICE, account, List.of(TYPE))));
  }

  RegistrySender sender(String department) {
    return new RegistrySender(rpcUrl(), deployed.contract(), accounts.account(department));
  }

  static Digest digest(int number) {
    return Digest.ofCompact("credential " + number);
  }

  TransactionReceipt mined(RegistrySender sender, SignedTransaction transaction) {
    assertInstanceOf(BroadcastResult.Accepted.class, sender.broadcast(transaction));
    return receipt(sender, transaction);
  }

  static TransactionReceipt receipt(RegistrySender sender, SignedTransaction transaction) {
    Instant end = Instant.now().plusSeconds(20);
    while (Instant.now().isBefore(end)) {
      Optional<TransactionReceipt> receipt = sender.receipt(transaction.hash());
      if (receipt.isPresent()) {
        return receipt.get();
      }
      LockSupport.parkNanos(20_000_000);
    }
    throw new AssertionError("not mined: " + transaction.hash());
  }

  SignedTransaction register(RegistrySender sender, int... numbers) {
    List<Digest> digests = IntStream.of(numbers).mapToObj(n -> digest(n)).toList();
    return sender.register(TYPE, digests, sender.nextNonce(), sender.suggestedFees());
  }

  RegistryEntry.Registered registered(int number) {
    return assertInstanceOf(RegistryEntry.Registered.class, registry.entry(digest(number)));
  }

  private RegistrationReceipt receiptOf(
      MerkleTree tree, int leaf, Digest digest, SignedTransaction sent, TransactionReceipt mined) {
    return new RegistrationReceipt(
        digest,
        leaf,
        tree.path(leaf).stream().map(HexFormat.of()::formatHex).toList(),
        tree.root(),
        tree.leafCount(),
        deployed.chainId(),
        deployed.contract(),
        police.address(),
        sent.hash(),
        mined.block(),
        Instant.EPOCH);
  }

  private RegistryEntry.State state(RegistrationReceipt receipt) {
    return assertInstanceOf(RegistryEntry.Registered.class, registry.entry(receipt)).state();
  }

  @Test
  void a_second_deployment_finds_the_first_and_a_second_accreditation_costs_nothing() {
    DeployedRegistry first = deployed;
    long block = police.nextNonce();
    RegistrySender root =
        new RegistrySender(
            rpcUrl(),
            deployed.contract(),
            new DepartmentAccount(new KeyFiles(folder.resolve("root"), PASSWORD).key("root")));
    long before = root.nextNonce();
    deploy();
    assertEquals(first, deployed);
    assertEquals(before, root.nextNonce());
    assertEquals(0, block);
    var held = registry.accreditation(POLICE, TYPE).orElseThrow();
    assertEquals(police.address(), held.account());
    assertEquals(DepartmentAccreditation.OPENING, held.from());
    assertEquals(Optional.empty(), held.until());
    assertEquals(Optional.empty(), registry.accreditation(POLICE, "SeniorCitizenCard"));
  }

  @Test
  void a_digest_is_registered_once_and_goes_through_its_states() {
    assertInstanceOf(RegistryEntry.Absent.class, registry.entry(digest(1)));
    assertTrue(mined(police, register(police, 1)).succeeded());
    assertTrue(mined(police, register(police, 1, 2)).succeeded());
    assertEquals(RegistryEntry.State.IN_FORCE, registered(1).state());
    assertEquals(registered(1).registeredAt(), registered(1).changedAt());
    Fees fees = police.suggestedFees();
    assertTrue(mined(police, police.suspend(digest(1), 7, 2, fees)).succeeded());
    assertEquals(RegistryEntry.State.SUSPENDED, registered(1).state());
    assertEquals(7, registered(1).reasonCode());
    assertTrue(mined(police, police.reinstate(digest(1), 8, 3, fees)).succeeded());
    assertEquals(RegistryEntry.State.IN_FORCE, registered(1).state());
    assertTrue(mined(police, police.revoke(digest(1), 9, 4, fees)).succeeded());
    assertEquals(RegistryEntry.State.REVOKED, registered(1).state());
    assertFalse(registered(1).changedAt().isBefore(registered(1).registeredAt()));
    assertFalse(mined(police, police.reinstate(digest(1), 8, 5, fees)).succeeded());
    assertFalse(mined(police, police.revoke(digest(1), 9, 6, fees)).succeeded());
    assertEquals(RegistryEntry.State.IN_FORCE, registered(2).state());
  }

  @Test
  void many_digests_are_read_together_in_the_order_asked() {
    assertTrue(mined(police, register(police, 1, 2)).succeeded());
    assertTrue(mined(police, police.revoke(digest(2), 9, 1, police.suggestedFees())).succeeded());
    List<Digest> asked =
        IntStream.range(0, 1_201).map(n -> 1_200 - n).mapToObj(n -> digest(n)).toList();
    List<RegistryEntry> found = registry.entries(asked);
    assertEquals(1_201, found.size());
    assertEquals(registry.entry(digest(1)), found.get(1_199));
    assertEquals(registry.entry(digest(2)), found.get(1_198));
    assertEquals(
        1_199, found.stream().filter(entry -> entry instanceof RegistryEntry.Absent).count());
  }

  @Test
  void a_batch_is_registered_by_its_root_and_each_leaf_goes_through_its_states_alone() {
    List<Digest> digests = IntStream.range(0, 1_000).mapToObj(n -> digest(n)).toList();
    MerkleTree tree = MerkleTree.of(digests);
    Fees fees = police.suggestedFees();
    SignedTransaction sent = police.anchor(TYPE, tree.root(), 1_000, 0, fees);
    assertEquals(Optional.empty(), police.batch(tree.root()));
    TransactionReceipt mined = mined(police, sent);
    assertTrue(mined.succeeded());
    assertTrue(mined.gasUsed() <= 60_000, "gas " + mined.gasUsed());
    AnchoredBatch anchored = police.batch(tree.root()).orElseThrow();
    assertEquals(1_000, anchored.leafCount());
    assertEquals(police.block(mined.block()).orElseThrow().timestamp(), anchored.anchoredAt());
    assertEquals(
        List.of(new SeenBatch(tree.root(), mined.block(), sent.hash())),
        police.batches(0, mined.block()));
    assertEquals(List.of(), police.registrations(0, mined.block()));
    assertEquals(Optional.empty(), sender("civil-affairs").batch(tree.root()), "another's drawer");
    assertEquals(List.of(), sender("civil-affairs").batches(0, mined.block()));
    RegistrationReceipt one = receiptOf(tree, 999, digest(999), sent, mined);
    var entry = assertInstanceOf(RegistryEntry.Registered.class, registry.entry(one));
    assertEquals(police.address(), entry.account());
    assertEquals(RegistryEntry.State.IN_FORCE, entry.state());
    assertTrue(mined(police, police.suspend(one, 7, 1, fees)).succeeded());
    assertEquals(RegistryEntry.State.SUSPENDED, state(one));
    assertTrue(mined(police, police.reinstate(one, 7, 2, fees)).succeeded());
    TransactionReceipt revoked = mined(police, police.revoke(one, 7, 3, fees));
    assertTrue(revoked.succeeded());
    assertEquals(RegistryEntry.State.REVOKED, state(one));
    RegistrationReceipt other = receiptOf(tree, 0, digest(0), sent, mined);
    assertEquals(RegistryEntry.State.IN_FORCE, state(other));
    List<RegistrationReceipt> many =
        new ArrayList<>(
            IntStream.range(0, 250)
                .mapToObj(n -> receiptOf(tree, 999 - n, digest(999 - n), sent, mined))
                .toList());
    many.add(receiptOf(tree, 1, digest(0), sent, mined));
    assertEquals(many.stream().map(registry::entry).toList(), registry.entriesInBatches(many));
    assertEquals(
        RegistryEntry.State.REVOKED,
        ((RegistryEntry.Registered) registry.entriesInBatches(many).getFirst()).state());
    assertInstanceOf(RegistryEntry.Absent.class, registry.entry(digest(0)));
    assertInstanceOf(
        RegistryEntry.Absent.class, registry.entry(receiptOf(tree, 1, digest(0), sent, mined)));
    assertFalse(
        mined(police, police.revoke(receiptOf(tree, 1, digest(0), sent, mined), 1, 4, fees))
            .succeeded());
  }

  @Test
  void a_department_accredits_its_keys_and_a_theft_is_told_by_it_and_by_the_root_authority() {
    String key = "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs"; // RFC 7638 section 3.1
    Fees fees = police.suggestedFees();
    assertEquals(KeyAccreditation.NOTHING_KNOWN, registry.key(POLICE, TYPE, key));
    Instant from = Instant.parse("2026-01-01T00:00:00Z");
    var until = Optional.of(Instant.parse("2027-01-01T00:00:00Z"));
    TransactionReceipt first =
        mined(police, police.accreditKey(TYPE, key, from, Optional.empty(), 0, fees));
    assertTrue(first.succeeded());
    assertTrue(
        mined(police, police.accreditKeyForType(TYPE, key, from, until, 1, fees)).succeeded());
    var windows =
        List.of(
            new KeyAccreditation.Window(from, until),
            new KeyAccreditation.Window(from, Optional.empty()));
    assertEquals(
        new KeyAccreditation(true, windows, Optional.empty()), registry.key(POLICE, TYPE, key));
    var stolen = police.reportKeyStolen(POLICE, TYPE, key, from.plusSeconds(20), 2, fees);
    assertTrue(mined(police, stolen).succeeded());
    Deployment.reportKeyStolen(
        rpcUrl(),
        deployed.contract(),
        folder.resolve("root"),
        PASSWORD,
        POLICE,
        key,
        from.plusSeconds(10));
    assertEquals(Optional.of(from.plusSeconds(10)), registry.key(POLICE, TYPE, key).stolenSince());
    RegistrySender stranger = sender("civil-affairs");
    assertFalse(mined(stranger, stranger.accreditKey(TYPE, key, from, until, 0, fees)).succeeded());
    assertFalse(
        mined(stranger, stranger.reportKeyStolen(POLICE, TYPE, key, from, 1, fees)).succeeded());
  }

  @Test
  void who_is_not_accredited_or_not_the_owner_is_refused() {
    RegistrySender stranger = sender("civil-affairs");
    assertFalse(mined(stranger, register(stranger, 1)).succeeded());
    assertInstanceOf(RegistryEntry.Absent.class, registry.entry(digest(1)));
    assertTrue(mined(police, register(police, 1)).succeeded());
    var revoke = stranger.revoke(digest(1), 1, 1, stranger.suggestedFees());
    assertFalse(mined(stranger, revoke).succeeded());
    assertEquals(RegistryEntry.State.IN_FORCE, registered(1).state());
  }

  @Test
  void no_contract_at_the_address_is_unreachable_and_never_absent() {
    var elsewhere =
        new OnChainRegistry(rpcUrl(), "0x00000000000000000000000000000000000000aa", TIMEOUT);
    assertThrows(RegistryUnreachable.class, () -> elsewhere.entry(digest(1)));
    assertThrows(RegistryUnreachable.class, () -> elsewhere.accreditation(POLICE, TYPE));
  }

  @Test
  void a_full_batch_fits_its_gas_limit_and_the_limit_of_a_transaction() {
    int[] numbers = IntStream.range(0, RegistrySender.MAX_BATCH).toArray();
    SignedTransaction full = register(police, numbers);
    assertTrue(full.gasLimit() < 16_777_216);
    TransactionReceipt receipt = mined(police, full);
    assertTrue(receipt.succeeded());
    assertTrue(receipt.gasUsed() < full.gasLimit());
    assertThrows(
        IllegalArgumentException.class,
        () -> register(police, IntStream.rangeClosed(0, RegistrySender.MAX_BATCH).toArray()));
  }
}
