package org.onenet.services.issuance.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jooq.Record;
import org.onenet.services.issuance.ChainActs;
import org.onenet.services.platform.Database;

/** The outbox as rows. */
@Singleton
public class PostgresChainActs implements ChainActs {
  private static final String ACT = "SELECT id, digest, kind, credential_type, reason_code";

  private final Database database;

  @Inject
  public PostgresChainActs(Database database) {
    this.database = database;
  }

  @Override
  public List<Act> queued(String department, int most) {
    return database
        .sql()
        .fetch(
            ACT + " FROM chain_act WHERE department = ? AND state = 'queued' ORDER BY id LIMIT ?",
            department,
            most)
        .map(PostgresChainActs::act);
  }

  @Override
  public List<Act> carriedBy(long transaction) {
    return database
        .sql()
        .fetch(ACT + " FROM chain_act WHERE transaction = ? ORDER BY id", transaction)
        .map(PostgresChainActs::act);
  }

  @Override
  public Optional<Sent> underWay(String department) {
    return Optional.ofNullable(
            database
                .sql()
                .fetchOne(
                    "SELECT * FROM chain_transaction WHERE department = ? AND state = 'signed'",
                    department))
        .map(PostgresChainActs::sent);
  }

  @Override
  public boolean keepSigned(
      String department, List<Act> acts, long nonce, String hash, String raw, Instant at) {
    return database.inTransaction(
        () -> {
          Record row =
              database
                  .sql()
                  .fetchOne(
                      "INSERT INTO chain_transaction (department, nonce, hash, raw, signed_at)"
                          + " VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING id",
                      department,
                      nonce,
                      hash,
                      raw,
                      time(at));
          if (row == null) return false;
          for (Act act : acts) {
            database
                .sql()
                .execute(
                    "UPDATE chain_act SET state = 'sent', transaction = ? WHERE id = ?",
                    row.get("id", Long.class),
                    act.id());
          }
          return true;
        });
  }

  @Override
  public void replace(long transaction, String hash, String raw, Instant at) {
    database
        .sql()
        .execute(
            "UPDATE chain_transaction SET hash = ?, raw = ?, raised = raised + 1, signed_at = ?"
                + " WHERE id = ?",
            hash,
            raw,
            time(at),
            transaction);
  }

  @Override
  public void mined(long transaction, long block, String blockHash, Instant at) {
    database.inTransaction(
        () -> {
          database
              .sql()
              .execute(
                  "UPDATE chain_transaction SET state = 'mined', block = ?, block_hash = ?,"
                      + " mined_at = ? WHERE id = ?",
                  block,
                  blockHash,
                  time(at),
                  transaction);
          database
              .sql()
              .execute(
                  "UPDATE chain_act SET state = 'confirmed' WHERE transaction = ?", transaction);
        });
  }

  @Override
  public void makeFinal(String department, long newestFinalBlock) {
    database.inTransaction(
        () -> {
          database
              .sql()
              .execute(
                  "UPDATE chain_act SET state = 'final' WHERE transaction IN (SELECT id FROM"
                      + " chain_transaction WHERE department = ? AND state = 'mined' AND block <= ?)",
                  department,
                  newestFinalBlock);
          database
              .sql()
              .execute(
                  "UPDATE chain_transaction SET state = 'final' WHERE department = ?"
                      + " AND state = 'mined' AND block <= ?",
                  department,
                  newestFinalBlock);
        });
  }

  @Override
  public void backToQueue(long transaction, String why) {
    database.inTransaction(
        () -> {
          database
              .sql()
              .execute("UPDATE chain_transaction SET state = ? WHERE id = ?", why, transaction);
          database
              .sql()
              .execute(
                  "UPDATE chain_act SET state = 'queued', transaction = NULL WHERE transaction = ?",
                  transaction);
        });
  }

  @Override
  public void everythingBackToQueue(String department) {
    database.inTransaction(
        () -> {
          database
              .sql()
              .execute(
                  "UPDATE chain_transaction SET state = 'lost' WHERE department = ?"
                      + " AND state IN ('signed', 'mined', 'final')",
                  department);
          database
              .sql()
              .execute(
                  "UPDATE chain_act SET state = 'queued', transaction = NULL WHERE department = ?",
                  department);
        });
  }

  @Override
  public void alreadySo(long act) {
    database.sql().execute("UPDATE chain_act SET state = 'final' WHERE id = ?", act);
  }

  @Override
  public List<Sent> mined(String department, boolean newestFirst, int most) {
    return database
        .sql()
        .fetch(
            "SELECT * FROM chain_transaction WHERE department = ? AND state IN ('mined', 'final')"
                + " ORDER BY id "
                + (newestFirst ? "DESC" : "ASC")
                + " LIMIT ?",
            department,
            most)
        .map(PostgresChainActs::sent);
  }

  private static Act act(Record row) {
    return new Act(
        row.get("id", Long.class),
        row.get("digest", String.class),
        row.get("kind", String.class),
        row.get("credential_type", String.class),
        row.get("reason_code", Integer.class));
  }

  private static Sent sent(Record row) {
    return new Sent(
        row.get("id", Long.class),
        row.get("department", String.class),
        row.get("nonce", Long.class),
        row.get("hash", String.class),
        row.get("raw", String.class),
        row.get("raised", Integer.class),
        Optional.ofNullable(row.get("block", Long.class)),
        Optional.ofNullable(row.get("block_hash", String.class)),
        row.get("signed_at", Instant.class));
  }

  private static OffsetDateTime time(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
