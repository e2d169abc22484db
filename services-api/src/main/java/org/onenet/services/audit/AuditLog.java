package org.onenet.services.audit;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.onenet.credentials.audit.AuditEntry;
import org.onenet.credentials.audit.AuditSeal;
import org.onenet.credentials.audit.ExportLine;

/** The log as it is kept. */
public interface AuditLog {
  /**
   * What an auditor looks for; what is null counts for all.
   *
   * @param account the account's id, or a part of its name
   * @param caseReference entries about this case, and lists that it stood in
   * @param behind where the page before ended
   */
  record Filter(
      String stream,
      String subject,
      String account,
      String act,
      String caseReference,
      Instant from,
      Instant until,
      Place behind,
      int size) {}

  /** Why, in the words of who did it: in an entry about a person they are sealed. */
  Optional<String> reason(AuditEntry entry);

  /** The newest first. */
  List<AuditEntry> entries(Filter filter);

  /**
   * Entries about a person that others made: by the person, by their cases where no person is
   * named, and lists that their cases stood in. The newest first.
   *
   * @param cases the references of the person's cases
   * @param from null for all; so {@code until} and {@code behind}
   */
  List<AuditEntry> about(
      String person, List<String> cases, Instant from, Instant until, Place behind, int most);

  /** An entry in its chain: between the hash before and its own. */
  record Chained(AuditEntry entry, byte[] previous, byte[] hash) {}

  Optional<Chained> entry(String stream, long number);

  /**
   * A seal whole.
   *
   * @param leaves the hashes under it, one after the other
   */
  record KeptSeal(AuditSeal seal, String digest, byte[] leaves, Optional<byte[]> timeStamp) {}

  /** The seal that the entry is under. */
  Optional<KeptSeal> sealOver(String stream, long number);

  /** The number of each stream's last sealed entry. */
  Map<String, Long> sealedUpTo();

  /** The whole log as it is at one moment, line by line as {@link ExportLine} says. */
  void export(Consumer<ExportLine> lines);

  /**
   * What was appended since the last seal, stream by stream in the order of their names.
   *
   * @param hashes in the order of the entries, the first of which has the number {@code first}
   */
  record Unsealed(String stream, long first, Instant oldest, List<byte[]> hashes) {}

  /** So many entries at most; in the caller's transaction no other seal is made meanwhile. */
  List<Unsealed> unsealed(int most);

  Optional<AuditSeal> lastSeal();

  /** The seals, the newest first. */
  List<AuditSeal> seals(int most);

  void keep(AuditSeal seal, List<Unsealed> sealed);

  /** Those without a time stamp, the oldest first. */
  List<AuditSeal> unstamped(int most);

  /** The first token of a seal stays. */
  void stamped(AuditSeal seal, byte[] token);
}
