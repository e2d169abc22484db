package org.onenet.services.issuance;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
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
   * @param block where an unknown one stands; empty for a lost one
   */
  record Finding(
      Kind kind,
      String department,
      Digest digest,
      Optional<Long> block,
      Optional<String> transaction,
      Instant at) {}

  /** Up to which block a department's registrations were compared, and that block's hash. */
  record Compared(long block, String hash) {}

  Optional<Compared> compared(String department);

  /**
   * Keeps those of the registrations that nobody queued, and how far it was compared, together.
   *
   * @return how many are new findings
   */
  int compare(String department, List<SeenRegistration> seen, Compared upTo, Instant at);

  /** Some of the department's final registrations, each in its turn, round after round. */
  List<Digest> nextFinal(String department, int most);

  /** It is a finding, and is queued again with what was last done to its status. */
  void lost(String department, Digest digest, Instant at);

  /** The newest first. */
  List<Finding> newest(int most);
}
