package org.onenet.services.privacy.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Record;
import org.onenet.services.catalogue.Retention;
import org.onenet.services.platform.Database;
import org.onenet.services.platform.JsonText;
import org.onenet.services.privacy.Kept;
import org.onenet.services.privacy.Remains;

/** Notices and the list of what went as rows; what is due is asked of the features' own tables. */
@Singleton
public class PostgresRemains implements Remains {
  private static final String CASES =
      """
      SELECT f.reference AS id, f.owner, f.decided_at AS since FROM case_file f
      WHERE f.service = ? AND f.service_version = ? AND f.decided_at <= ?::timestamptz
        AND f.cleared_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM retention_notice n WHERE n.kind = 'case' AND n.id = f.reference)
      ORDER BY f.decided_at LIMIT ? FOR UPDATE OF f SKIP LOCKED
      """;

  /** A certificate ends when it is revoked (state 1), or on its last day. */
  private static final String CERTIFICATES =
      """
      SELECT c.id::text AS id, c.holder AS owner, e.ended AS since
      FROM credential c JOIN case_file f ON f.reference = c.case_reference,
        LATERAL (SELECT coalesce(CASE WHEN c.state = 1 THEN (
          SELECT max(coalesce(a.answered_at, a.asked_at)) FROM status_act a
          WHERE a.credential = c.id AND a.kind = 'revoke' AND a.state = 'done') END,
          c.valid_until) AS ended) e
      WHERE f.service = ? AND f.service_version = ? AND e.ended <= ?::timestamptz
        AND c.cleared_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM retention_notice n WHERE n.kind = 'certificate' AND n.id = c.id::text)
      ORDER BY e.ended LIMIT ? FOR UPDATE OF c SKIP LOCKED
      """;

  private static final String DRAFTS =
      """
      SELECT a.id::text AS id, a.owner, a.saved_at AS since FROM application a
      WHERE NOT a.submitted AND a.case_reference IS NULL AND a.saved_at <= ?::timestamptz
        AND NOT EXISTS (SELECT 1 FROM retention_notice n WHERE n.kind = 'draft' AND n.id = a.id::text)
      ORDER BY a.saved_at LIMIT ? FOR UPDATE OF a SKIP LOCKED
      """;

  /** A draft must not be saved meanwhile, so its row is taken too: by who deletes it. */
  private static final String DUE =
      """
      SELECT * FROM retention_notice n
      WHERE n.ends_at <= ?::timestamptz
        AND (n.kind <> 'case' OR EXISTS (SELECT 1 FROM case_file f JOIN case_count c
          ON c.reference = f.reference AND c.version >= f.version WHERE f.reference = n.id))
        AND (n.kind <> 'draft' OR EXISTS (SELECT 1 FROM application a
          WHERE a.id::text = n.id AND NOT a.submitted AND a.case_reference IS NULL
            AND a.saved_at <= n.told_at))
      ORDER BY n.ends_at LIMIT 1 FOR UPDATE OF n SKIP LOCKED
      """;

  private final Database database;

  @Inject
  public PostgresRemains(Database database) {
    this.database = database;
  }

  @Override
  public List<Version> versions() {
    return database
        .sql()
        .fetch("SELECT DISTINCT service, service_version FROM case_file")
        .map(
            row ->
                new Version(
                    row.get("service", String.class), row.get("service_version", Integer.class)));
  }

  @Override
  public List<Untold> untold(Kept.Kind kind, Version of, Instant endedBy, int most) {
    return database
        .sql()
        .fetch(
            kind == Kept.Kind.CASE ? CASES : CERTIFICATES,
            of.service(),
            of.version(),
            Database.utc(endedBy),
            most)
        .map(PostgresRemains::untold);
  }

  @Override
  public List<Untold> untoldDrafts(Instant savedBy, int most) {
    return database.sql().fetch(DRAFTS, Database.utc(savedBy), most).map(PostgresRemains::untold);
  }

