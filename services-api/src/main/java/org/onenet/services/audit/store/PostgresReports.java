package org.onenet.services.audit.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Record;
import org.onenet.services.audit.Report;
import org.onenet.services.audit.Reports;
import org.onenet.services.platform.Database;
import org.onenet.services.platform.Vault;

/** Reports as rows with a version, one for each entry and person. */
@Singleton
public class PostgresReports implements Reports {
  private final Database database;
  private final Vault vault;

  @Inject
  public PostgresReports(Database database, Vault vault) {
    this.database = database;
    this.vault = vault;
  }

  @Override
  public boolean add(Report report) {
    return database
            .sql()
            .execute(
                "INSERT INTO report (id, stream, number, person, reason, reported_at, due_on)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (stream, number, person)"
                    + " DO NOTHING",
                report.id(),
                report.stream(),
                report.number(),
                report.person(),
                vault.seal(report.person(), place("reason", report.id()), report.reason()),
                Database.utc(report.reportedAt()),
                report.dueOn())
        == 1;
  }

  @Override
  public Optional<Report> find(UUID id) {
    return Optional.ofNullable(database.sql().fetchOne("SELECT * FROM report WHERE id = ?", id))
        .map(this::report);
  }

  @Override
  public Optional<Report> of(String person, String stream, long number) {
    return Optional.ofNullable(
            database
                .sql()
                .fetchOne(
                    "SELECT * FROM report WHERE person = ? AND stream = ? AND number = ?",
                    person,
                    stream,
                    number))
        .map(this::report);
  }

  @Override
  public List<Report> of(String person, int most) {
    return database
        .sql()
        .fetch(
            "SELECT * FROM report WHERE person = ? ORDER BY reported_at DESC LIMIT ?", person, most)
        .map(this::report);
  }

  @Override
  public List<Report> openOf(String person) {
    return database
        .sql()
        .fetch(
            "SELECT * FROM report WHERE person = ? AND state = 'open' ORDER BY due_on, reported_at",
            person)
        .map(this::report);
  }

  @Override
  public List<Report> open(int most) {
    return database
        .sql()
        .fetch(
            "SELECT * FROM report WHERE state = 'open' ORDER BY due_on, reported_at LIMIT ?", most)
        .map(this::report);
  }

  @Override
  public List<Report> answered(int most) {
    return database
        .sql()
        .fetch("SELECT * FROM report WHERE state <> 'open' ORDER BY answered_at DESC LIMIT ?", most)
        .map(this::report);
  }

  @Override
  public boolean answer(UUID id, long version, Report.Answer answer) {
    String person =
        database
            .sql()
            .fetchOptional("SELECT person FROM report WHERE id = ?", id)
            .map(row -> row.get("person", String.class))
            .orElse(null);
    if (person == null) return false;
    return database
            .sql()
            .execute(
                "UPDATE report SET state = ?, answer = ?, answered_at = ?, answered_by = ?,"
                    + " answered_by_name = ?, version = version + 1"
                    + " WHERE id = ? AND version = ? AND state = 'open'",
                answer.founded() ? "founded" : "unfounded",
                vault.seal(person, place("answer", id), answer.text()),
                Database.utc(answer.at()),
                answer.account(),
                answer.accountName(),
                id,
                version)
        == 1;
  }

  private String opened(Record row, String column) {
    return vault
        .open(place(column, row.get("id", UUID.class)), row.get(column, byte[].class))
        .orElse(Vault.ERASED);
  }

  private static String place(String column, UUID id) {
    return Vault.place("report", column, id);
  }

  private Report report(Record row) {
    String state = row.get("state", String.class);
    return new Report(
        row.get("id", UUID.class),
        row.get("stream", String.class),
        row.get("number", Long.class),
        row.get("person", String.class),
        opened(row, "reason"),
        row.get("reported_at", Instant.class),
        row.get("due_on", LocalDate.class),
        state.equals("open")
            ? Optional.empty()
            : Optional.of(
                new Report.Answer(
                    state.equals("founded"),
                    opened(row, "answer"),
                    row.get("answered_at", Instant.class),
                    row.get("answered_by", String.class),
                    row.get("answered_by_name", String.class))),
        row.get("version", Long.class));
  }
}
