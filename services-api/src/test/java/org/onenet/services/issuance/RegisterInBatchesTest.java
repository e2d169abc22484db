package org.onenet.services.issuance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.onenet.services.issuance.ActKind.REINSTATE;
import static org.onenet.services.issuance.ActKind.SUSPEND;
import static org.onenet.services.issuance.OutboxOnAnvil.A_WHILE;
import static org.onenet.services.issuance.OutboxOnAnvil.BY_ROOT;
import static org.onenet.services.issuance.OutboxOnAnvil.LONG;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onenet.credentials.CredentialVerifier;
import org.onenet.credentials.Digest;
import org.onenet.credentials.MerkleTree;
import org.onenet.credentials.RegistrationReceipt;
import org.onenet.credentials.RegistryEntry;
import org.onenet.credentials.Verdict;
import org.onenet.credentials.Verdict.Outcome;
import org.onenet.services.issuance.rest.RegistrationsResource;
import org.onenet.services.issuance.store.PostgresRegistrations;
import org.onenet.services.platform.web.Json;
import org.onenet.services.platform.web.Refusal;

/** Registration by one root a batch, and what can befall it, on a real chain and PostgreSQL. */
final class RegisterInBatchesTest {
  private static final long GWEI = 1_000_000_000;
  private static final String TYPE = "ResidenceCertificate";

  private static EmbeddedPostgres postgres;

  @TempDir static Path folder;
  private static OutboxOnAnvil outbox;
  private static Anvil chain;

  @BeforeAll
  static void start() throws IOException {
    postgres = EmbeddedPostgres.start();
    outbox = new OutboxOnAnvil(postgres, folder, BY_ROOT);
    chain = outbox.chain;
  }

  @AfterAll
  static void stop() throws IOException {
    outbox.close();
    postgres.close();
  }

  @BeforeEach
  void begin() {
    outbox.begin();
  }

  @Test
  void all_that_is_queued_goes_by_one_root_and_each_digest_gets_a_receipt_that_leads_there() {
    List<String> digests = outbox.issue(7);
    assertEquals(all(7, "register queued"), outbox.states());
    outbox.goOn();
    assertEquals(all(7, "register sent"), outbox.states());
    assertEquals(List.of(), receipts(digests), "not yet");
    chain.mine(1);
    outbox.goOn();
    assertEquals(all(7, "register confirmed"), outbox.states());
    assertEquals(List.of(rootOf(digests)), outbox.roots());
    assertEquals(List.of(), outbox.registered(), "none by itself");
    chain.mine(OutboxOnAnvil.CONFIRMATIONS);
    outbox.goOn();
    assertEquals(all(7, "register final"), outbox.states());
    assertEquals(List.of("nonce 0 final"), outbox.transactions());
    for (int leaf = 0; leaf < 7; leaf++) {
      RegistrationReceipt receipt = receipt(digests.get(leaf));
      assertEquals(leaf, receipt.leafIndex());
      assertEquals(
          receipt, RegistrationReceipt.parse(Json.MAPPER.writeValueAsString(receipt.toJson())));
      RegistryEntry.Registered entry = registered(receipt);
      assertEquals(RegistryEntry.State.IN_FORCE, entry.state());
      assertEquals(receipt.blockTime(), entry.registeredAt());
      assertEquals(outbox.text("SELECT hash FROM chain_transaction"), receipt.transaction());
    }
  }

  @Test
  void a_worker_that_dies_after_forming_a_batch_sends_that_one_and_nothing_younger_joins_it() {
    List<String> first = outbox.issue(3);
    RegisterOnChain dying = outbox.worker(DyingActs.after(outbox.acts, "gather"));
    assertThrows(DyingActs.Died.class, () -> dying.goOn(BY_ROOT));
    assertEquals(all(3, "register queued"), outbox.states());
    List<String> second = outbox.issue(2);
    outbox.restartWorker();
    outbox.untilFinal();
    assertEquals(List.of(rootOf(first), rootOf(second)), outbox.roots());
    assertEquals(List.of("nonce 0 final", "nonce 1 final"), outbox.transactions());
    assertEquals(all(5, "register final"), outbox.states());
    inForce(first);
    inForce(second);
  }

