package org.onenet.services.statistics;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.onenet.services.platform.Text;

/**
 * What is published.
 *
 * @param months {@code 2026-11}, the oldest first, as in every line
 * @param least numbers of people below it are hidden
 * @param notCounted what nothing here tells, in words
 */
public record Statistics(
    Instant madeAt,
    List<String> months,
    int least,
    Targets targets,
    Line city,
    List<Line> services,
    List<Text> notCounted) {

  /** Percent that are aimed at. */
  public record Targets(Target fields, Target materials) {
    static final Targets OURS = new Targets(new Target(30, 60), new Target(40, 70));
  }

  /**
   * @param published by Chinese governments for their own portals
   * @param ours of this city
   */
  public record Target(int published, int ours) {}

  /**
   * A service, or the city.
   *
   * @param service null for the city
   * @param tripsAtMost in person, as the definitions say
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Line(
      String service, Text name, Text authority, int tripsAtMost, Cell total, List<Cell> months) {}

  /**
   * One line in one month or in all; a null is a number that is hidden, or that nothing gives.
   *
   * @param month null for all
   * @param decided granted or refused then, whenever the application came in
   * @param medianHours from the application to the decision, less what it waited for the citizen
   * @param fieldsPercent of what was answered, nobody had to type
   * @param materialsPercent of what must be proven, nobody had to bring; the four ways sum up to it
   *     but for rounding
   * @param noticedPercent of the applications, those where something was missing
   * @param noticedAgain applications where it was said more than once
   * @param visitedPercent of the applications, those that somebody came in person for
   * @param visitedAgain applications that somebody came more than once for
   */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  public record Cell(
      String month,
      Long applications,
      Long decided,
      Integer atOncePercent,
      Double medianHours,
      Double p90Hours,
      Integer fieldsPercent,
      Integer materialsPercent,
      Integer byCertificatePercent,
      Integer byDataPercent,
      Integer byHelpPercent,
      Integer byDeclarationPercent,
      Integer noticedPercent,
      Long noticedAgain,
      Integer visitedPercent,
      Long visitedAgain) {}
}
