package org.onenet.services.issuance.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Record;
import org.onenet.credentials.Digest;
import org.onenet.services.issuance.ActKind;
import org.onenet.services.issuance.ChainActs;
import org.onenet.services.issuance.ReasonCode;
import org.onenet.services.platform.Database;

/** The outbox as rows. */
@Singleton
public class PostgresChainActs implements ChainActs {
  private static final String ACT =
      "SELECT id, digest, kind, credential_type, reason_code, mode, batch";

  private final Database database;

  @Inject
  public PostgresChainActs(Database database) {
    this.database = database;
  }

  @Override
  public void queue(UUID credential, ActKind kind, ReasonCode reason) {
    database
        .sql()
        .execute(
            "INSERT INTO chain_act (digest, credential, kind, department, credential_type,"
                + " reason_code, mode) SELECT digest, credential, ?, department, credential_type, ?, mode"
                + " FROM chain_act WHERE credential = ? AND kind = 'register' ORDER BY id",
            kind.word(),
            reason.number(),
            credential);
  }

  @Override
  public void queueRevocation(Digest digest, ReasonCode reason) {
    database
        .sql()
        .execute(
            "INSERT INTO chain_act (digest, credential, kind, department, credential_type,"
                + " reason_code, mode) SELECT digest, credential, ?, department, credential_type, ?, mode"
                + " FROM chain_act WHERE digest = ? AND kind = 'register'",
            ActKind.REVOKE.word(),
            reason.number(),
            digest.hex());
  }

  @Override
  public List<Act> queued(String department, int mostOfAType) {
    return database
        .sql()
        .fetch(
            // One type that may not be registered now must not keep the others out of sight.
            ACT
                + " FROM (SELECT *, row_number() OVER (PARTITION BY kind, mode, credential_type"
                + " ORDER BY id) AS place FROM chain_act a WHERE department = ?"
                + " AND state = 'queued' AND (kind = 'register' OR NOT EXISTS (SELECT 1 FROM"
                + " chain_act b WHERE b.digest = a.digest AND b.id < a.id"
                + " AND b.state IN ('queued', 'sent'))))"
                + " waiting WHERE place <= ? ORDER BY id",
            department,
            mostOfAType)
        .map(PostgresChainActs::act);
  }

  @Override
  public List<Act> ungathered(String department, String credentialType, int most) {
    return database
        .sql()
        .fetch(
            ACT
                + " FROM chain_act WHERE department = ? AND credential_type = ?"
                + " AND kind = 'register' AND mode = 'root' AND batch IS NULL"
                + " ORDER BY id LIMIT ?",
            department,
            credentialType,
            most)
        .map(PostgresChainActs::act);
  }

  @Override
  public boolean gather(
      String department, String credentialType, List<Act> leaves, String root, Instant at) {
    Long[] ids = leaves.stream().map(Act::id).toArray(Long[]::new);
    return database.inTransaction(
        () -> {
          int free =
              database
                  .sql()
                  .fetch(
                      "SELECT id FROM chain_act WHERE id = ANY (?) AND batch IS NULL"
                          + " ORDER BY id FOR UPDATE",
                      (Object) ids)
                  .size();
          if (free < ids.length) return false;
          long batch =
              database
                  .sql()
                  .fetchOne(
                      "INSERT INTO chain_batch (department, credential_type, root, leaf_count,"
                          + " formed_at) VALUES (?, ?, ?, ?, ?) RETURNING id",
                      department,
                      credentialType,
                      root,
                      ids.length,
                      Database.utc(at))
                  .get(0, Long.class);
          database
              .sql()
              .execute(
                  "UPDATE chain_act a SET batch = ?, leaf = placed.place - 1"
                      + " FROM unnest(?::bigint[]) WITH ORDINALITY AS placed (id, place)"
                      + " WHERE a.id = placed.id",
                  batch,
                  ids);
          return true;
        });
  }

  @Override
  public List<Act> leaves(long batch) {
    return database
        .sql()
        .fetch(ACT + " FROM chain_act WHERE batch = ? ORDER BY leaf", batch)
        .map(PostgresChainActs::act);
  }

  @Override
  public List<Act> carriedBy(long transaction) {
    return database
        .sql()
        .fetch(ACT + " FROM chain_act WHERE transaction = ? ORDER BY leaf, id", transaction)
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
    Long[] ids = acts.stream().map(Act::id).toArray(Long[]::new);
    return database.inTransaction(
        () -> {
          int stillQueued =
              database
                  .sql()
                  .fetch(
                      "SELECT id FROM chain_act WHERE id = ANY (?) AND state = 'queued'"
                          + " ORDER BY id FOR UPDATE",
                      (Object) ids)
                  .size();
          if (stillQueued < ids.length) return false;
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
                      Database.utc(at));
          if (row == null) return false;
          database
              .sql()
              .execute(
                  "UPDATE chain_act SET state = 'sent', transaction = ? WHERE id = ANY (?)",
                  row.get("id", Long.class),
                  ids);
          return true;
        });
  }

  @Override
  public boolean replace(Sent read, String hash, String raw, Instant at) {
    return database
            .sql()
            .execute(
                "UPDATE chain_transaction SET earlier = earlier || hash, hash = ?, raw = ?,"
                    + " raised = raised + 1, signed_at = ?"
                    + " WHERE id = ? AND hash = ? AND state = 'signed'",
                hash,
                raw,
                Database.utc(at),
                read.id(),
                read.hash())
        == 1;
  }

  @Override
  public void mined(
      long transaction, String hash, long block, String blockHash, Instant blockTime, Instant at) {
    database
        .sql()
        .execute(
            "WITH mined AS (UPDATE chain_transaction SET state = 'mined', hash = ?, block = ?,"
                + " block_hash = ?, block_time = ?, mined_at = ? WHERE id = ?"
                + " AND state IN ('signed', 'mined', 'final') RETURNING id)"
                + " UPDATE chain_act SET state = 'confirmed'"
                + " WHERE transaction IN (SELECT id FROM mined)",
            hash,
            block,
            blockHash,
            Database.utc(blockTime),
            Database.utc(at),
            transaction);
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
              .execute(
                  "UPDATE chain_transaction SET state = ? WHERE id = ?"
                      + " AND state IN ('signed', 'mined', 'final')",
                  why,
                  transaction);
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
                  "UPDATE chain_act a SET transaction = NULL, state = CASE WHEN kind <> 'register'"
                      + " AND EXISTS (SELECT 1 FROM chain_act b WHERE b.digest = a.digest"
                      + " AND b.id > a.id) THEN 'final' ELSE 'queued' END WHERE department = ?",
                  department);
        });
  }

  @Override
  public void alreadySo(long act) {
    database
        .sql()
        .execute("UPDATE chain_act SET state = 'final' WHERE id = ? AND state = 'queued'", act);
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
        row.get("reason_code", Integer.class),
        row.get("mode", String.class).equals("root"),
        Optional.ofNullable(row.get("batch", Long.class)));
  }

  private static Sent sent(Record row) {
    return new Sent(
        row.get("id", Long.class),
        row.get("department", String.class),
        row.get("nonce", Long.class),
        row.get("hash", String.class),
        List.of(row.get("earlier", String[].class)),
        row.get("raw", String.class),
        row.get("raised", Integer.class),
        Optional.ofNullable(row.get("block", Long.class)),
        Optional.ofNullable(row.get("block_hash", String.class)),
        row.get("signed_at", Instant.class));
  }
}
