package org.onenet.services.audit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.onenet.credentials.audit.AuditEntry;
import org.onenet.credentials.audit.AuditSeal;
import org.onenet.credentials.audit.ExportLine;

/** The log as it is kept. */
public interface AuditLog {
  /** What an auditor looks for; what is null counts for all. */
  record Filter(
      String stream,
      String subject,
      String account,
      Instant from,
      Instant until,
      int page,
      int size) {}

  /** The newest first. */
  List<AuditEntry> entries(Filter filter);

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
