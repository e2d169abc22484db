package org.onenet.services.issuance;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.onenet.credentials.Digest;

/** The outbox to the chain, and the transactions that empty it. */
public interface ChainActs {
  /**
   * Something to be written on chain.
   *
   * @param byRoot whether its digest is registered in a batch by a Merkle root, not by itself
   * @param batch in which a registration by root stands, once it was gathered
   */
  record Act(
      long id,
      String digest,
      String kind,
      String credentialType,
      int reasonCode,
      boolean byRoot,
      Optional<Long> batch) {}

  /**
   * A transaction as it was signed last. Times in UTC; block and hash once it is mined.
   *
   * @param earlier the hashes under which it was signed before, with lower fees: the chain may have
   *     any of them
   */
  record Sent(
      long id,
      String department,
      long nonce,
      String hash,
      List<String> earlier,
      String raw,
      int raised,
      Optional<Long> block,
      Optional<String> blockHash,
      Instant signedAt) {}

  /**
   * Queues a change of status for every digest that was registered for the credential, behind what
   * is queued for it; in the caller's transaction.
   */
  void queue(UUID credential, ActKind kind, ReasonCode reason);

  /** A registered digest is revoked on chain, in the caller's transaction. */
  void queueRevocation(Digest digest, ReasonCode reason);

  /**
   * Queued acts, the oldest first; so many at most of one kind, mode and credential type, and none
   * before every older act on its digest is mined.
   */
  List<Act> queued(String department, int mostOfAType);

  /** Registrations by root that stand in no batch yet, the oldest first. */
  List<Act> ungathered(String department, String credentialType, int most);

  /**
   * Makes one batch of them, in this order and for good: whatever becomes of its transactions, it
   * is this batch that is sent again. Returns false when another node has gathered one of them.
   */
  boolean gather(
      String department, String credentialType, List<Act> leaves, String root, Instant at);

  /** A batch's registrations, in the order of its leaves. */
  List<Act> leaves(long batch);

  /** The acts that a transaction carries; a batch's in the order of its leaves. */
  List<Act> carriedBy(long transaction);

  Optional<Sent> underWay(String department);

  /**
   * Keeps a signed transaction and marks its acts sent. Returns false when another node has one
   * under way for this account, or has done one of the acts meanwhile.
   */
  boolean keepSigned(
      String department, List<Act> acts, long nonce, String hash, String raw, Instant at);

  /** The same transaction with a higher fee; false when it is no longer as it was read. */
  boolean replace(Sent read, String hash, String raw, Instant at);

  /** It is in a block, under this one of its hashes: its acts are confirmed. */
  void mined(
      long transaction, String hash, long block, String blockHash, Instant blockTime, Instant at);

  /** Enough blocks lie above it: its acts are final. */
  void makeFinal(String department, long newestFinalBlock);

  /** It will never be mined, or no longer is: its acts are queued again. */
  void backToQueue(long transaction, String why);

  /**
   * The chain no longer has any of the department's transactions: registrations are queued again,
   * and of each digest the latest change of status, which makes those before it needless.
   */
  void everythingBackToQueue(String department);

  /** Done without a transaction: the chain is already so. */
  void alreadySo(long act);

  /** Mined transactions, the oldest or the newest first. */
  List<Sent> mined(String department, boolean newestFirst, int most);
}
