package org.onenet.services.statistics.rest;

import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.onenet.services.statistics.MakeStatistics;
import org.onenet.services.statistics.Statistics;

/**
 * The statistics for everybody, as a table (RFC 4180): a row for each line and month, {@code city}
 * and {@code all} for the sums; what is hidden, or nothing gives, is empty.
 */
@Path("statistics.csv")
@Singleton
@PermitAll
@Produces("text/csv;charset=UTF-8")
public class StatisticsTableResource {
  static final String HEADING =
      "service,month,trips_at_most,applications,decided,at_once_percent,median_hours,p90_hours,"
          + "fields_not_typed_percent,materials_waived_percent,by_certificate_percent,"
          + "by_data_percent,by_help_percent,by_declaration_percent,noticed_percent,"
          + "noticed_again,visited_percent,visited_again";

  private final MakeStatistics makeStatistics;

  @Inject
  public StatisticsTableResource(MakeStatistics makeStatistics) {
    this.makeStatistics = makeStatistics;
  }

  @GET
  @PermitAll
  @Operation(summary = "The same statistics as a table")
  public Response table() {
    return Response.ok(text(makeStatistics.current()))
        .header("Content-Disposition", "attachment; filename=\"onenet-statistics.csv\"")
        .build();
  }

  static String text(Statistics statistics) {
    return Stream.concat(
            Stream.of(HEADING),
            Stream.concat(statistics.services().stream(), Stream.of(statistics.city()))
                .flatMap(StatisticsTableResource::rows))
        .map(row -> row + "\r\n")
        .collect(Collectors.joining());
  }

  private static Stream<String> rows(Statistics.Line line) {
    return Stream.concat(line.months().stream(), Stream.of(line.total()))
        .map(cell -> row(line, cell));
  }

  private static String row(Statistics.Line line, Statistics.Cell cell) {
    List<Object> values =
        Arrays.asList(
            line.service() == null ? "city" : line.service(),
            cell.month() == null ? "all" : cell.month(),
            line.tripsAtMost(),
            cell.applications(),
            cell.decided(),
            cell.atOncePercent(),
            cell.medianHours(),
            cell.p90Hours(),
            cell.fieldsPercent(),
            cell.materialsPercent(),
            cell.byCertificatePercent(),
            cell.byDataPercent(),
            cell.byHelpPercent(),
            cell.byDeclarationPercent(),
            cell.noticedPercent(),
            cell.noticedAgain(),
            cell.visitedPercent(),
            cell.visitedAgain());
    return values.stream()
        .map(value -> Objects.toString(value, ""))
        .collect(Collectors.joining(","));
  }
}
