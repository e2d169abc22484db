package org.onenet.services.issuance.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jooq.Record;
import org.onenet.contracts.SeenBatch;
import org.onenet.contracts.SeenRegistration;
import org.onenet.credentials.Digest;
import org.onenet.services.issuance.ChainFindings;
import org.onenet.services.platform.Database;

/** Findings as rows, each found once; three cursors a department say how far the comparing is. */
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
  public int compare(
      String department,
      List<SeenRegistration> seen,
      List<SeenBatch> batches,
      Compared upTo,
      Instant at) {
    return database.inTransaction(
        () -> {
          int found = 0;
          for (SeenRegistration one : seen) {
            found +=
                unknown(
                    department,
                    "digests",
                    "chain_act WHERE digest = ? AND kind = 'register'",
                    one.digest().hex(),
                    one.block(),
                    one.transaction(),
                    at);
          }
          for (SeenBatch one : batches) {
            found +=
                unknown(
                    department,
                    "root",
                    "chain_batch WHERE root = ?",
                    one.root(),
                    one.block(),
                    one.transaction(),
                    at);
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

  /** A finding, unless there is such a row. */
  private int unknown(
      String department,
      String mode,
      String row,
      String hash,
      long block,
      String transaction,
      Instant at) {
    return database
        .sql()
        .execute(
            "INSERT INTO chain_finding (kind, department, mode, hash, block, transaction, found_at)"
                + " SELECT 'unknown', ?, ?, ?, ?, ?, ?::timestamptz WHERE NOT EXISTS (SELECT 1 FROM "
                + row
                + ") ON CONFLICT DO NOTHING",
            department,
            mode,
            hash,
            block,
            transaction,
            Database.utc(at),
            hash);
  }

  @Override
  public List<Digest> nextFinal(String department, int most) {
    return next(
            department,
            "act",
            "SELECT id, digest FROM chain_act WHERE department = ? AND id > ? AND mode = 'digests'"
                + " AND kind = 'register' AND state = 'final' ORDER BY id LIMIT ?",
            most)
        .stream()
        .map(row -> new Digest(row.get("digest", String.class)))
        .toList();
  }

  @Override
  public List<Batch> nextFinalBatches(String department, int most) {
    return next(
            department,
            "batch",
            "SELECT id, root FROM chain_batch b WHERE department = ? AND id > ? AND EXISTS (SELECT 1"
                + " FROM chain_act WHERE batch = b.id AND leaf = 0 AND state = 'final')"
                + " ORDER BY id LIMIT ?",
            most)
        .stream()
        .map(row -> new Batch(row.get("id", Long.class), row.get("root", String.class)))
        .toList();
  }

  /** The rows after the cursor, which moves behind them, and to the beginning after the last. */
  private List<Record> next(String department, String cursor, String rows, int most) {
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
                      "SELECT " + cursor + " FROM chain_comparison WHERE department = ? FOR UPDATE",
                      department)
                  .get(0, Long.class);
          List<Record> next = List.copyOf(database.sql().fetch(rows, department, after, most));
          database
              .sql()
              .execute(
                  "UPDATE chain_comparison SET " + cursor + " = ? WHERE department = ?",
                  next.size() < most ? 0L : next.getLast().get("id", Long.class),
                  department);
          return next;
        });
  }

  @Override
  public void lost(String department, Digest digest, Instant at) {
    lost(department, "digests", digest.hex(), "= ?", digest.hex(), at);
  }

  @Override
  public void lost(String department, Batch batch, Instant at) {
    lost(
        department,
        "root",
        batch.root(),
        "IN (SELECT digest FROM chain_act WHERE batch = ?)",
        batch.id(),
        at);
  }

  /** Of each digest the registration, and the latest change of its status. */
  private void lost(
      String department, String mode, String hash, String which, Object asked, Instant at) {
    database.inTransaction(
        () -> {
          int queued =
              database
                  .sql()
                  .execute(
                      "UPDATE chain_act a SET state = 'queued', transaction = NULL"
                          + " WHERE digest "
                          + which
                          + " AND state = 'final' AND (kind = 'register' OR NOT EXISTS (SELECT 1"
                          + " FROM chain_act b WHERE b.digest = a.digest AND b.id > a.id))",
                      asked);
          if (queued == 0) return;
          database
              .sql()
              .execute(
                  "INSERT INTO chain_finding (kind, department, mode, hash, found_at)"
                      + " VALUES ('lost', ?, ?, ?, ?) ON CONFLICT (kind, hash)"
                      + " DO UPDATE SET found_at = excluded.found_at",
                  department,
                  mode,
                  hash,
                  Database.utc(at));
        });
  }

  @Override
  public List<Finding> newest(int most) {
    return database
        .sql()
        .fetch("SELECT * FROM chain_finding ORDER BY found_at DESC, hash LIMIT ?", most)
        .map(
            row ->
                new Finding(
                    Kind.valueOf(row.get("kind", String.class).toUpperCase(Locale.ROOT)),
                    row.get("department", String.class),
                    row.get("hash", String.class),
                    row.get("mode", String.class).equals("root"),
                    Optional.ofNullable(row.get("block", Long.class)),
                    Optional.ofNullable(row.get("transaction", String.class)),
                    row.get("found_at", Instant.class)));
  }
}
