package org.onenet.services.issuance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.onenet.services.issuance.OutboxOnAnvil.BY_ROOT;
import static org.onenet.services.issuance.OutboxOnAnvil.CONFIRMATIONS;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onenet.credentials.Digest;
import org.onenet.credentials.MerkleTree;
import org.onenet.services.issuance.ChainFindings.Finding;
import org.onenet.services.issuance.ChainFindings.Kind;
import org.onenet.services.issuance.store.PostgresChainFindings;

/** What is found of batches when database and chain do not agree, on a real chain. */
final class ReconcileBatchesTest {
  @TempDir static Path folder;

  private static EmbeddedPostgres postgres;
  private static OutboxOnAnvil outbox;

  private ChainFindings findings;
  private ReconcileWithChain reconcile;

  @BeforeAll
  static void start() throws IOException {
    postgres = EmbeddedPostgres.start();
    outbox = new OutboxOnAnvil(postgres, folder, BY_ROOT);
  }

  @AfterAll
  static void stop() throws IOException {
    outbox.close();
    postgres.close();
  }

  @BeforeEach
  void begin() {
    outbox.begin();
    findings = new PostgresChainFindings(outbox.database);
    reconcile = outbox.reconciliation(findings);
  }

  @Test
  void batches_that_are_on_chain_as_they_were_formed_are_no_finding() {
    outbox.issue(3);
    outbox.untilFinal();
    outbox.issue(2);
    outbox.untilFinal();
    assertEquals(2, outbox.roots().size());
    compare();
    compare();
    assertEquals(List.of(), findings.newest(10));
  }

  @Test
  void a_root_that_nobody_here_formed_is_found_once_it_is_final() {
    outbox.issue(1);
    outbox.untilFinal();
    String foreign = MerkleTree.of(List.of(Digest.ofCompact("signed by a thief"))).root();
    outbox.outside.broadcast(
        outbox.outside.anchor(
            "ResidenceCertificate",
            foreign,
            1,
            outbox.outside.nextNonce(),
            outbox.outside.suggestedFees()));
    outbox.chain.mine(1);
    long block = outbox.chain.block();
    compare();
    assertEquals(List.of(), findings.newest(10), "not final yet");
    outbox.chain.mine(CONFIRMATIONS);
    compare();
    compare();
    Finding found = only(findings.newest(10));
    assertEquals(Kind.UNKNOWN, found.kind());
    assertEquals(foreign, found.hash());
    assertTrue(found.byRoot());
    assertEquals(BY_ROOT, found.department());
    assertEquals(block, found.block().orElseThrow());
  }

  @Test
  void a_root_that_the_chain_has_lost_is_told_and_goes_out_again_with_its_leaves_latest_status() {
    List<String> digests = outbox.issue(3);
    outbox.untilConfirmed();
    outbox.revoke(digests.get(1));
    outbox.untilFinal();
    List<String> roots = outbox.roots();
    compare();
    // Deeper than what counts as final, and before the worker looks.
    long since = outbox.receipts.find(new Digest(digests.get(0))).orElseThrow().blockNumber();
    outbox.chain.reorganise((int) (outbox.chain.block() - since) + 1);
    assertEquals(List.of(), outbox.roots());
    compare();
    Finding lost = only(findings.newest(10));
    assertEquals(Kind.LOST, lost.kind());
    assertEquals(roots.getFirst(), lost.hash());
    assertTrue(lost.byRoot());
    assertEquals(
        List.of("register queued", "register queued", "register queued", "revoke queued"),
        outbox.states());
    outbox.untilFinal();
    assertEquals(4, outbox.count("state = 'final'"), outbox.states().toString());
    assertEquals(roots, outbox.roots());
    assertEquals(List.of(digests.get(1)), outbox.revoked());
    compare();
    assertEquals(1, findings.newest(10).size(), "told once");
  }

  private void compare() {
    reconcile.goOn(BY_ROOT);
  }

  private static Finding only(List<Finding> all) {
    assertEquals(1, all.size(), all.toString());
    return all.getFirst();
  }
}
