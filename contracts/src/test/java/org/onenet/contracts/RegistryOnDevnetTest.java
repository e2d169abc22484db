package org.onenet.contracts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
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

/** The Java door against a real anvil. */
class RegistryOnDevnetTest {
  private static final String TYPE = "ResidenceCertificate";
  private static final String PASSWORD = "secret";
  private static final Did POLICE = new Did("did:web:localhost%3A8081:departments:public-security");
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  @TempDir Path folder;
  private Devnet devnet;
  private int port;
  private DeployedRegistry deployed;
  private DepartmentAccounts accounts;
  private RegistrySender police;
  private OnChainRegistry registry;

  @BeforeEach
  void start() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    devnet = startDevnet();
    accounts = DepartmentAccounts.open(folder.resolve("departments"), PASSWORD);
    deploy();
    police = sender("public-security");
    registry = new OnChainRegistry(devnet.rpcUrl(), deployed.contract(), TIMEOUT);
  }

  @AfterEach
  void stop() {
    devnet.close();
  }

  private Devnet startDevnet() {
    return Devnet.start(
        new DevnetOptions(Devnet.binary(Path.of("")), folder.resolve("chain"), port));
  }

  private void deploy() {
    Path root = folder.resolve("root");
    deployed = Deployment.deploy(devnet.rpcUrl(), root, PASSWORD);
    String account = accounts.account("public-security").address();
    Deployment.accredit(
        devnet.rpcUrl(),
        deployed.contract(),
        root,
        PASSWORD,
        List.of(new DepartmentAccreditation(POLICE, account, List.of(TYPE))));
  }

  private RegistrySender sender(String department) {
    return new RegistrySender(devnet.rpcUrl(), deployed.contract(), accounts.account(department));
  }

  private static Digest digest(int number) {
    return Digest.ofCompact("credential " + number);
  }

  private TransactionReceipt mined(RegistrySender sender, SignedTransaction transaction) {
    assertInstanceOf(BroadcastResult.Accepted.class, sender.broadcast(transaction));
    return receipt(sender, transaction);
  }

  private static TransactionReceipt receipt(RegistrySender sender, SignedTransaction transaction) {
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

  private SignedTransaction register(RegistrySender sender, int... numbers) {
    List<Digest> digests = IntStream.of(numbers).mapToObj(n -> digest(n)).toList();
    return sender.register(TYPE, digests, sender.nextNonce(), sender.suggestedFees());
  }

  private RegistryEntry.Registered registered(int number) {
    return assertInstanceOf(RegistryEntry.Registered.class, registry.entry(digest(number)));
  }

  @Test
  void a_second_deployment_finds_the_first_and_a_second_accreditation_costs_nothing() {
    DeployedRegistry first = deployed;
    long block = police.nextNonce();
    RegistrySender root =
        new RegistrySender(
            devnet.rpcUrl(),
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
  void a_chain_that_lost_its_state_gets_the_registry_back_at_the_same_address() {
    assertTrue(mined(police, register(police, 1)).succeeded());
    DeployedRegistry first = deployed;
    devnet.kill();
    Devnet.forget(folder.resolve("chain"));
    devnet = startDevnet();
    assertThrows(RegistryUnreachable.class, () -> registry.entry(digest(1)));
    deploy();
    assertEquals(first, deployed);
    assertInstanceOf(RegistryEntry.Absent.class, registry.entry(digest(1)));
    assertTrue(mined(police, register(police, 1)).succeeded());
    registered(1);
  }

  @Test
  void a_clean_restart_keeps_the_registry_and_its_receipts() {
    SignedTransaction sent = register(police, 1, 2);
    assertTrue(mined(police, sent).succeeded());
    devnet.close();
    assertThrows(RegistryUnreachable.class, () -> registry.entry(digest(1)));
    assertThrows(ChainUnreachable.class, police::head);
    assertInstanceOf(BroadcastResult.Unreachable.class, police.broadcast(sent));
    devnet = startDevnet();
    assertEquals(police.address(), registered(2).account());
    assertEquals(1, police.nextNonce());
    assertInstanceOf(BroadcastResult.NonceTooLow.class, police.broadcast(sent));
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

  @Test
  void a_batch_is_registered_by_its_root_and_each_leaf_goes_through_its_states_alone() {
    List<Digest> digests = IntStream.range(0, 1_000).mapToObj(n -> digest(n)).toList();
    MerkleTree tree = MerkleTree.of(digests);
    Fees fees = police.suggestedFees();
    SignedTransaction sent = police.anchor(TYPE, tree.root(), 1_000, 0, fees);
    TransactionReceipt mined = mined(police, sent);
    assertTrue(mined.succeeded());
    assertTrue(mined.gasUsed() <= 60_000, "gas " + mined.gasUsed());
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
    assertInstanceOf(RegistryEntry.Absent.class, registry.entry(digest(0)));
    assertInstanceOf(
        RegistryEntry.Absent.class, registry.entry(receiptOf(tree, 1, digest(0), sent, mined)));
    assertFalse(
        mined(police, police.revoke(receiptOf(tree, 1, digest(0), sent, mined), 1, 4, fees))
            .succeeded());
  }

  private RegistryEntry.State state(RegistrationReceipt receipt) {
    return assertInstanceOf(RegistryEntry.Registered.class, registry.entry(receipt)).state();
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
        devnet.rpcUrl(),
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
        new OnChainRegistry(devnet.rpcUrl(), "0x00000000000000000000000000000000000000aa", TIMEOUT);
    assertThrows(RegistryUnreachable.class, () -> elsewhere.entry(digest(1)));
    assertThrows(RegistryUnreachable.class, () -> elsewhere.accreditation(POLICE, TYPE));
  }

  @Test
  void
      the_same_again_is_known_another_of_its_nonce_must_pay_more_and_a_dropped_one_is_sent_again() {
    devnet.blockEvery(0);
    SignedTransaction first = register(police, 1);
    assertInstanceOf(BroadcastResult.Accepted.class, police.broadcast(first));
    assertInstanceOf(BroadcastResult.AlreadyKnown.class, police.broadcast(first));
    SignedTransaction other = register(police, 2);
    assertInstanceOf(BroadcastResult.Underpriced.class, police.broadcast(other));
    devnet.dropTransaction(first.hash());
    assertEquals(Optional.empty(), police.receipt(first.hash()));
    assertInstanceOf(BroadcastResult.Accepted.class, police.broadcast(first));
    devnet.fund(police.address());
    SignedTransaction raised =
        police.register(TYPE, List.of(digest(3)), first.nonce(), police.suggestedFees().raised());
    assertInstanceOf(BroadcastResult.Accepted.class, police.broadcast(raised));
    devnet.blockEvery(1);
    TransactionReceipt receipt = receipt(police, raised);
    assertTrue(receipt.succeeded());
    assertEquals(Optional.of(receipt.blockHash()), police.blockHash(receipt.block()));
    assertTrue(police.head().number() >= receipt.block());
    assertInstanceOf(RegistryEntry.Absent.class, registry.entry(digest(1)));
    registered(3);
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

  @Test
  void key_files_are_their_owners_alone_and_open_with_their_password_only() throws IOException {
    Path file = folder.resolve("departments/public-security.json");
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    var wrong = DepartmentAccounts.open(folder.resolve("departments"), "wrong");
    assertThrows(KeyFileUnusable.class, () -> wrong.account("public-security"));
    assertThrows(IllegalArgumentException.class, () -> accounts.account("../root"));
    assertEquals(police.address(), accounts.account("public-security").address());
  }
}
