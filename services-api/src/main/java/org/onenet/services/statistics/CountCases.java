package org.onenet.services.statistics;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import org.onenet.services.cases.Case;
import org.onenet.services.cases.Cases;
import org.onenet.services.cases.Notices;
import org.onenet.services.catalogue.Catalogue;
import org.onenet.services.corrections.Corrections;
import org.onenet.services.platform.Transactions;

/**
 * Counts cases that are new or have changed. Counting again gives the same row, so nodes may count
 * at the same time and a killed one loses nothing.
 */
@Singleton
public class CountCases {
  private static final int AT_ONCE = 200;

  private final CaseCounts counts;
  private final Cases cases;
  private final Notices notices;
  private final Corrections corrections;
  private final Catalogue catalogue;
  private final Transactions transactions;

  @Inject
  public CountCases(
      CaseCounts counts,
      Cases cases,
      Notices notices,
      Corrections corrections,
      Catalogue catalogue,
      Transactions transactions) {
    this.counts = counts;
    this.cases = cases;
    this.notices = notices;
    this.corrections = corrections;
    this.catalogue = catalogue;
    this.transactions = transactions;
  }

  /** Counts what is due now; returns how many cases that were. */
  public int countDue() {
    int counted = 0;
    for (; ; ) {
      List<String> due = counts.due(AT_ONCE);
      transactions.inTransaction(() -> due.forEach(this::count));
      counted += due.size();
      if (due.size() < AT_ONCE) return counted;
    }
  }

  private void count(String reference) {
    cases
        .find(reference)
        .ifPresent(
            file -> {
              Case.Facts facts = file.facts();
              counts.keep(
                  CountCase.of(
                      catalogue.version(facts.service(), facts.serviceVersion()).orElseThrow(),
                      file,
                      cases.submission(reference),
                      cases.checks(reference),
                      corrections.inCase(reference),
                      notices.of(reference)));
            });
  }
}
