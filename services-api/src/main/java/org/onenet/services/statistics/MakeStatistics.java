package org.onenet.services.statistics;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.onenet.services.catalogue.Catalogue;
import org.onenet.services.catalogue.Department;
import org.onenet.services.catalogue.ServiceDefinition;
import org.onenet.services.platform.Clocks;
import org.onenet.services.platform.Text;

/** The statistics of the last twelve months; made again when they are a few seconds old. */
@Singleton
public class MakeStatistics {
  private static final int MONTHS = 12;
  private static final Duration KEPT = Duration.ofSeconds(15);
  private static final double HOUR = 3_600;

  private static final List<Text> NOT_COUNTED =
      List.of(
          new Text(
              "Not counted: visits that the counter which was visited did not write down.",
              "未统计：窗口未登记的到访。"));

  private final CaseCounts counts;
  private final Catalogue catalogue;
  private final Clock clock;
  private volatile Statistics last;

  @Inject
  public MakeStatistics(CaseCounts counts, Catalogue catalogue, Clock clock) {
    this.counts = counts;
    this.catalogue = catalogue;
    this.clock = clock;
  }

  /** At most fifteen seconds old. */
  public Statistics current() {
    Statistics known = last;
    Instant now = clock.instant();
    if (known != null && now.isBefore(known.madeAt().plus(KEPT))) return known;
    Statistics made = make(now);
    last = made;
    return made;
  }

  private Statistics make(Instant now) {
    YearMonth newest = YearMonth.from(now.atZone(Clocks.CITY));
    List<Optional<YearMonth>> months = new ArrayList<>();
    for (int ago = MONTHS - 1; ago >= 0; ago--) months.add(Optional.of(newest.minusMonths(ago)));
    months.add(Optional.empty());
    List<ServiceDefinition> services = catalogue.all();
    List<Optional<String>> lines = new ArrayList<>();
    services.forEach(service -> lines.add(Optional.of(service.identifier())));
    lines.add(Optional.empty());
    Table table = new Table(lines, months, counts.figures(months.getFirst().orElseThrow()));
    List<Statistics.Line> published =
        IntStream.range(0, services.size())
            .mapToObj(row -> line(services.get(row), table.cells(row)))
            .toList();
    List<Statistics.Cell> city = table.cells(services.size());
    return new Statistics(
        now,
        months.stream().flatMap(Optional::stream).map(YearMonth::toString).toList(),
        Suppression.LEAST,
        Statistics.Targets.OURS,
        new Statistics.Line(
            null,
            new Text("The whole city", "全市"),
            null,
            services.stream().mapToInt(ServiceDefinition::trips).max().orElse(0),
            city.getLast(),
            city.subList(0, MONTHS)),
        published,
        NOT_COUNTED);
  }

  private static Statistics.Line line(ServiceDefinition service, List<Statistics.Cell> cells) {
    return new Statistics.Line(
        service.identifier(),
        service.name(),
        Department.answering(service).name(),
        service.trips(),
        cells.getLast(),
        cells.subList(0, MONTHS));
  }

  /** Figures with their sums, and what of them is hidden. */
  private static final class Table {
    private final Figures[][] figures;
    private final boolean[][] noApplications;
    private final boolean[][] noDecisions;
    private final boolean[][] noAtOnce;
    private final boolean[][] noNoticed;
    private final boolean[][] noNoticedAgain;
    private final boolean[][] noVisited;
    private final boolean[][] noVisitedAgain;

    Table(List<Optional<String>> lines, List<Optional<YearMonth>> months, List<Figures> all) {
      Map<List<Object>, Figures> found = new HashMap<>();
      all.forEach(one -> found.put(List.of(one.service(), one.month()), one));
      this.figures = new Figures[lines.size()][months.size()];
      for (int row = 0; row < lines.size(); row++) {
        for (int column = 0; column < months.size(); column++) {
          Optional<String> line = lines.get(row);
          Optional<YearMonth> month = months.get(column);
          figures[row][column] =
              found.getOrDefault(List.of(line, month), Figures.none(line, month));
        }
      }
      this.noApplications = Suppression.of(numbers(Figures::applications));
      this.noDecisions = Suppression.of(numbers(Figures::decided));
      this.noAtOnce =
          Suppression.of(
              numbers(Figures::atOnce),
              fewOnEitherSide(noDecisions, Figures::decided, Figures::atOnce));
      this.noNoticed = shareOf(Figures::noticed);
      this.noNoticedAgain = Suppression.of(numbers(Figures::noticedAgain));
      this.noVisited = shareOf(Figures::visited);
      this.noVisitedAgain = Suppression.of(numbers(Figures::visitedAgain));
    }

    private boolean[][] shareOf(ToLongFunction<Figures> part) {
      return Suppression.of(
          numbers(part), fewOnEitherSide(noApplications, Figures::applications, part));
    }

    private long[][] numbers(ToLongFunction<Figures> number) {
      long[][] numbers = new long[figures.length][];
      for (int row = 0; row < figures.length; row++) {
        numbers[row] = Arrays.stream(figures[row]).mapToLong(number).toArray();
      }
      return numbers;
    }

    /** Few at once tell as much as few not at once. */
    private boolean[][] fewOnEitherSide(
        boolean[][] hidden, ToLongFunction<Figures> all, ToLongFunction<Figures> part) {
      boolean[][] few = new boolean[figures.length][figures[0].length];
      for (int row = 0; row < figures.length; row++) {
        for (int column = 0; column < figures[row].length; column++) {
          Figures one = figures[row][column];
          few[row][column] =
              hidden[row][column]
                  || Suppression.isSmall(part.applyAsLong(one))
                  || Suppression.isSmall(all.applyAsLong(one) - part.applyAsLong(one));
        }
      }
      return few;
    }

    List<Statistics.Cell> cells(int row) {
      return IntStream.range(0, figures[row].length).mapToObj(column -> cell(row, column)).toList();
    }

    private Statistics.Cell cell(int row, int column) {
      Figures one = figures[row][column];
      boolean in = !noApplications[row][column];
      boolean out = !noDecisions[row][column];
      boolean timed = out && one.decided() > 0;
      return new Statistics.Cell(
          one.month().map(YearMonth::toString).orElse(null),
          in ? one.applications() : null,
          out ? one.decided() : null,
          out && !noAtOnce[row][column] ? percent(one.atOnce(), one.decided()) : null,
          timed ? hours(one.medianSeconds()) : null,
          timed ? hours(one.p90Seconds()) : null,
          in ? percent(one.known(), one.fields()) : null,
          in
              ? percent(
                  one.byCertificate() + one.byData() + one.byHelp() + one.byDeclaration(),
                  one.materials())
              : null,
          in ? percent(one.byCertificate(), one.materials()) : null,
          in ? percent(one.byData(), one.materials()) : null,
          in ? percent(one.byHelp(), one.materials()) : null,
          in ? percent(one.byDeclaration(), one.materials()) : null,
          in && !noNoticed[row][column] ? percent(one.noticed(), one.applications()) : null,
          noNoticedAgain[row][column] ? null : one.noticedAgain(),
          in && !noVisited[row][column] ? percent(one.visited(), one.applications()) : null,
          noVisitedAgain[row][column] ? null : one.visitedAgain());
    }

    private static Integer percent(long part, long whole) {
      return whole == 0 ? null : (int) Math.round(100.0 * part / whole);
    }

    private static Double hours(double seconds) {
      return Math.round(seconds / HOUR * 10) / 10.0;
    }
  }
}
