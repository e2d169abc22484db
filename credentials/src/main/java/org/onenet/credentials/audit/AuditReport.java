package org.onenet.credentials.audit;

import java.util.List;

/**
 * What a check of the whole log found.
 *
 * @param findings what is wrong: of each stream the first row alone
 * @param open what could not be checked
 * @param notes what a reader should know
 */
public record AuditReport(
    long entries,
    int streams,
    int seals,
    long sealed,
    int onChain,
    List<AuditFinding> findings,
    List<String> open,
    List<String> notes) {
  public AuditReport {
    findings = List.copyOf(findings);
    open = List.copyOf(open);
    notes = List.copyOf(notes);
  }

  /** Everything was checked and everything holds. */
  public boolean holds() {
    return findings.isEmpty() && open.isEmpty();
  }
}
