package org.onenet.services.issuance;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import org.onenet.contracts.RegistrySender;
import org.onenet.credentials.Digest;
import org.onenet.credentials.MerkleTree;
import org.onenet.credentials.RegistrationReceipt;
import org.onenet.credentials.TimedCache;

/** Writes receipts from the batches' kept leaves; a batch never changes, so its tree is kept. */
@Singleton
public class ReceiptDesk implements FindReceipts {
  /** At most 6.4 MB each. */
  private static final int TREES = 8;

  private static final Duration KEEP = Duration.ofMinutes(10);

  private final Batches batches;
  private final ChainDesk desk;
  private final TimedCache<Long, MerkleTree> trees;

  @Inject
  public ReceiptDesk(Batches batches, ChainDesk desk, Clock clock) {
    this.batches = batches;
    this.desk = desk;
    this.trees = new TimedCache<>(TREES, KEEP, clock);
  }

  @Override
  public Map<Digest, RegistrationReceipt> find(Collection<Digest> digests) {
    Map<Digest, RegistrationReceipt> found = new HashMap<>();
    for (Batches.Place place : batches.places(digests)) {
      found.put(place.digest(), receipt(place));
    }
    return found;
  }

  private RegistrationReceipt receipt(Batches.Place place) {
    MerkleTree tree = trees.get(place.batch(), batch -> MerkleTree.of(batches.leaves(batch)));
    RegistrySender sender = desk.sender(place.department());
    return new RegistrationReceipt(
        place.digest(),
        place.leaf(),
        tree.path(place.leaf()).stream().map(HexFormat.of()::formatHex).toList(),
        place.root(),
        place.leafCount(),
        sender.chainId(),
        desk.contract().toLowerCase(Locale.ROOT),
        sender.address(),
        place.transaction(),
        place.block(),
        place.blockTime());
  }
}
