package org.onenet.services.issuance;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.onenet.credentials.Digest;
import org.onenet.credentials.SignedCredential;
import org.onenet.services.platform.Text;

/** The credentials that were issued, and the claims by which each is issued once. */
public interface Credentials {
  /**
   * Takes the case's one issuance. Waits for another transaction that is about to take it.
   *
   * @return the given id, or that of the credential the case has already
   */
  UUID claim(String caseReference, UUID id);

  /**
   * An unused place in one of the department's status lists, chosen at random, now taken. A
   * credential may have several; whoever would change its status waits for this transaction.
   *
   * @throws IllegalStateException when the credential is issued and not in force
   */
  Place takePlace(String department, UUID credential);

  /** A number never given before, for organisation codes. */
  long nextOrganisationNumber();

  /**
   * Queues a copy's digest for the registry, in the mode of the credential's own; what is done to
   * the credential is done to it too.
   */
  void queueCopy(KeptCredentials.Kept of, Digest digest);

  /** Stores the credential and queues its digest for the registry. */
  void store(Issued issued);

  record Place(int number, int index) {}

  /** {@code validUntil} is null when it has no end. */
  record Issued(
      UUID id,
      Grant grant,
      Text name,
      List<PreviewCredential.Fact> facts,
      SignedCredential signed,
      Instant validFrom,
      Instant validUntil,
      String linkToken) {}
}