  @Test
  void a_worker_that_dies_between_keeping_and_sending_sends_the_same_bytes_when_it_is_back() {
    List<String> digests = outbox.issue(3);
    RegisterOnChain dying = outbox.worker(DyingActs.after(outbox.acts, "keepSigned"));
    assertThrows(DyingActs.Died.class, () -> dying.goOn(BY_ROOT));
    ChainActs.Sent kept = outbox.underWay();
    assertFalse(chain.inPool(kept.hash()), "it died too late");
    outbox.restartWorker();
    outbox.pass(A_WHILE);
    outbox.untilFinal();
    assertEquals(kept.hash(), receipt(digests.getFirst()).transaction());
    assertEquals(List.of("nonce 0 final"), outbox.transactions());
    assertEquals(List.of(rootOf(digests)), outbox.roots());
  }

  @Test
  void a_worker_that_dies_before_it_notes_a_batch_finds_it_and_sends_no_other() {
    List<String> digests = outbox.issue(3);
    outbox.goOn();
    chain.mine(1);
    RegisterOnChain dying = outbox.worker(DyingActs.beforeNoting(outbox.acts));
    assertThrows(DyingActs.Died.class, () -> dying.goOn(BY_ROOT));
    outbox.restartWorker();
    outbox.pass(LONG);
    outbox.untilFinal();
    assertEquals(1, chain.nonce(outbox.outside.address()));
    assertEquals(List.of(rootOf(digests)), outbox.roots());
    inForce(digests);
  }

  @Test
  void a_stuck_batch_is_replaced_with_the_same_nonce_and_the_same_root() {
    chain.fund(outbox.outside.address());
    List<String> digests = outbox.issue(3);
    outbox.goOn();
    ChainActs.Sent cheap = outbox.underWay();
    chain.baseFee(GWEI);
    chain.mine(1);
    outbox.issue(2);
    outbox.pass(LONG);
    outbox.goOn();
    ChainActs.Sent dearer = outbox.underWay();
    assertNotEquals(cheap.hash(), dearer.hash());
    assertEquals(cheap.nonce(), dearer.nonce());
    outbox.untilConfirmed();
    assertEquals(rootOf(digests), outbox.roots().getFirst());
    assertEquals(dearer.hash(), receipt(digests.getFirst()).transaction());
    assertEquals(2, outbox.roots().size());
  }

  @Test
  void
      a_batch_in_a_reorganised_block_goes_out_again_as_it_was_and_receipts_lead_to_the_new_block() {
    List<String> digests = outbox.issue(4);
    outbox.untilConfirmed();
    RegistrationReceipt before = receipt(digests.get(2));
    chain.reorganise((int) (chain.block() - before.blockNumber()) + 1);
    chain.mine(3);
    assertEquals(List.of(), outbox.roots());
    digests.addAll(outbox.issue(1));
    outbox.goOn();
    assertEquals(
        List.of("nonce 0 lost", "nonce 0 signed"), outbox.transactions(), "and is queued behind");
    assertEquals(List.of(), receipts(digests), "in no block: registered not yet");
    outbox.untilFinal();
    assertEquals(
        List.of(rootOf(digests.subList(0, 4)), rootOf(digests.subList(4, 5))), outbox.roots());
    RegistrationReceipt after = receipt(digests.get(2));
    assertEquals(before.root(), after.root());
    assertEquals(before.path(), after.path());
    assertEquals(RegistryEntry.State.IN_FORCE, registered(before).state(), "it stays true");
    assertNotEquals(before.blockNumber(), after.blockNumber());
    assertEquals(registered(after).registeredAt(), after.blockTime());
  }

  @Test
  void a_chain_that_lost_its_state_gets_each_batch_and_the_latest_status_of_each_leaf_again() {
    List<String> first = outbox.issue(3);
    outbox.untilConfirmed();
    List<String> second = outbox.issue(2);
    done(first.get(0), SUSPEND);
    done(first.get(0), REINSTATE);
    done(first.get(0), SUSPEND);
    outbox.revoke(second.get(1));
    outbox.untilFinal();
    chain.stop();
    chain.forget();
    chain.start();
    chain.stopMining();
    assertEquals(outbox.contract, outbox.deploy());
    outbox.pass(LONG);
    outbox.untilFinal();
    assertEquals(List.of(rootOf(first), rootOf(second)), outbox.roots());
    assertEquals(List.of(first.get(0)), outbox.happened("Suspended"));
    assertEquals(List.of(), outbox.happened("Reinstated"));
    assertEquals(List.of(second.get(1)), outbox.revoked());
    assertEquals(9, outbox.count("state = 'final'"), outbox.states().toString());
  }

