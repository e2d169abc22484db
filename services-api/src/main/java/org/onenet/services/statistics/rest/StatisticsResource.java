package org.onenet.services.statistics.rest;

import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.onenet.services.statistics.MakeStatistics;
import org.onenet.services.statistics.Statistics;

/** The statistics for everybody, as JSON. */
@Path("statistics")
@Singleton
@PermitAll
@Produces(MediaType.APPLICATION_JSON)
public class StatisticsResource {
  private final MakeStatistics makeStatistics;

  @Inject
  public StatisticsResource(MakeStatistics makeStatistics) {
    this.makeStatistics = makeStatistics;
  }

  @GET
  @PermitAll
  @Operation(
      summary =
          "Statistics of the last twelve months, for each service and the city: what nobody had to"
              + " type or bring, how long it took; small numbers are null")
  public Statistics statistics() {
    return makeStatistics.current();
  }
}
