package org.onenet.services.issuance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.onenet.services.issuance.ActKind.REINSTATE;
import static org.onenet.services.issuance.ActKind.SUSPEND;
import static org.onenet.services.issuance.OutboxOnAnvil.A_WHILE;
import static org.onenet.services.issuance.OutboxOnAnvil.DEPARTMENT;
import static org.onenet.services.issuance.OutboxOnAnvil.LONG;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A digest's changes of status reach the chain in their order, each of them once. */
final class StatusOnChainTest {
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
  void suspended_reinstated_and_suspended_again_is_told_in_this_order() {
    List<String> digests = outbox.issue(2);
    String one = digests.get(0);
    done(one, SUSPEND);
    done(one, REINSTATE);
    done(one, SUSPEND);
    outbox.untilFinal();
    assertEquals(5, outbox.count("state = 'final'"), outbox.states().toString());
    assertEquals(List.of(one, one), outbox.happened("Suspended"));
    assertEquals(List.of(one), outbox.happened("Reinstated"));
    assertEquals(4, outbox.transactions().size(), "a registration and three changes");
    assertEquals(digests, outbox.registered());
  }

  @Test
  void a_change_waits_until_the_one_before_it_is_mined() {
    String one = outbox.issue(1).getFirst();
    outbox.untilConfirmed();
    done(one, SUSPEND);
    done(one, REINSTATE);
    outbox.goOn();
    outbox.goOn();
    assertEquals(
        List.of("register confirmed", "suspend sent", "reinstate queued"), outbox.states());
    assertEquals(
        List.of(), outbox.acts.queued(DEPARTMENT, 500), "nothing that another worker could take");
    chain.mine(1);
    outbox.goOn();
    outbox.goOn();
    assertEquals(
        List.of("register confirmed", "suspend confirmed", "reinstate sent"), outbox.states());
  }

  @Test
  void a_suspended_licence_can_be_revoked_and_that_is_the_end() {
    String one = outbox.issue(1).getFirst();
    done(one, SUSPEND);
    outbox.revoke(one);
    assertInstanceOf(ChangeStatus.Result.NotPossible.class, outbox.act(one, REINSTATE));
    assertInstanceOf(ChangeStatus.Result.NotPossible.class, outbox.act(one, SUSPEND));
    outbox.untilFinal();
    assertEquals(List.of(one), outbox.happened("Suspended"));
    assertEquals(List.of(one), outbox.revoked());
    assertEquals(List.of("register final", "suspend final", "revoke final"), outbox.states());
  }

  @Test
  void a_worker_that_dies_between_keeping_and_sending_a_suspension_sends_the_same_bytes() {
    String one = outbox.issue(1).getFirst();
    outbox.untilConfirmed();
    done(one, SUSPEND);
    RegisterOnChain dying = outbox.worker(DyingActs.after(outbox.acts, "keepSigned"));
    assertThrows(DyingActs.Died.class, () -> dying.goOn(DEPARTMENT));
    ChainActs.Sent kept = outbox.underWay();
    assertFalse(chain.inPool(kept.hash()), "it died too late");
    done(one, REINSTATE);
    outbox.restartWorker();
    outbox.pass(A_WHILE);
    outbox.untilFinal();
    assertEquals(List.of(one), outbox.happened("Suspended"));
    assertEquals(List.of(one), outbox.happened("Reinstated"));
    assertEquals(List.of("nonce 0 final", "nonce 1 final", "nonce 2 final"), outbox.transactions());
  }

  @Test
  void a_worker_that_dies_before_it_notes_a_suspension_finds_it_and_sends_no_other() {
    String one = outbox.issue(1).getFirst();
    outbox.untilConfirmed();
    done(one, SUSPEND);
    outbox.goOn();
    chain.mine(1);
    RegisterOnChain dying = outbox.worker(DyingActs.beforeNoting(outbox.acts));
    assertThrows(DyingActs.Died.class, () -> dying.goOn(DEPARTMENT));
    done(one, REINSTATE);
    done(one, SUSPEND);
    outbox.restartWorker();
    outbox.pass(LONG);
    outbox.untilFinal();
    assertEquals(List.of(one, one), outbox.happened("Suspended"));
    assertEquals(List.of(one), outbox.happened("Reinstated"));
    assertEquals(4, outbox.transactions().size());
  }

  @Test
  void changes_that_stood_in_a_reorganised_block_are_made_again_in_their_order() {
    String one = outbox.issue(1).getFirst();
    outbox.untilFinal();
    done(one, SUSPEND);
    done(one, REINSTATE);
    done(one, SUSPEND);
    outbox.untilConfirmed();
    long first =
        outbox
            .database
            .sql()
            .fetchOne("SELECT block FROM chain_transaction ORDER BY id OFFSET 1 LIMIT 1")
            .get(0, Long.class);
    chain.reorganise((int) (chain.block() - first) + 1);
    assertEquals(List.of(), outbox.happened("Suspended"));
    outbox.pass(A_WHILE);
    outbox.untilFinal();
    assertEquals(List.of(one, one), outbox.happened("Suspended"));
    assertEquals(List.of(one), outbox.happened("Reinstated"));
    assertEquals(4, outbox.count("state = 'final'"), outbox.states().toString());
  }

  @Test
  void a_chain_that_lost_its_state_gets_the_latest_status_of_each_digest_again() {
    List<String> digests = outbox.issue(3);
    done(digests.get(0), SUSPEND);
    done(digests.get(0), REINSTATE);
    done(digests.get(1), SUSPEND);
    done(digests.get(1), REINSTATE);
    done(digests.get(1), SUSPEND);
    done(digests.get(2), SUSPEND);
    outbox.revoke(digests.get(2));
    outbox.untilFinal();
    chain.stop();
    chain.forget();
    chain.start();
    chain.stopMining();
    assertEquals(outbox.contract, outbox.deploy());
    outbox.pass(LONG);
    outbox.untilFinal();
    assertEquals(digests, outbox.registered());
    assertEquals(List.of(digests.get(1)), outbox.happened("Suspended"));
    assertEquals(List.of(), outbox.happened("Reinstated"));
    assertEquals(List.of(digests.get(2)), outbox.revoked());
    assertEquals(10, outbox.count("state = 'final'"), outbox.states().toString());
  }

  private static void done(String digest, ActKind kind) {
    assertEquals(new ChangeStatus.Result.Done(), outbox.act(digest, kind));
  }
}
