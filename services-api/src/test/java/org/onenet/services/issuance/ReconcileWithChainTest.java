package org.onenet.services.issuance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.onenet.services.issuance.OutboxOnAnvil.CONFIRMATIONS;
import static org.onenet.services.issuance.OutboxOnAnvil.DEPARTMENT;
import static org.onenet.services.issuance.OutboxOnAnvil.TYPE;

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
import org.onenet.services.issuance.ChainFindings.Finding;
import org.onenet.services.issuance.ChainFindings.Kind;
import org.onenet.services.issuance.store.PostgresChainFindings;

/** What is found when the database and the chain do not agree, on a real chain and PostgreSQL. */
final class ReconcileWithChainTest {
  @TempDir static Path folder;

  private static EmbeddedPostgres postgres;
  private static OutboxOnAnvil outbox;

  private ChainFindings findings;
  private ReconcileWithChain reconcile;

  @BeforeAll
  static void start() throws IOException {
    postgres = EmbeddedPostgres.start();
    outbox = new OutboxOnAnvil(postgres, folder);
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
  void what_was_queued_here_and_is_on_chain_is_no_finding() {
    outbox.issue(3);
    outbox.untilFinal();
    compare();
    compare();
    assertEquals(List.of(), findings.newest(10));
  }

  @Test
  void a_registration_that_nobody_here_queued_is_found_once_it_is_final() {
    outbox.issue(1);
    outbox.untilFinal();
    Digest foreign = Digest.ofCompact("signed by a thief of the account");
    outbox.outside.broadcast(
        outbox.outside.register(
            TYPE, List.of(foreign), outbox.outside.nextNonce(), outbox.outside.suggestedFees()));
    outbox.chain.mine(1);
    long block = outbox.chain.block();
    compare();
    assertEquals(List.of(), findings.newest(10), "not final yet");
    outbox.chain.mine(CONFIRMATIONS);
    compare();
    compare();
    Finding found = only(findings.newest(10));
    assertEquals(Kind.UNKNOWN, found.kind());
    assertEquals(foreign.hex(), found.hash());
    assertFalse(found.byRoot());
    assertEquals(DEPARTMENT, found.department());
    assertEquals(block, found.block().orElseThrow());
    assertTrue(found.transaction().orElseThrow().startsWith("0x"));
  }

  @Test
  void a_digest_that_the_chain_has_lost_is_told_and_registered_again() {
    outbox.issue(2);
    outbox.untilFinal();
    // A chain that never had it: the node answers for another history under the same blocks.
    String lost = outbox.text("SELECT digest FROM chain_act ORDER BY id LIMIT 1");
    String never = Digest.ofCompact("never registered").hex();
    outbox.database.sql().execute("UPDATE chain_act SET digest = ? WHERE digest = ?", never, lost);
    compare();
    assertEquals(
        List.of(Kind.LOST, Kind.UNKNOWN),
        findings.newest(10).stream().map(Finding::kind).sorted((a, b) -> b.compareTo(a)).toList());
    assertEquals(List.of("register queued", "register final"), outbox.states());
    outbox.untilFinal();
    assertEquals(List.of("register final", "register final"), outbox.states());
    assertTrue(outbox.registered().contains(never));
    compare();
    assertEquals(2, findings.newest(10).size(), "told once");
  }

  @Test
  void a_chain_that_began_anew_is_compared_from_its_beginning() {
    outbox.issue(1);
    outbox.untilFinal();
    compare();
    long before = findings.compared(DEPARTMENT).orElseThrow().block();
    outbox.chain.stop();
    outbox.chain.forget();
    outbox.chain.start();
    outbox.deploy();
    outbox.chain.mine(CONFIRMATIONS);
    compare();
    assertTrue(findings.compared(DEPARTMENT).orElseThrow().block() < before + CONFIRMATIONS);
  }

  @Test
  void while_the_chain_is_away_nothing_is_found_and_it_goes_on_afterwards() {
    outbox.issue(1);
    outbox.untilFinal();
    outbox.chain.stop();
    assertThrows(RuntimeException.class, this::compare);
    assertEquals(List.of(), findings.newest(10));
    outbox.chain.start();
    compare();
    assertEquals(List.of(), findings.newest(10));
  }

  private void compare() {
    reconcile.goOn(DEPARTMENT);
  }

  private static Finding only(List<Finding> all) {
    assertEquals(1, all.size(), all.toString());
    return all.getFirst();
  }
}
