package org.onenet.services.statistics.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import org.jooq.Record;
import org.onenet.services.platform.Database;
import org.onenet.services.statistics.CaseCount;
import org.onenet.services.statistics.CaseCounts;
import org.onenet.services.statistics.Figures;

/** A row for each case, and sums over them by the database. */
@Singleton
public class PostgresCaseCounts implements CaseCounts {
  private static final String FIGURES =
      """
      WITH came AS (
        SELECT service, applied_in AS month, count(*) AS applications,
          count(*) FILTER (WHERE notices > 0) AS noticed,
          count(*) FILTER (WHERE notices > 1) AS noticed_again,
          count(*) FILTER (WHERE times > 0) AS visited,
          count(*) FILTER (WHERE times > 1) AS visited_again, sum(fields) AS fields,
          sum(known) AS known, sum(materials) AS materials, sum(by_certificate) AS by_certificate,
          sum(by_data) AS by_data, sum(by_help) AS by_help,
          sum(by_declaration) AS by_declaration
        FROM case_count
        LEFT JOIN (SELECT reference, count(*) AS times FROM visit GROUP BY reference) visits
          USING (reference)
        WHERE applied_in >= ?
        GROUP BY CUBE (service, applied_in)),
      went AS (
        SELECT service, decided_in AS month, count(*) AS decided,
          count(*) FILTER (WHERE at_once) AS at_once,
          percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds) AS median,
          percentile_cont(0.9) WITHIN GROUP (ORDER BY seconds) AS p90
        FROM case_count WHERE decided_in >= ?
        GROUP BY CUBE (service, decided_in))
      SELECT coalesce(came.service, went.service) AS service,
        coalesce(came.month, went.month) AS month,
        coalesce(applications, 0) AS applications, coalesce(noticed, 0) AS noticed,
        coalesce(noticed_again, 0) AS noticed_again, coalesce(visited, 0) AS visited,
        coalesce(visited_again, 0) AS visited_again, coalesce(fields, 0) AS fields,
        coalesce(known, 0) AS known, coalesce(materials, 0) AS materials,
        coalesce(by_certificate, 0) AS by_certificate, coalesce(by_data, 0) AS by_data,
        coalesce(by_help, 0) AS by_help, coalesce(by_declaration, 0) AS by_declaration,
        coalesce(decided, 0) AS decided,
        coalesce(at_once, 0) AS at_once, coalesce(median, 0) AS median, coalesce(p90, 0) AS p90
      FROM came FULL JOIN went
        ON coalesce(came.service, '') = coalesce(went.service, '')
        AND coalesce(came.month, DATE '0001-01-01') = coalesce(went.month, DATE '0001-01-01')
      """;

  private final Database database;

  @Inject
  public PostgresCaseCounts(Database database) {
    this.database = database;
  }

  @Override
  public List<String> due(int most) {
    return database
        .sql()
        .fetch(
            "SELECT f.reference FROM case_file f LEFT JOIN case_count c ON c.reference ="
                + " f.reference WHERE f.cleared_at IS NULL AND (c.reference IS NULL"
                + " OR c.version < f.version) ORDER BY f.submitted_at LIMIT ?",
            most)
        .map(row -> row.get("reference", String.class));
  }

  @Override
  public void keep(CaseCount count) {
    CaseCount.Materials materials = count.materials();
    database
        .sql()
        .execute(
            "INSERT INTO case_count (reference, version, service, applied_in, decided_in, at_once,"
                + " seconds, notices, waited, fields, known, materials, by_certificate, by_data,"
                + " by_help, by_declaration) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                + " ON CONFLICT (reference) DO UPDATE SET version = excluded.version,"
                + " decided_in = excluded.decided_in, at_once = excluded.at_once,"
                + " seconds = excluded.seconds, notices = excluded.notices,"
                + " waited = excluded.waited, fields = excluded.fields, known = excluded.known,"
                + " materials = excluded.materials, by_certificate = excluded.by_certificate,"
                + " by_data = excluded.by_data, by_help = excluded.by_help,"
                + " by_declaration = excluded.by_declaration"
                + " WHERE case_count.version < excluded.version",
            count.reference(),
            count.version(),
            count.service(),
            count.appliedIn().atDay(1),
            count.decision().map(decided -> decided.in().atDay(1)).orElse(null),
            count.decision().map(CaseCount.Decided::atOnce).orElse(false),
            count.decision().map(decided -> decided.after().toSeconds()).orElse(null),
            count.notices(),
            count.waited().toSeconds(),
            count.fields(),
            count.known(),
            materials.needed(),
            materials.byCertificate(),
            materials.byData(),
            materials.byHelp(),
            materials.byDeclaration());
  }

  @Override
  public List<Figures> figures(YearMonth from) {
    return database
        .sql()
        .fetch(FIGURES, from.atDay(1), from.atDay(1))
        .map(PostgresCaseCounts::figures);
  }

  private static Figures figures(Record row) {
    return new Figures(
        Optional.ofNullable(row.get("service", String.class)),
        Optional.ofNullable(row.get("month", LocalDate.class)).map(YearMonth::from),
        row.get("applications", Long.class),
        row.get("noticed", Long.class),
        row.get("noticed_again", Long.class),
        row.get("visited", Long.class),
        row.get("visited_again", Long.class),
        row.get("fields", Long.class),
        row.get("known", Long.class),
        row.get("materials", Long.class),
        row.get("by_certificate", Long.class),
        row.get("by_data", Long.class),
        row.get("by_help", Long.class),
        row.get("by_declaration", Long.class),
        row.get("decided", Long.class),
        row.get("at_once", Long.class),
        row.get("median", Double.class),
        row.get("p90", Double.class));
  }
}
