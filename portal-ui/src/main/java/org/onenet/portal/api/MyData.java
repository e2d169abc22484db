package org.onenet.portal.api;

import java.util.List;

/**
 * What is kept of the person who is signed in.
 *
 * @param obstacles those that stand against erasing them
 */
public record MyData(List<Kept> kept, List<Kept> obstacles) {
  /**
   * @param kind draft, case, certificate or report
   * @param until null while nobody can know
   * @param goesAt when it is deleted, once announced; {@code goneAt} when it was
   * @param dueOn the last day for the answer to a report
   * @param revocationAskedAt when the person asked that the certificate be revoked
   */
  public record Kept(
      String kind,
      String id,
      Text name,
      Text authority,
      String since,
      String until,
      int months,
      Text ground,
      String goesAt,
      String goneAt,
      String dueOn,
      String revocationAskedAt) {
    /** Whether its time can only begin once it is revoked. */
    public boolean isWithoutEnd() {
      return "certificate".equals(kind) && until == null && goneAt == null;
    }
  }

  /** What an erasure did. */
  public record Erased(String at, List<String> references, int drafts) {}
}
