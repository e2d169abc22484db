package org.onenet.services.issuance;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.onenet.services.platform.Text;

/** The issued certificates as their holders and their departments see them. */
public interface KeptCredentials {
  /**
   * One certificate.
   *
   * @param registration how far its digest is on chain
   */
  record Kept(
      UUID id,
      String caseReference,
      String department,
      String type,
      Text name,
      String holder,
      String holderName,
      String compact,
      String digest,
      List<PreviewCredential.Fact> facts,
      Instant validFrom,
      Optional<Instant> validUntil,
      String linkToken,
      boolean linkEnabled,
      Optional<Revocation> revocation,
      Registration registration) {}

  record Revocation(ReasonCode code, String reason, Instant at, String byName) {}

  /** {@code state} is queued, sent, confirmed or final; the rest once it is mined. */
  record Registration(String state, String transaction, Long block, String at) {}

  Optional<Kept> find(UUID id);

  List<Kept> ofHolder(String holder);

  /** The department's, the newest first, where the words stand in name, case or type. */
  List<Kept> ofDepartment(String department, String words, int most);

  /**
   * Keeps a revocation, sets the status bit and queues it for the chain. Returns false when it was
   * revoked before.
   */
  boolean revoke(UUID id, Revocation revocation);

  void enableLink(UUID id, boolean enabled);
}
