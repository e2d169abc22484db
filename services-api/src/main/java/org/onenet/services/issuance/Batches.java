package org.onenet.services.issuance;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.onenet.credentials.Digest;

/** The batches that were registered by their Merkle roots, and what stands in them where. */
public interface Batches {
  /**
   * A digest's place, and the block that has its batch.
   *
   * @param transaction its hash with 0x
   */
  record Place(
      Digest digest,
      String department,
      long batch,
      int leaf,
      String root,
      int leafCount,
      String transaction,
      long block,
      Instant blockTime) {}

  /** Of those that stand in a batch which is in a block. */
  List<Place> places(Collection<Digest> digests);

  /** All digests of a batch, in the order of its leaves. */
  List<Digest> leaves(long batch);
}
