package org.onenet.credentials.audit;

/**
 * What is wrong, and at which row or seal first.
 *
 * @param stream of the row; empty for a seal
 * @param number of the row or of the seal
 */
public record AuditFinding(Kind kind, String stream, long number, String sentence) {
  /** Of a row: what was done to it. Of a seal: what does not agree. */
  public enum Kind {
    ROW_CHANGED,
    ROW_REMOVED,
    ROW_ADDED,
    ROW_REORDERED,
    HEAD_CHANGED,
    SEAL_BROKEN,
    SEAL_NOT_ON_CHAIN,
    TIME_STAMP_BROKEN
  }
}
