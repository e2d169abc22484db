package org.onenet.services.cases.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.onenet.services.cases.Visit;
import org.onenet.services.cases.Visits;
import org.onenet.services.platform.Database;

/** Visits as rows that can be inserted once. */
@Singleton
public class PostgresVisits implements Visits {
  private final Database database;

  @Inject
  public PostgresVisits(Database database) {
    this.database = database;
  }

  @Override
  public boolean add(Visit visit) {
    return database
            .sql()
            .execute(
                "INSERT INTO visit (id, reference, came_on, purpose, noted_at, noted_by)"
                    + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
                visit.id(),
                visit.reference(),
                visit.on(),
                visit.purpose().word(),
                Database.utc(visit.notedAt()),
                visit.by())
        == 1;
  }

  @Override
  public Optional<Visit> find(UUID id) {
    return Optional.ofNullable(database.sql().fetchOne("SELECT * FROM visit WHERE id = ?", id))
        .map(
            row ->
                new Visit(
                    row.get("id", UUID.class),
                    row.get("reference", String.class),
                    row.get("came_on", LocalDate.class),
                    Visit.Purpose.of(row.get("purpose", String.class)).orElseThrow(),
                    row.get("noted_at", Instant.class),
                    row.get("noted_by", String.class)));
  }
}
