package org.onenet.services.statistics;

import java.time.Duration;
import java.time.YearMonth;
import java.util.Optional;

/**
 * One case as statistics count it, with nothing of the person.
 *
 * @param version of the case that was counted
 * @param decision empty while nobody decided, and when the citizen withdrew
 * @param notices how many one-time notices were sent
 * @param waited while it was the citizen's turn, as far as that has ended
 * @param fields how many were answered; documents and what was left empty do not count
 * @param known how many of them nobody had to type
 */
public record CaseCount(
    String reference,
    long version,
    String service,
    YearMonth appliedIn,
    Optional<Decided> decision,
    int notices,
    Duration waited,
    int fields,
    int known,
    Materials materials) {

  /**
   * A decision of the authority's.
   *
   * @param atOnce by the rules of the service, with nobody in between
   * @param after since the application came in, less what the case waited for the citizen
   */
  public record Decided(YearMonth in, boolean atOnce, Duration after) {}

  /**
   * What the service requires to be proven, and how many of it nobody had to bring.
   *
   * @param byCertificate shown from a wallet
   * @param byData told by a register
   * @param byHelp vouched for by the holder of a register, who corrected it for the case
   * @param byDeclaration accepted on the applicant's word
   */
  public record Materials(
      int needed, int byCertificate, int byData, int byHelp, int byDeclaration) {}
}
