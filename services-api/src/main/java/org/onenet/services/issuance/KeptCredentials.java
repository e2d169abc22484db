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
   * @param acts what was done to its status, the oldest first
   * @param registration how far its digest is on chain
   * @param revocationAskedAt when its holder asked that it be revoked
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
      Validity validity,
      List<StatusAct> acts,
      Registration registration,
      Optional<Instant> revocationAskedAt) {

    /** Whether nobody can read it here any more. */
    public boolean isErased() {
      return compact.isEmpty();
    }

    /** The act that made it suspended or revoked; empty while it is valid. */
    public Optional<StatusAct> outOfForceBy() {
      return acts.stream()
          .filter(act -> act.state() == StatusAct.State.DONE)
          .filter(act -> validity != Validity.VALID && act.kind().leadsTo() == validity)
          .reduce((older, newer) -> newer);
    }

    /** The revocation that waits for a second person. */
    public Optional<StatusAct> waiting() {
      return acts.stream().filter(act -> act.state() == StatusAct.State.WAITING).findFirst();
    }
  }

  /**
   * {@code state} is queued, sent, confirmed or final, {@code mode} digests or root (in a batch);
   * the rest once it is mined.
   */
  record Registration(String state, String mode, String transaction, Long block, String at) {}

  /** What was erased too, so that a department can still revoke it. */
  Optional<Kept> find(UUID id);

  /** The newest first, without what was erased. */
  List<Kept> ofHolder(String holder);

  /**
   * The department's where the words stand in name, case or type: first those that their holders
   * ask to have revoked, the longest waiting first, then the newest.
   */
  List<Kept> ofDepartment(String department, String words, int most);

  void enableLink(UUID id, boolean enabled);

  /** Keeps when its holder asked that it be revoked. Returns false when they had asked before. */
  boolean askRevocation(UUID id, Instant at);

  /** Deletes what the certificate says; its digest, its dates and its state stay. */
  void clear(UUID id, Instant at);
}
