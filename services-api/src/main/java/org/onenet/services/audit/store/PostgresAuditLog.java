package org.onenet.services.audit.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
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
import org.onenet.services.audit.GivenReasons;
import org.onenet.services.audit.Place;
import org.onenet.services.audit.ReadLog;
import org.onenet.services.platform.Database;
import org.onenet.services.platform.JsonText;
import org.onenet.services.platform.Together;
import org.onenet.services.platform.Vault;
import tools.jackson.core.type.TypeReference;

/**
 * The log as rows. An append moves its stream's head, whose row is locked until the transaction
 * ends, on whatever node: so numbers have no gaps and each entry follows the one before.
 */
@Singleton
public class PostgresAuditLog implements ReadLog, AuditLog, GivenReasons {
  /** Held while a seal is made. */
  private static final long SEALING = 0x0a5ea1L;

  /** Rows fetched at once while exporting. */
  private static final int FETCHED = 1_000;

  private static final String NEWEST_FIRST = " ORDER BY at DESC, stream DESC, number DESC LIMIT ?";

  private static final String WRITE =
      "WITH head AS (UPDATE audit_stream SET entries = ?, head = ? WHERE stream = ? AND entries = ?"
          + " AND head = ? RETURNING stream) INSERT INTO audit_entry (stream, number, at, account,"
          + " account_name, organisation, act, what, subject, purpose, case_reference, hash, person,"
          + " items, reason) SELECT ?, e.number, e.at, e.account, e.account_name, e.organisation,"
          + " e.act, e.what, e.subject, e.purpose, e.case_reference, decode(e.hash, 'hex'),"
          + " e.person, e.items, e.reason FROM head, jsonb_to_recordset(?::jsonb) AS e (number"
          + " bigint, at timestamptz, account text, account_name text, organisation text, act text,"
          + " what text, subject text, purpose text, case_reference text, hash text, person text,"
          + " items text[], reason text)";

  private static final TypeReference<List<AuditSeal.Range>> RANGES = new TypeReference<>() {};

  private static final String REASON = "audit_entry.reason";

  private final Database database;
  private final Vault vault;
  private final Clock clock;
  private final Map<String, Together<Access, Chained>> appends = new ConcurrentHashMap<>();

  /** Where this node left each stream; only a guess, which the statement that writes checks. */
  private final Map<String, Head> heads = new ConcurrentHashMap<>();

  @Inject
  public PostgresAuditLog(Database database, Vault vault, Clock clock) {
    this.database = database;
    this.vault = vault;
    this.clock = clock;
  }

  /** In the caller's transaction; or else together with what others log in the same moment. */
  @Override
  public void log(Access given) {
    Access access = sealed(given);
    String stream = access.who().stream();
    if (database.isInTransaction()) {
      append(stream, List.of(access));
    } else {
      appends
          .computeIfAbsent(stream, name -> new Together<>(all -> appendAlone(name, all)))
          .run(access);
    }
  }

  /** What is said of a person goes into the chain as only their key can open it. */
  private Access sealed(Access access) {
    return access.person().isEmpty() || access.reason().isEmpty()
        ? access
        : access.because(vault.sealText(access.person().get(), REASON, access.reason().get()));
  }

  @Override
  public Optional<String> reason(AuditEntry entry) {
    return entry.reason().map(this::opened);
  }

  private String opened(String reason) {
    return vault.openText(REASON, reason).orElse(Vault.ERASED);
  }

  /**
   * One statement, when the head is still where this node left it; it says so itself, and else
   * writes nothing: then another node was there, and the head is locked and read.
   */
  private List<Chained> appendAlone(String stream, List<Access> all) {
    Head known = heads.get(stream);
    if (known != null) {
      List<Chained> entries = chain(stream, known, all);
      if (write(stream, known, entries) == all.size()) {
        heads.put(stream, Head.after(entries));
        return entries;
      }
    }
    List<Chained> entries = database.inTransaction(() -> append(stream, all));
    heads.put(stream, Head.after(entries));
    return entries;
  }

  /** In a transaction: what is answered counts once that has committed. */
  List<Chained> append(String stream, List<Access> all) {
    Head head = lock(stream);
    List<Chained> entries = chain(stream, head, all);
    int written = write(stream, head, entries);
    if (written != all.size()) {
      throw new IllegalStateException("the audit log took " + written + " of " + all.size());
    }
    return entries;
  }

