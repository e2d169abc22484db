package org.onenet.services.statistics;

import java.time.YearMonth;
import java.util.Optional;

/**
 * Sums over the cases of a service in a month.
 *
 * @param service empty for the city
 * @param month empty for all of them
 * @param applications that came in then
 * @param noticed in how many something was missing, {@code noticedAgain} more than once
 * @param visited in how many the applicant came in person, {@code visitedAgain} more than once
 * @param fields answered in them, of which {@code known} were not typed
 * @param decided then, whenever they came in, of which {@code atOnce} with nobody in between
 * @param medianSeconds from the application to the decision, less what it waited for the citizen; 0
 *     where nothing was decided
 * @param p90Seconds nine of ten were decided within
 */
public record Figures(
    Optional<String> service,
    Optional<YearMonth> month,
    long applications,
    long noticed,
    long noticedAgain,
    long visited,
    long visitedAgain,
    long fields,
    long known,
    long materials,
    long byCertificate,
    long byData,
    long byHelp,
    long byDeclaration,
    long decided,
    long atOnce,
    double medianSeconds,
    double p90Seconds) {

  static Figures none(Optional<String> service, Optional<YearMonth> month) {
    return new Figures(service, month, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
  }
}
