package org.onenet.services.issuance;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.onenet.contracts.SeenBatch;
import org.onenet.contracts.SeenRegistration;
import org.onenet.credentials.Digest;

/** Where the database and the chain do not agree, and how far they were compared. */
public interface ChainFindings {
  /** What was found. */
  enum Kind {
    /** The chain has it under a department's account, and nobody here queued it. */
    UNKNOWN,
    /** It was final, and the chain no longer has it. */
    LOST
  }

  /**
   * One of them.
   *
   * @param hash the digest, or the root of the batch, 64 hexadecimal digits
   * @param byRoot whether it is a batch's root
   * @param block where an unknown one stands; empty for a lost one
   */
  record Finding(
      Kind kind,
      String department,
      String hash,
      boolean byRoot,
      Optional<Long> block,
      Optional<String> transaction,
      Instant at) {}

  /** A batch that was registered by its root. */
  record Batch(long id, String root) {}

  /** Up to which block a department's registrations were compared, and that block's hash. */
  record Compared(long block, String hash) {}

  Optional<Compared> compared(String department);

  /**
   * Keeps those of the registrations and batches that nobody queued, and how far it was compared,
   * together.
   *
   * @return how many are new findings
   */
  int compare(
      String department,
      List<SeenRegistration> seen,
      List<SeenBatch> batches,
      Compared upTo,
      Instant at);

  /**
   * Some of the department's final registrations of single digests, each in its turn, round after
   * round.
   */
  List<Digest> nextFinal(String department, int most);

  /** The same of its final batches. */
  List<Batch> nextFinalBatches(String department, int most);

  /** It is a finding, and is queued again with what was last done to its status. */
  void lost(String department, Digest digest, Instant at);

  /** The same of a batch: it is queued again as it was, with the latest status of each leaf. */
  void lost(String department, Batch batch, Instant at);

  /** The newest first. */
  List<Finding> newest(int most);
}
