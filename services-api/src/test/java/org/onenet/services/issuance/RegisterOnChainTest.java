package org.onenet.services.issuance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.onenet.services.issuance.OutboxOnAnvil.A_WHILE;
import static org.onenet.services.issuance.OutboxOnAnvil.LONG;
import static org.onenet.services.issuance.OutboxOnAnvil.TYPE;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onenet.contracts.BroadcastResult;
import org.onenet.contracts.SignedTransaction;
import org.onenet.credentials.Digest;

/** What can befall a transaction between the queue and its block, on a real chain. */
final class RegisterOnChainTest {
  private static final long GWEI = 1_000_000_000;

  private static EmbeddedPostgres postgres;

  @TempDir static Path folder;
  private static OutboxOnAnvil outbox;
  private static Anvil chain;

  @BeforeAll
  static void start() throws IOException {
    postgres = EmbeddedPostgres.start();
    outbox = new OutboxOnAnvil(postgres, folder);
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
  void a_batch_of_queued_digests_goes_in_one_transaction_and_becomes_confirmed_then_final() {
    List<String> digests = outbox.issue(7);
    assertEquals(all(7, "register queued"), outbox.states());
    outbox.goOn();
    assertEquals(all(7, "register sent"), outbox.states());
    outbox.goOn();
    assertEquals(all(7, "register sent"), outbox.states());
    chain.mine(1);
    outbox.goOn();
    assertEquals(all(7, "register confirmed"), outbox.states());
    chain.mine(OutboxOnAnvil.CONFIRMATIONS - 1);
    outbox.goOn();
    assertEquals(all(7, "register confirmed"), outbox.states());
    chain.mine(1);
    outbox.goOn();
    assertEquals(all(7, "register final"), outbox.states());
    assertEquals(List.of("nonce 0 final"), outbox.transactions());
    assertEquals(digests, outbox.registered());
  }

  @Test
  void a_transaction_dropped_from_the_pool_is_sent_again_as_it_was_and_registers_once() {
    List<String> digests = outbox.issue(3);
    outbox.goOn();
    String hash = outbox.underWay().hash();
    assertTrue(chain.inPool(hash));
    chain.drop(hash);
    chain.mine(1);
    assertFalse(chain.inPool(hash));
    outbox.goOn();
    assertFalse(chain.inPool(hash), "sent again before anyone could know it is lost");
    outbox.pass(A_WHILE);
    outbox.goOn();
    assertTrue(chain.inPool(hash));
    outbox.untilFinal();
    assertEquals(all(3, "register final"), outbox.states());
    assertEquals(List.of("nonce 0 final"), outbox.transactions());
    assertEquals(digests, outbox.registered());
  }

  @Test
  void a_stuck_transaction_is_replaced_with_the_same_nonce_and_a_higher_fee() {
    chain.fund(outbox.outside.address());
    List<String> digests = outbox.issue(3);
    outbox.goOn();
    ChainActs.Sent cheap = outbox.underWay();
    chain.baseFee(GWEI);
    chain.mine(1);
    assertEquals(List.of(), outbox.registered());
    outbox.pass(LONG);
    outbox.goOn();
    ChainActs.Sent dearer = outbox.underWay();
    assertNotEquals(cheap.hash(), dearer.hash());
    assertEquals(cheap.nonce(), dearer.nonce());
    assertTrue(chain.fee(dearer.hash()) > GWEI);
    assertEquals(all(3, "register sent"), outbox.states());
    outbox.untilFinal();
    assertEquals(all(3, "register final"), outbox.states());
    assertEquals(List.of("nonce 0 final"), outbox.transactions());
    assertEquals(digests, outbox.registered());
  }

  @Test
  void a_transaction_that_lies_in_the_pool_too_long_makes_room_for_a_dearer_one() {
    chain.fund(outbox.outside.address());
    chain.baseFee(GWEI);
    chain.mine(1);
    List<String> digests = outbox.issue(3);
    outbox.goOn();
    ChainActs.Sent cheap = outbox.underWay();
    long fee = chain.fee(cheap.hash());
    outbox.pass(LONG);
    outbox.goOn();
    ChainActs.Sent dearer = outbox.underWay();
    assertFalse(chain.inPool(cheap.hash()));
    assertTrue(chain.fee(dearer.hash()) > fee);
    outbox.goOn();
    assertEquals(dearer, outbox.underWay());
    chain.mine(1);
    outbox.untilFinal();
    assertEquals(all(3, "register final"), outbox.states());
    assertEquals(List.of("nonce 0 final"), outbox.transactions());
    assertEquals(1, chain.nonce(outbox.outside.address()));
    assertEquals(digests, outbox.registered());
  }

  @Test
  void when_the_replaced_transaction_is_mined_after_all_that_is_the_registration() {
    chain.fund(outbox.outside.address());
    List<String> digests = outbox.issue(3);
    chain.baseFee(GWEI);
    chain.mine(1);
    outbox.goOn();
    ChainActs.Sent first = outbox.underWay();
    chain.baseFee(100 * GWEI);
    chain.mine(1);
    outbox.pass(LONG);
    outbox.goOn();
    ChainActs.Sent second = outbox.underWay();
    assertNotEquals(first.hash(), second.hash());
    chain.drop(second.hash());
    chain.baseFee(0);
    assertAccepted(outbox.outside.broadcast(signed(first)));
    outbox.untilConfirmed();
    assertEquals(all(3, "register confirmed"), outbox.states());
    assertEquals(List.of("nonce 0 mined"), outbox.transactions());
    assertEquals(first.hash(), outbox.text("SELECT hash FROM chain_transaction"));
    assertEquals(digests, outbox.registered());
  }

  @Test
  void a_nonce_used_up_by_somebody_else_neither_blocks_nor_doubles_the_registration() {
    List<String> digests = outbox.issue(3);
    outbox.goOn();
    chain.drop(outbox.underWay().hash());
    Digest other = Digest.ofCompact("sent from elsewhere with the same key");
    assertAccepted(
        outbox.outside.broadcast(
            outbox.outside.register(TYPE, List.of(other), 0, outbox.outside.suggestedFees())));
    outbox.untilFinal();
    assertEquals(all(3, "register final"), outbox.states());
    assertEquals(List.of("nonce 0 lost", "nonce 1 final"), outbox.transactions());
    assertEquals(1, Collections.frequency(outbox.registered(), other.hex()));
    assertEquals(digests, outbox.registered().subList(1, 4));
    assertEquals(4, outbox.registered().size());
  }

  @Test
  void a_nonce_that_jumps_ahead_neither_blocks_nor_doubles_the_registration() {
    List<String> digests = outbox.issue(3);
    outbox.goOn();
    chain.drop(outbox.underWay().hash());
    chain.setNonce(outbox.outside.address(), 9);
    outbox.untilFinal();
    assertEquals(all(3, "register final"), outbox.states());
    assertEquals(List.of("nonce 0 lost", "nonce 9 final"), outbox.transactions());
    assertEquals(digests, outbox.registered());
  }

  @Test
  void a_nonce_ahead_of_the_chains_is_given_up_and_the_gap_heals() {
    chain.setNonce(outbox.outside.address(), 3);
    List<String> digests = outbox.issue(3);
    outbox.goOn();
    assertEquals(3, outbox.underWay().nonce());
    String ahead = outbox.underWay().hash();
    chain.setNonce(outbox.outside.address(), 1);
    outbox.pass(A_WHILE);
    outbox.goOn();
    assertEquals(all(3, "register queued"), outbox.states());
    outbox.untilConfirmed();
    assertEquals(List.of("nonce 3 lost", "nonce 1 mined"), outbox.transactions());
    // The old one may still lie in the pool when its nonce comes: it must do no harm then.
    digests = new java.util.ArrayList<>(digests);
    for (int i = 0; i < 3; i++) {
      digests.addAll(outbox.issue(1));
      outbox.untilConfirmed();
    }
    outbox.untilFinal();
    assertEquals(all(6, "register final"), outbox.states());
    assertFalse(chain.inPool(ahead));
    assertEquals(digests, outbox.registered());
  }

  @Test
  void a_digest_that_is_registered_already_does_not_block_the_rest_of_its_batch() {
    List<String> digests = outbox.issue(4);
    registerOutside(digests.get(1));
    outbox.untilFinal();
    assertEquals(all(4, "register final"), outbox.states());
    assertEquals(
        List.of(digests.get(1), digests.get(0), digests.get(2), digests.get(3)),
        outbox.registered());
  }

  @Test
  void a_digest_that_is_revoked_already_needs_no_transaction_and_blocks_nothing() {
    List<String> digests = outbox.issue(4);
    outbox.untilConfirmed();
    long nonce = outbox.outside.nextNonce();
    assertAccepted(
        outbox.outside.broadcast(
            outbox.outside.revoke(
                new Digest(digests.get(0)), 2, nonce, outbox.outside.suggestedFees())));
    chain.mine(1);
    outbox.revoke(digests.get(0));
    outbox.revoke(digests.get(1));
    digests.addAll(outbox.issue(1));
    outbox.untilFinal();
    assertEquals(7, outbox.count("state = 'final'"), outbox.states().toString());
    assertEquals(digests, outbox.registered());
    assertEquals(digests.subList(0, 2), outbox.revoked());
    assertEquals(List.of("nonce 0 final", "nonce 2 final", "nonce 3 final"), outbox.transactions());
  }

  @Test
  void a_digest_that_a_stranger_registered_is_not_ours_to_revoke_and_blocks_nothing() {
    List<String> digests = outbox.issue(2);
    var stranger = outbox.sender("public-security");
    assertAccepted(
        stranger.broadcast(
            stranger.register(
                "ResidenceCertificate",
                List.of(new Digest(digests.get(0))),
                0,
                stranger.suggestedFees())));
    chain.mine(1);
    outbox.untilConfirmed();
    outbox.revoke(digests.get(0));
    outbox.revoke(digests.get(1));
    for (int i = 0; i < 6; i++) {
      outbox.goOn();
      chain.mine(1);
      outbox.pass(A_WHILE);
    }
    outbox.goOn();
    assertEquals(List.of(digests.get(1)), outbox.revoked());
    assertEquals(
        List.of("nonce 0 final", "nonce 1 final"),
        outbox.transactions(),
        "no transaction may be spent on what the registry will refuse");
    assertEquals(digests, outbox.registered());
  }

  @Test
  void a_revocation_goes_after_its_registration_and_is_not_overtaken_by_younger_digests() {
    List<String> digests = outbox.issue(2);
    outbox.revoke(digests.get(1));
    outbox.goOn();
    assertEquals(List.of("register sent", "register sent", "revoke queued"), outbox.states());
    outbox.issue(2);
    chain.mine(1);
    outbox.goOn();
    outbox.goOn();
    assertEquals(
        List.of(
            "register confirmed",
            "register confirmed",
            "revoke sent",
            "register queued",
            "register queued"),
        outbox.states());
    outbox.untilFinal();
    assertEquals(5, outbox.count("state = 'final'"));
    assertEquals(4, Set.copyOf(outbox.registered()).size());
    assertEquals(4, outbox.registered().size());
    assertEquals(List.of(digests.get(1)), outbox.revoked());
  }

  @Test
  void a_department_that_may_not_register_now_waits_and_spends_no_transaction() {
    List<String> digests = outbox.issue(1);
    outbox.untilConfirmed();
    outbox.accreditFromTomorrow();
    digests.addAll(outbox.issue(2));
    outbox.revoke(digests.get(0));
    for (int i = 0; i < 4; i++) {
      outbox.goOn();
      chain.mine(1);
      outbox.pass(A_WHILE);
    }
    assertEquals(
        List.of("register final", "register queued", "register queued", "revoke confirmed"),
        outbox.states());
    assertEquals(List.of("nonce 0 final", "nonce 1 mined"), outbox.transactions());
    outbox.deploy();
    outbox.untilFinal();
    assertEquals(4, outbox.count("state = 'final'"));
    assertEquals(digests, outbox.registered());
  }

  private void registerOutside(String digest) {
    assertAccepted(
        outbox.outside.broadcast(
            outbox.outside.register(
                TYPE,
                List.of(new Digest(digest)),
                outbox.outside.nextNonce(),
                outbox.outside.suggestedFees())));
    chain.mine(1);
  }

  private static SignedTransaction signed(ChainActs.Sent sent) {
    return new SignedTransaction(sent.hash(), sent.raw(), sent.nonce(), 0);
  }

  private static void assertAccepted(BroadcastResult result) {
    assertTrue(result instanceof BroadcastResult.Accepted, String.valueOf(result));
  }

  private static List<String> all(int number, String state) {
    return Collections.nCopies(number, state);
  }
}