  /** How far a stream is. */
  record Head(long entries, byte[] hash) {
    static Head after(List<Chained> all) {
      return new Head(all.getLast().entry().number(), all.getLast().hash());
    }
  }

  private List<Chained> chain(String stream, Head head, List<Access> all) {
    List<Chained> chained = new ArrayList<>();
    byte[] last = head.hash();
    long number = head.entries();
    for (Access access : all) {
      AuditEntry entry = entry(stream, ++number, access);
      byte[] hash = AuditChain.hash(last, entry);
      chained.add(new Chained(entry, last, hash));
      last = hash;
    }
    return chained;
  }

  private AuditEntry entry(String stream, long number, Access access) {
    Actor who = access.who();
    return new AuditEntry(
        stream,
        number,
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
  }

  /** The stream's head, which is this transaction's until it ends. */
  private Head lock(String stream) {
    String asked = "SELECT entries, head FROM audit_stream WHERE stream = ? FOR UPDATE";
    Record head = database.sql().fetchOne(asked, stream);
    if (head != null) return head(head);
    database
        .sql()
        .execute(
            "INSERT INTO audit_stream (stream, entries, head) VALUES (?, 0, ?)"
                + " ON CONFLICT DO NOTHING",
            stream,
            AuditChain.genesis(stream));
    return head(database.sql().fetchOne(asked, stream));
  }

  private static Head head(Record row) {
    return new Head(row.get("entries", Long.class), row.get("head", byte[].class));
  }

  /** Writes all of them behind this head and moves it, or none when it is elsewhere by now. */
  private int write(String stream, Head head, List<Chained> all) {
    return database.execute(
        WRITE,
        Head.after(all).entries(),
        Head.after(all).hash(),
        stream,
        head.entries(),
        head.hash(),
        stream,
        JsonText.of(all.stream().map(PostgresAuditLog::columns).toList()));
  }

  private static Map<String, Object> columns(Chained one) {
    AuditEntry entry = one.entry();
    Map<String, Object> columns = new HashMap<>();
    columns.put("number", entry.number());
    columns.put("at", entry.at().toString());
    columns.put("account", entry.account());
    columns.put("account_name", entry.accountName());
    columns.put("organisation", entry.organisation().orElse(null));
    columns.put("act", entry.act());
    columns.put("what", entry.what());
    columns.put("subject", entry.subject());
    columns.put("purpose", entry.purpose());
    columns.put("case_reference", entry.caseReference().orElse(null));
    columns.put("hash", HexFormat.of().formatHex(one.hash()));
    columns.put("person", entry.person().orElse(null));
    columns.put("items", entry.items().isEmpty() ? null : entry.items());
    columns.put("reason", entry.reason().orElse(null));
    return columns;
  }

  @Override
  public List<AuditEntry> entries(Filter filter) {
    Where where = new Where();
    if (filter.stream() != null) where.and("stream = ?", filter.stream());
    if (filter.subject() != null) where.and("subject = ?", filter.subject());
    if (filter.account() != null) {
      String part = "%" + filter.account().replaceAll("([%_\\\\])", "\\\\$1") + "%";
      where.and("(account = ? OR account_name ILIKE ?)", filter.account(), part);
    }
    if (filter.act() != null) where.and("act = ?", filter.act());
    if (filter.caseReference() != null) {
      String[] listed = {filter.caseReference()};
      where.and(
          "(case_reference = ? OR (person IS NULL AND items IS NOT NULL AND items && ?::text[]))",
          filter.caseReference(),
          listed);
    }
    where.within(filter.from(), filter.until(), filter.behind());
    where.values.add(filter.size());
    return database
        .sql()
        .fetch("SELECT * FROM audit_entry" + where.sql() + NEWEST_FIRST, where.values.toArray())
        .map(PostgresAuditLog::entry);
  }

  /** Three ways to an entry, each by an index of its own; the newest of all of them. */
  @Override
  public List<AuditEntry> about(
      String person, List<String> cases, Instant from, Instant until, Place behind, int most) {
    Object references = cases.toArray(String[]::new);
    Where named = new Where();
    named.and("person = ?", person);
    Where listed = new Where();
    listed.and("person IS NULL AND items IS NOT NULL AND items && ?::text[]", references);
    Where before = new Where(); // entries from before persons were named
    before.and("person IS NULL AND case_reference = ANY (?::text[])", references);
    before.and("(items IS NULL OR NOT items && ?::text[])", references);
    List<String> ways = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    for (Where way : List.of(named, listed, before)) {
      way.and("account <> ?", person);
      way.within(from, until, behind);
      // OFFSET 0: few rows fit, and they are found by their index before they are put in order.
      // Without it the whole log is read by time until enough of them have come by.
      String found =
          way == named
              ? "audit_entry" + way.sql()
              : "(SELECT * FROM audit_entry" + way.sql() + " OFFSET 0) AS few";
      ways.add("(SELECT * FROM " + found + NEWEST_FIRST + ")");
      values.addAll(way.values);
      values.add(most);
    }
    values.add(most);
    return database
        .sql()
        .fetch(
            "SELECT * FROM (" + String.join(" UNION ALL ", ways) + ") AS found" + NEWEST_FIRST,
            values.toArray())
        .map(PostgresAuditLog::entry);
  }

  /** Every value is bound; only fixed pieces make the text of the query. */
  private static final class Where {
    private final List<String> parts = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();

    void and(String part, Object... bound) {
      parts.add(part);
      values.addAll(List.of(bound));
    }

    void within(Instant from, Instant until, Place behind) {
      if (from != null) and("at >= ?::timestamptz", Database.utc(from));
      if (until != null) and("at < ?::timestamptz", Database.utc(until));
      if (behind != null) {
        and(
            "(at, stream, number) < (?::timestamptz, ?, ?)",
            Database.utc(behind.at()),
            behind.stream(),
            behind.number());
      }
    }

    String sql() {
      return parts.isEmpty() ? "" : " WHERE " + String.join(" AND ", parts);
    }
  }

  @Override
  public Optional<Chained> entry(String stream, long number) {
    Record row =
        database
            .sql()
            .fetchOne(
                "SELECT e.*, (SELECT hash FROM audit_entry WHERE stream = e.stream"
                    + " AND number = e.number - 1) AS previous"
                    + " FROM audit_entry e WHERE stream = ? AND number = ?",
                stream,
                number);
    if (row == null) return Optional.empty();
    byte[] previous = row.get("previous", byte[].class);
    return Optional.of(
        new Chained(
            entry(row),
            previous == null ? AuditChain.genesis(stream) : previous,
            row.get("hash", byte[].class)));
  }

  @Override
  public Optional<KeptSeal> sealOver(String stream, long number) {
    return Optional.ofNullable(
            database
                .sql()
                .fetchOne(
                    "SELECT s.*, t.token FROM audit_seal s"
                        + " LEFT JOIN audit_seal_stamp t ON t.seal = s.number WHERE s.number ="
                        + " (SELECT min(a.number) FROM audit_seal a,"
                        + " jsonb_array_elements(a.ranges) AS r WHERE r ->> 'stream' = ?"
                        + " AND (r ->> 'first')::bigint <= ? AND (r ->> 'last')::bigint >= ?)",
                    stream,
                    number,
                    number))
        .map(
            row ->
                new KeptSeal(
                    seal(row),
                    row.get("digest", String.class),
                    row.get("leaves", byte[].class),
                    Optional.ofNullable(row.get("token", byte[].class))));
  }

  @Override
  public Map<String, Long> sealedUpTo() {
    Map<String, Long> sealed = new TreeMap<>();
    database
        .sql()
        .fetch(
            "SELECT r ->> 'stream' AS stream, max((r ->> 'last')::bigint) AS last"
                + " FROM audit_seal, jsonb_array_elements(ranges) AS r GROUP BY 1")
        .forEach(row -> sealed.put(row.get("stream", String.class), row.get("last", Long.class)));
    return sealed;
  }

  @Override
  public Optional<Given> last(String account, String subject, List<String> acts, Instant since) {
    return Optional.ofNullable(
            database
                .sql()
                .fetchOne(
                    "SELECT at, reason FROM audit_entry WHERE subject = ? AND account = ?"
                        + " AND act = ANY (?::text[]) AND at >= ?::timestamptz"
                        + " ORDER BY at DESC LIMIT 1",
                    subject,
                    account,
                    acts.toArray(String[]::new),
                    Database.utc(since)))
        .map(
            row ->
                new Given(
                    row.get("at", Instant.class),
                    Optional.ofNullable(row.get("reason", String.class)).map(this::opened)));
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
