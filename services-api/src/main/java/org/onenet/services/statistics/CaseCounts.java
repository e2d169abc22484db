package org.onenet.services.statistics;

import java.time.YearMonth;
import java.util.List;

/**
 * What is counted of all cases; made again from them, but for those of which retention has deleted
 * what was counted.
 */
public interface CaseCounts {
  /**
   * References of cases that are not counted as they are now, the oldest first; no cleared ones.
   */
  List<String> due(int most);

  /** Keeps a count, unless a later version of the case was counted already. */
  void keep(CaseCount count);

  /** Since that month: for each service and month, and the sums of both. */
  List<Figures> figures(YearMonth from);
}