  @Override
  public boolean tell(Kept.Kind kind, String id, Instant at, Instant endsAt) {
    return database
            .sql()
            .execute(
                "INSERT INTO retention_notice (kind, id, told_at, ends_at) VALUES (?, ?, ?, ?)"
                    + " ON CONFLICT DO NOTHING",
                kind.word(),
                id,
                Database.utc(at),
                Database.utc(endsAt))
        == 1;
  }

  @Override
  public int untellSaved() {
    return database
        .sql()
        .execute(
            "DELETE FROM retention_notice n WHERE n.kind = 'draft' AND NOT EXISTS"
                + " (SELECT 1 FROM application a WHERE a.id::text = n.id AND NOT a.submitted"
                + " AND a.case_reference IS NULL AND a.saved_at <= n.told_at)");
  }

  @Override
  public Optional<Notice> due(Instant now) {
    Optional<Notice> due =
        database.sql().fetchOptional(DUE, Database.utc(now)).map(PostgresRemains::notice);
    return due.filter(notice -> notice.kind() != Kept.Kind.DRAFT || isStillLeft(notice));
  }

  /** Whoever saves the draft in this moment is waited for. */
  private boolean isStillLeft(Notice notice) {
    return database
        .sql()
        .fetchOptional(
            "SELECT 1 FROM application WHERE id = ? AND NOT submitted AND case_reference IS NULL"
                + " AND saved_at <= ?::timestamptz FOR UPDATE",
            UUID.fromString(notice.id()),
            Database.utc(notice.toldAt()))
        .isPresent();
  }

  @Override
  public Map<String, Notice> told(Kept.Kind kind, List<String> ids) {
    Map<String, Notice> told = new HashMap<>();
    database
        .sql()
        .fetch(
            "SELECT * FROM retention_notice WHERE kind = ? AND id = ANY (?::text[])",
            kind.word(),
            ids.toArray(String[]::new))
        .forEach(row -> told.put(row.get("id", String.class), notice(row)));
    return told;
  }

  @Override
  public void gone(Kept.Kind kind, String id, Instant at, List<String> what, Retention rule) {
    database
        .sql()
        .execute(
            "INSERT INTO retention_log (kind, id, at, what, months, ground)"
                + " VALUES (?, ?, ?, ?::text[], ?, ?::jsonb)",
            kind.word(),
            id,
            Database.utc(at),
            what.toArray(String[]::new),
            rule.months(),
            JsonText.of(rule.ground()));
    database
        .sql()
        .execute("DELETE FROM retention_notice WHERE kind = ? AND id = ?", kind.word(), id);
  }

  @Override
  public Map<String, Instant> gone(Kept.Kind kind, List<String> ids) {
    Map<String, Instant> gone = new HashMap<>();
    database
        .sql()
        .fetch(
            "SELECT id, at FROM retention_log WHERE kind = ? AND id = ANY (?::text[])",
            kind.word(),
            ids.toArray(String[]::new))
        .forEach(row -> gone.put(row.get("id", String.class), row.get("at", Instant.class)));
    return gone;
  }

  @Override
  public Optional<String> caseOfCertificate(String id) {
    return database
        .sql()
        .fetchOptional("SELECT case_reference FROM credential WHERE id = ?", UUID.fromString(id))
        .map(row -> row.get("case_reference", String.class));
  }

  @Override
  public void holdDrafts(String person) {
    database
        .sql()
        .fetch("SELECT id FROM application WHERE owner = ? ORDER BY id FOR UPDATE", person);
  }

  private static Untold untold(Record row) {
    return new Untold(
        row.get("id", String.class),
        row.get("owner", String.class),
        row.get("since", Instant.class));
  }

  private static Notice notice(Record row) {
    return new Notice(
        Kept.Kind.valueOf(row.get("kind", String.class).toUpperCase(Locale.ROOT)),
        row.get("id", String.class),
        row.get("told_at", Instant.class),
        row.get("ends_at", Instant.class));
  }
}
