package org.onenet.services.issuance.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jooq.Record;
import org.onenet.contracts.SeenRegistration;
import org.onenet.credentials.Digest;
import org.onenet.services.issuance.ChainFindings;
import org.onenet.services.platform.Database;

/** Findings as rows, each found once; two cursors a department say how far the comparing is. */
@Singleton
public class PostgresChainFindings implements ChainFindings {
  private final Database database;

  @Inject
  public PostgresChainFindings(Database database) {
    this.database = database;
  }

  @Override
  public Optional<Compared> compared(String department) {
    return Optional.ofNullable(
            database
                .sql()
                .fetchOne(
                    "SELECT block, hash FROM chain_comparison WHERE department = ?"
                        + " AND hash IS NOT NULL",
                    department))
        .map(row -> new Compared(row.get("block", Long.class), row.get("hash", String.class)));
  }

  @Override
  public int compare(String department, List<SeenRegistration> seen, Compared upTo, Instant at) {
    return database.inTransaction(
        () -> {
          int found = 0;
          for (SeenRegistration one : seen) {
            found +=
                database
                    .sql()
                    .execute(
                        "INSERT INTO chain_finding (kind, department, digest, block, transaction,"
                            + " found_at) SELECT 'unknown', ?, ?, ?, ?, ?::timestamptz WHERE NOT"
                            + " EXISTS (SELECT 1 FROM chain_act WHERE digest = ?"
                            + " AND kind = 'register') ON CONFLICT DO NOTHING",
                        department,
                        one.digest().hex(),
                        one.block(),
                        one.transaction(),
                        Database.utc(at),
                        one.digest().hex());
          }
          database
              .sql()
              .execute(
                  "INSERT INTO chain_comparison (department, block, hash) VALUES (?, ?, ?)"
                      + " ON CONFLICT (department) DO UPDATE SET block = excluded.block,"
                      + " hash = excluded.hash",
                  department,
                  upTo.block(),
                  upTo.hash());
          return found;
        });
  }

  @Override
  public List<Digest> nextFinal(String department, int most) {
    return database.inTransaction(
        () -> {
          database
              .sql()
              .execute(
                  "INSERT INTO chain_comparison (department) VALUES (?) ON CONFLICT DO NOTHING",
                  department);
          long after =
              database
                  .sql()
                  .fetchOne(
                      "SELECT act FROM chain_comparison WHERE department = ? FOR UPDATE",
                      department)
                  .get(0, Long.class);
          List<Record> next =
              List.copyOf(
                  database
                      .sql()
                      .fetch(
                          "SELECT id, digest FROM chain_act WHERE department = ? AND id > ?"
                              + " AND kind = 'register' AND state = 'final' ORDER BY id LIMIT ?",
                          department,
                          after,
                          most));
          database
              .sql()
              .execute(
                  "UPDATE chain_comparison SET act = ? WHERE department = ?",
                  next.size() < most ? 0L : next.getLast().get("id", Long.class),
                  department);
          return next.stream().map(row -> new Digest(row.get("digest", String.class))).toList();
        });
  }

  @Override
  public void lost(String department, Digest digest, Instant at) {
    database.inTransaction(
        () -> {
          int queued =
              database
                  .sql()
                  .execute(
                      "UPDATE chain_act a SET state = 'queued', transaction = NULL"
                          + " WHERE digest = ? AND state = 'final' AND (kind = 'register' OR NOT"
                          + " EXISTS (SELECT 1 FROM chain_act b WHERE b.digest = a.digest"
                          + " AND b.id > a.id))",
                      digest.hex());
          if (queued == 0) return;
          database
              .sql()
              .execute(
                  "INSERT INTO chain_finding (kind, department, digest, found_at)"
                      + " VALUES ('lost', ?, ?, ?) ON CONFLICT (kind, digest)"
                      + " DO UPDATE SET found_at = excluded.found_at",
                  department,
                  digest.hex(),
                  Database.utc(at));
        });
  }

  @Override
  public List<Finding> newest(int most) {
    return database
        .sql()
        .fetch("SELECT * FROM chain_finding ORDER BY found_at DESC, digest LIMIT ?", most)
        .map(
            row ->
                new Finding(
                    Kind.valueOf(row.get("kind", String.class).toUpperCase(Locale.ROOT)),
                    row.get("department", String.class),
                    new Digest(row.get("digest", String.class)),
                    Optional.ofNullable(row.get("block", Long.class)),
                    Optional.ofNullable(row.get("transaction", String.class)),
                    row.get("found_at", Instant.class)));
  }
}