  @Test
  void single_leaves_are_suspended_reinstated_and_revoked_in_their_order_and_others_stay() {
    List<String> digests = outbox.issue(5);
    String one = digests.get(3);
    done(one, SUSPEND);
    done(one, REINSTATE);
    outbox.revoke(one);
    outbox.goOn();
    assertEquals(
        List.of("suspend queued", "reinstate queued", "revoke queued"),
        outbox.states().subList(5, 8),
        "not before its batch is in a block");
    outbox.untilFinal();
    assertEquals(List.of(one), outbox.happened("Suspended"));
    assertEquals(List.of(one), outbox.happened("Reinstated"));
    assertEquals(List.of(one), outbox.revoked());
    assertEquals(RegistryEntry.State.REVOKED, registered(receipt(one)).state());
    assertEquals(ReasonCode.HOLDER_REQUEST.number(), registered(receipt(one)).reasonCode());
    inForce(digests.subList(0, 3));
    inForce(digests.subList(4, 5));
    assertEquals(8, outbox.count("state = 'final'"), outbox.states().toString());
  }

  @Test
  void two_workers_at_once_put_each_digest_into_one_batch() {
    List<String> digests = outbox.issue(3);
    List<ChainActs.Act> seenBefore = outbox.acts.ungathered(BY_ROOT, TYPE, 100);
    RegisterOnChain other = outbox.worker(outbox.acts);
    other.goOn(BY_ROOT);
    assertFalse(
        outbox.acts.gather(BY_ROOT, TYPE, seenBefore, "0".repeat(64), Instant.now()),
        "a slow worker must not take what another has gathered");
    outbox.untilFinal();
    assertEquals(List.of(rootOf(digests)), outbox.roots());
    assertEquals(1, outbox.database.sql().fetch("SELECT 1 FROM chain_batch").size());
  }

  @Test
  void a_copy_is_registered_in_a_batch_as_its_certificate_is_and_can_be_ended_alone() {
    String certificate = outbox.issue(1).getFirst();
    outbox.untilConfirmed();
    Digest copy = Digest.ofCompact("a wallet's copy");
    outbox.credentials.queueCopy(outbox.kept(certificate), copy);
    outbox.untilConfirmed();
    assertEquals(
        List.of(rootOf(List.of(certificate)), rootOf(List.of(copy.hex()))), outbox.roots());
    outbox.acts.queueRevocation(copy, ReasonCode.HOLDER_REQUEST);
    outbox.untilFinal();
    assertEquals(RegistryEntry.State.REVOKED, registered(receipt(copy.hex())).state());
    inForce(List.of(certificate));
    outbox.acts.queue(outbox.kept(certificate).id(), SUSPEND, ReasonCode.UNDER_REVIEW);
    outbox.untilFinal();
    assertEquals(List.of(certificate), outbox.happened("Suspended"));
    assertEquals(5, outbox.count("state = 'final'"), outbox.states().toString());
  }

  @Test
  void a_hundred_thousand_go_by_one_root_and_one_more_waits_for_the_next() {
    String certificate = outbox.issue(1).getFirst();
    outbox.untilConfirmed();
    outbox
        .database
        .sql()
        .execute(
            "INSERT INTO chain_act (digest, credential, kind, department, credential_type, mode)"
                + " SELECT encode(sha256(convert_to('copy ' || n, 'UTF8')), 'hex'), a.credential,"
                + " a.kind, a.department, a.credential_type, a.mode"
                + " FROM generate_series(1, ?) AS n, chain_act a WHERE a.digest = ? ORDER BY n",
            RegisterOnChain.MOST_LEAVES + 1,
            certificate);
    long began = System.nanoTime();
    outbox.goOn();
    long sent = System.nanoTime();
    chain.mine(1);
    outbox.goOn();
    long confirmed = System.nanoTime();
    assertEquals(2, outbox.roots().size());
    assertEquals(1, outbox.count("state = 'queued'"));
    Digest last = Digest.ofCompact("copy " + RegisterOnChain.MOST_LEAVES);
    RegistrationReceipt receipt = receipt(last.hex());
    long found = System.nanoTime();
    assertEquals(RegisterOnChain.MOST_LEAVES - 1, receipt.leafIndex());
    assertEquals(RegistryEntry.State.IN_FORCE, registered(receipt).state());
    List<Digest> thousand =
        IntStream.rangeClosed(1, 1_000).mapToObj(n -> Digest.ofCompact("copy " + n)).toList();
    long asking = System.nanoTime();
    List<RegistrationReceipt> receipts = receipts(thousand.stream().map(Digest::hex).toList());
    long asked = System.nanoTime();
    assertTrue(
        outbox.desk.registry().entriesInBatches(receipts).stream()
            .allMatch(entry -> entry instanceof RegistryEntry.Registered));
    assertEquals(1_000, receipts.size());
    System.out.printf(
        "a batch of 100,000: formed and sent in %d ms, noted in %d ms, its first receipt in %d ms,"
            + " a thousand more in %d ms, asked about in %d ms%n",
        (sent - began) / 1_000_000,
        (confirmed - sent) / 1_000_000,
        (found - confirmed) / 1_000_000,
        (asked - asking) / 1_000_000,
        (System.nanoTime() - asked) / 1_000_000);
    outbox.untilFinal();
    assertEquals(3, outbox.roots().size());
    assertEquals(RegisterOnChain.MOST_LEAVES + 2, outbox.count("state = 'final'"));
  }

