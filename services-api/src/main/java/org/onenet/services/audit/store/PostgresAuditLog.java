package org.onenet.services.audit.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.onenet.credentials.audit.AuditChain;
import org.onenet.credentials.audit.AuditEntry;
import org.onenet.credentials.audit.AuditSeal;
import org.onenet.credentials.audit.ExportLine;
import org.onenet.services.audit.Access;
import org.onenet.services.audit.Actor;
import org.onenet.services.audit.AuditLog;
import org.onenet.services.audit.ReadLog;
import org.onenet.services.platform.Database;
import org.onenet.services.platform.JsonText;
import tools.jackson.core.type.TypeReference;

/**
 * The log as rows. An append locks its stream's row until the transaction ends, on whatever node:
 * so numbers have no gaps and each entry follows the one before.
 */
@Singleton
public class PostgresAuditLog implements ReadLog, AuditLog {
  /** Held while a seal is made. */
  private static final long SEALING = 0x0a5ea1L;

  /** Rows fetched at once while exporting. */
  private static final int FETCHED = 1_000;

  private static final TypeReference<List<AuditSeal.Range>> RANGES = new TypeReference<>() {};

  private final Database database;
  private final Clock clock;

  @Inject
  public PostgresAuditLog(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public void log(Access access) {
    Actor who = access.who();
    String stream = who.stream();
    database.inTransaction(
        () -> {
          Record head = lock(stream);
          AuditEntry entry =
              new AuditEntry(
                  stream,
                  head.get("entries", Long.class) + 1,
                  clock.instant(),
                  who.account(),
                  who.name(),
                  who.organisation(),
                  access.act(),
                  access.what(),
                  access.subject(),
                  access.purpose(),
                  access.caseReference(),
                  access.person(),
                  access.items(),
                  access.reason());
          insert(entry, AuditChain.hash(head.get("head", byte[].class), entry));
        });
  }

  /** The stream's head, which is this transaction's until it ends. */
  private Record lock(String stream) {
    String asked = "SELECT entries, head FROM audit_stream WHERE stream = ? FOR UPDATE";
    Record head = database.sql().fetchOne(asked, stream);
    if (head != null) return head;
    database
        .sql()
        .execute(
            "INSERT INTO audit_stream (stream, entries, head) VALUES (?, 0, ?)"
                + " ON CONFLICT DO NOTHING",
            stream,
            AuditChain.genesis(stream));
    return database.sql().fetchOne(asked, stream);
  }

  private void insert(AuditEntry entry, byte[] hash) {
    int appended =
        database
            .sql()
            .execute(
                "WITH head AS (UPDATE audit_stream SET entries = ?, head = ? WHERE stream = ?"
                    + " RETURNING stream) INSERT INTO audit_entry (stream, number, at, account,"
                    + " account_name, organisation, act, what, subject, purpose, case_reference,"
                    + " hash, person, items, reason) SELECT stream, ?, ?::timestamptz,"
                    + " ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::text[], ? FROM head",
                entry.number(),
                hash,
                entry.stream(),
                entry.number(),
                Database.utc(entry.at()),
                entry.account(),
                entry.accountName(),
                entry.organisation().orElse(null),
                entry.act(),
                entry.what(),
                entry.subject(),
                entry.purpose(),
                entry.caseReference().orElse(null),
                hash,
                entry.person().orElse(null),
                entry.items().isEmpty() ? null : entry.items().toArray(String[]::new),
                entry.reason().orElse(null));
    if (appended != 1) throw new IllegalStateException("the audit log took " + appended + " rows");
  }

  @Override
  public List<AuditEntry> entries(Filter filter) {
    return database
        .sql()
        .fetch(
            "SELECT * FROM audit_entry WHERE (?::text IS NULL OR stream = ?)"
                + " AND (?::text IS NULL OR subject = ?) AND (?::text IS NULL OR account = ?)"
                + " AND at >= coalesce(?::timestamptz, '-infinity')"
                + " AND at < coalesce(?::timestamptz, 'infinity')"
                + " ORDER BY at DESC, stream, number DESC LIMIT ? OFFSET ?",
            filter.stream(),
            filter.stream(),
            filter.subject(),
            filter.subject(),
            filter.account(),
            filter.account(),
            Database.utc(filter.from()),
            Database.utc(filter.until()),
            filter.size(),
            (long) filter.page() * filter.size())
        .map(PostgresAuditLog::entry);
  }

  @Override
  public void export(Consumer<ExportLine> lines) {
    database.inTransaction(
        () -> {
          DSLContext sql = database.sql();
          sql.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
          each(
              sql,
              "SELECT s.*, t.token FROM audit_seal s LEFT JOIN audit_seal_stamp t"
                  + " ON t.seal = s.number ORDER BY s.number",
              row ->
                  lines.accept(
                      new ExportLine.Seal(
                          seal(row),
                          row.get("digest", String.class),
                          row.get("leaves", byte[].class),
                          Optional.ofNullable(row.get("token", byte[].class)))));
          each(
              sql,
              "SELECT * FROM audit_entry ORDER BY stream, number",
              row -> lines.accept(new ExportLine.Row(entry(row), row.get("hash", byte[].class))));
          each(
              sql,
              "SELECT * FROM audit_stream ORDER BY stream",
              row ->
                  lines.accept(
                      new ExportLine.Head(
                          row.get("stream", String.class),
                          row.get("entries", Long.class),
                          row.get("head", byte[].class))));
        });
  }

  private static void each(DSLContext sql, String query, Consumer<Record> taker) {
    try (Stream<Record> rows = sql.resultQuery(query).fetchSize(FETCHED).fetchStream()) {
      rows.forEach(taker);
    }
  }

  @Override
  public List<Unsealed> unsealed(int most) {
    database.sql().execute("SELECT pg_advisory_xact_lock(?)", SEALING);
    List<Unsealed> unsealed = new ArrayList<>();
    int left = most;
    for (Record row :
        database
            .sql()
            .fetch(
                "SELECT s.stream, coalesce(max((r ->> 'last')::bigint), 0) AS sealed"
                    + " FROM audit_stream s LEFT JOIN (SELECT r FROM audit_seal,"
                    + " jsonb_array_elements(ranges) AS r) AS ranges ON r ->> 'stream' = s.stream"
                    + " GROUP BY s.stream ORDER BY s.stream")) {
      if (left == 0) break;
      String stream = row.get("stream", String.class);
      long sealed = row.get("sealed", Long.class);
      List<Record> rows =
          List.copyOf(
              database
                  .sql()
                  .fetch(
                      "SELECT at, hash FROM audit_entry WHERE stream = ? AND number > ?"
                          + " ORDER BY number LIMIT ?",
                      stream,
                      sealed,
                      left));
      if (rows.isEmpty()) continue;
      left -= rows.size();
      unsealed.add(
          new Unsealed(
              stream,
              sealed + 1,
              rows.getFirst().get("at", Instant.class),
              rows.stream().map(one -> one.get("hash", byte[].class)).toList()));
    }
    return unsealed;
  }

  @Override
  public Optional<AuditSeal> lastSeal() {
    return seals(1).stream().findFirst();
  }

  @Override
  public List<AuditSeal> seals(int most) {
    return database
        .sql()
        .fetch(
            "SELECT number, at, previous, root, ranges FROM audit_seal ORDER BY number DESC LIMIT ?",
            most)
        .map(PostgresAuditLog::seal);
  }

  @Override
  public void keep(AuditSeal seal, List<Unsealed> sealed) {
    ByteArrayOutputStream leaves = new ByteArrayOutputStream();
    sealed.forEach(one -> one.hashes().forEach(leaves::writeBytes));
    database
        .sql()
        .execute(
            "INSERT INTO audit_seal (number, at, previous, root, ranges, leaves, digest)"
                + " VALUES (?, ?, ?, ?, ?::jsonb, ?, ?)",
            seal.number(),
            Database.utc(seal.at()),
            seal.previous(),
            seal.root(),
            JsonText.of(seal.toJson().get("ranges")),
            leaves.toByteArray(),
            seal.digest().hex());
  }

  @Override
  public List<AuditSeal> unstamped(int most) {
    return database
        .sql()
        .fetch(
            "SELECT number, at, previous, root, ranges FROM audit_seal s WHERE NOT EXISTS"
                + " (SELECT 1 FROM audit_seal_stamp WHERE seal = s.number) ORDER BY number LIMIT ?",
            most)
        .map(PostgresAuditLog::seal);
  }

  @Override
  public void stamped(AuditSeal seal, byte[] token) {
    database
        .sql()
        .execute(
            "INSERT INTO audit_seal_stamp (seal, token) VALUES (?, ?) ON CONFLICT DO NOTHING",
            seal.number(),
            token);
  }

  private static AuditEntry entry(Record row) {
    String[] items = row.get("items", String[].class);
    return new AuditEntry(
        row.get("stream", String.class),
        row.get("number", Long.class),
        row.get("at", Instant.class),
        row.get("account", String.class),
        row.get("account_name", String.class),
        Optional.ofNullable(row.get("organisation", String.class)),
        row.get("act", String.class),
        row.get("what", String.class),
        row.get("subject", String.class),
        row.get("purpose", String.class),
        Optional.ofNullable(row.get("case_reference", String.class)),
        Optional.ofNullable(row.get("person", String.class)),
        items == null ? List.of() : List.of(items),
        Optional.ofNullable(row.get("reason", String.class)));
  }

  private static AuditSeal seal(Record row) {
    return new AuditSeal(
        row.get("number", Long.class),
        row.get("at", Instant.class),
        row.get("previous", String.class),
        row.get("root", String.class),
        JsonText.read(row.get("ranges", String.class), RANGES));
  }
}
