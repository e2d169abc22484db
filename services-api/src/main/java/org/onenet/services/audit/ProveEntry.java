package org.onenet.services.audit;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.onenet.credentials.audit.AuditEntry;
import org.onenet.credentials.audit.EntryProof;

/** Proves single entries, with what whoever has the proof can check without us. */
@Singleton
public class ProveEntry {
  private final AuditLog log;

  @Inject
  public ProveEntry(AuditLog log) {
    this.log = log;
  }

  /** Empty when there is no such entry. */
  public Optional<EntryProof> prove(String stream, long number) {
    return log.entry(stream, number)
        .map(
            chained ->
                new EntryProof(
                    chained.entry(),
                    chained.previous(),
                    chained.hash(),
                    log.sealOver(stream, number).map(seal -> sealed(chained.entry(), seal))));
  }

  private static EntryProof.Sealed sealed(AuditEntry entry, AuditLog.KeptSeal kept) {
    return EntryProof.Sealed.of(entry, kept.seal(), kept.digest(), kept.leaves(), kept.timeStamp());
  }
}