  @Test
  void a_registration_that_is_not_yet_on_chain_is_told_as_such_and_then_with_its_receipt() {
    RegistrationsResource door =
        new RegistrationsResource(new PostgresRegistrations(outbox.database), outbox.receipts);
    String digest = outbox.issue(2).getFirst();
    RegistrationsResource.RegistrationView before = door.one(digest);
    assertEquals("not-yet", before.registered());
    assertEquals("queued", before.state());
    outbox.goOn();
    assertEquals("not-yet", door.one(digest).registered());
    assertEquals("sent", door.one(digest).state());
    assertNull(door.one(digest).transaction(), "it may be another in the end");
    outbox.untilConfirmed();
    RegistrationsResource.RegistrationView after = door.one(digest);
    assertEquals("yes", after.registered());
    assertEquals("root", after.mode());
    assertEquals(
        receipt(digest),
        RegistrationReceipt.parse(Json.MAPPER.writeValueAsString(after.receipt())));
    assertThrows(Refusal.class, () -> door.one("0".repeat(64)), "unknown");
    assertThrows(Refusal.class, () -> door.one("no digest"), "malformed");
  }

  @Test
  void days_later_the_city_and_the_bundle_with_a_receipt_reach_one_verdict() {
    List<String> digests = outbox.issue(2);
    outbox.untilConfirmed();
    outbox.revoke(digests.get(1));
    outbox.untilConfirmed();
    outbox.pass(Duration.ofDays(2));
    CredentialVerifier offline = outbox.trustBundle().verifier();
    for (String digest : digests) {
      Verdict online = outbox.verifyCredential().verify(outbox.compact(digest));
      Verdict shown =
          offline.verify(outbox.compact(digest), outbox.receipts.find(new Digest(digest)));
      assertEquals(codes(online), codes(shown));
    }
    assertEquals(
        Outcome.VALID, outbox.verifyCredential().verify(outbox.compact(digests.get(0))).overall());
    assertEquals(
        List.of("RECEIPT_NEEDED", "REVOKED_ON_CHAIN"),
        digests.stream()
            .map(digest -> codes(offline.verify(outbox.compact(digest))))
            .map(codes -> codes.get(3))
            .toList());
  }

  private static List<String> codes(Verdict verdict) {
    return verdict.checks().stream().map(check -> check.code().name()).toList();
  }

  private static void inForce(List<String> digests) {
    for (String digest : digests) {
      assertEquals(RegistryEntry.State.IN_FORCE, registered(receipt(digest)).state());
    }
  }

  private static RegistryEntry.Registered registered(RegistrationReceipt receipt) {
    return assertInstanceOf(RegistryEntry.Registered.class, outbox.desk.registry().entry(receipt));
  }

  private static RegistrationReceipt receipt(String digest) {
    return outbox.receipts.find(new Digest(digest)).orElseThrow();
  }

  private static List<RegistrationReceipt> receipts(List<String> digests) {
    return List.copyOf(outbox.receipts.find(digests.stream().map(Digest::new).toList()).values());
  }

  private static String rootOf(List<String> digests) {
    return MerkleTree.of(digests.stream().map(Digest::new).toList()).root();
  }

  private static void done(String digest, ActKind kind) {
    assertEquals(new ChangeStatus.Result.Done(), outbox.act(digest, kind));
  }

  private static List<String> all(int number, String state) {
    return Collections.nCopies(number, state);
  }
}
