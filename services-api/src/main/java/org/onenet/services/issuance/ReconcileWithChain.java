package org.onenet.services.issuance;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.logging.Logger;
import org.onenet.contracts.RegistrySender;
import org.onenet.contracts.SeenBatch;
import org.onenet.contracts.SeenRegistration;
import org.onenet.credentials.Digest;
import org.onenet.credentials.Registry;
import org.onenet.credentials.RegistryEntry;
import org.onenet.services.issuance.ChainFindings.Compared;
import org.onenet.services.platform.Settings;

/**
 * Compares what the database believes with what the chain says, in both directions: a registration
 * under a department's account that nobody here queued (a stolen account, another installation),
 * and a digest or a batch's root that was final and is gone. Either is told; what is gone is
 * registered again.
 *
 * <p>Only final blocks are compared, so a reorganisation is {@link RegisterOnChain}'s to mend.
 */
@Singleton
public class ReconcileWithChain {
  private static final Logger LOG = Logger.getLogger(ReconcileWithChain.class.getName());

  /** Nodes answer about so many blocks at once. */
  private static final long BLOCKS = 2_000;

  private static final int DIGESTS = 500;

  /** Each is a question of its own. */
  private static final int BATCHES = 50;

  private final ChainFindings findings;
  private final ChainDesk desk;
  private final Registry registry;
  private final Clock clock;
  private final int confirmations;

  @Inject
  public ReconcileWithChain(
      ChainFindings findings, ChainDesk desk, Registry registry, Clock clock, Settings settings) {
    this(findings, desk, registry, clock, settings.number("onenet.chain.confirmations", 5));
  }

  public ReconcileWithChain(
      ChainFindings findings, ChainDesk desk, Registry registry, Clock clock, int confirmations) {
    this.findings = findings;
    this.desk = desk;
    this.registry = registry;
    this.clock = clock;
    this.confirmations = confirmations;
  }

  /** Compares the next piece. Throws when the chain is away: it goes on from there. */
  public void goOn(String department) {
    RegistrySender sender = desk.sender(department);
    long newestFinal = sender.head().finalBlock(confirmations);
    if (newestFinal >= 0) compareBlocks(department, sender, newestFinal);
    mustBeThere(department, findings.nextFinal(department, DIGESTS));
    for (ChainFindings.Batch batch : findings.nextFinalBatches(department, BATCHES)) {
      if (sender.batch(batch.root()).isPresent()) continue;
      LOG.warning(() -> "the chain has lost the batch " + batch.root() + " of " + department);
      findings.lost(department, batch, clock.instant());
    }
  }

  private void compareBlocks(String department, RegistrySender sender, long newestFinal) {
    Optional<Compared> before =
        findings
            .compared(department)
            .filter(one -> sender.blockHash(one.block()).filter(one.hash()::equals).isPresent());
    long from = before.map(one -> one.block() + 1).orElse(0L);
    long to = Math.min(newestFinal, from + BLOCKS - 1);
    if (to < from) return;
    Optional<String> hash = sender.blockHash(to);
    if (hash.isEmpty()) return;
    List<SeenRegistration> seen = sender.registrations(from, to);
    List<SeenBatch> batches = sender.batches(from, to);
    int unknown =
        findings.compare(department, seen, batches, new Compared(to, hash.get()), clock.instant());
    if (unknown > 0) {
      LOG.warning(
          () ->
              unknown
                  + " registrations under the account of "
                  + department
                  + " were queued by nobody here: see /registry/findings");
    }
  }

  private void mustBeThere(String department, List<Digest> digests) {
    List<RegistryEntry> entries = registry.entries(digests);
    for (int i = 0; i < digests.size(); i++) {
      if (!(entries.get(i) instanceof RegistryEntry.Absent)) continue;
      Digest digest = digests.get(i);
      LOG.warning(() -> "the chain has lost " + digest.hex() + " of " + department);
      findings.lost(department, digest, clock.instant());
    }
  }
}
