package org.onenet.services.exchange.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Record;
import org.onenet.services.exchange.Exchange;
import org.onenet.services.exchange.Exchanges;
import org.onenet.services.platform.Database;
import org.onenet.services.platform.JsonText;
import org.onenet.services.platform.Text;
import org.onenet.services.platform.Vault;
import tools.jackson.core.type.TypeReference;

/**
 * Exchanges as rows, one for each application and evidence type: the unique pair is the claim.
 * {@code next_at} of a waiting one is the end of its lease, of an unavailable one the next try.
 */
@Singleton
public class PostgresExchanges implements Exchanges {
  /** An application's rows are locked in this order, whoever takes several of them. */
  private static final String IN_ORDER = " ORDER BY application, evidence_type FOR UPDATE";

  private static final String CLAIM =
      "INSERT INTO exchange (id, application, service, requester, register, evidence_type, fields,"
          + " owner, subject, consent, law, state, attempts, asked_at, next_at)"
          + " SELECT e.id, e.application, e.service, e.requester, e.register, e.evidence_type,"
          + " e.fields, e.owner, decode(e.subject, 'hex'), e.consent, e.law, 'waiting', 1,"
          + " ?::timestamptz, ?::timestamptz FROM jsonb_to_recordset(?::jsonb) AS e (id uuid,"
          + " application uuid, service text, requester text, register text, evidence_type text,"
          + " fields text[], owner text, subject text, consent uuid, law jsonb)"
          + " ON CONFLICT (application, evidence_type) DO UPDATE SET"
          + " state = 'waiting', attempts = exchange.attempts + 1, fields = excluded.fields,"
          + " consent = excluded.consent, law = excluded.law, reason = NULL,"
          + " records = NULL, kept_until = NULL,"
          + " asked_at = excluded.asked_at, next_at = excluded.next_at"
          + " WHERE exchange.state = 'idle'"
          + " OR (exchange.state = 'unavailable' AND exchange.asked_at < ?::timestamptz)"
          + " OR (exchange.state = 'fetched' AND (exchange.kept_until <= ?::timestamptz"
          + " OR NOT exchange.fields @> excluded.fields))"
          + " RETURNING *";

  private static final TypeReference<List<Map<String, String>>> RECORDS = new TypeReference<>() {};
  private static final TypeReference<Text> TEXT = new TypeReference<>() {};

  /** Whoever asks again and again does not make the register be asked each time. */
  private static final Duration NOT_AGAIN_WITHIN = Duration.ofSeconds(5);

  /** What could not be had for so long is not tried again by itself. */
  private static final Duration GIVE_UP = Duration.ofDays(3);

  private final Database database;
  private final Vault vault;

  @Inject
  public PostgresExchanges(Database database, Vault vault) {
    this.database = database;
    this.vault = vault;
  }

  @Override
  public List<Exchange> of(UUID application) {
    return database
        .sql()
        .fetch("SELECT * FROM exchange WHERE application = ? ORDER BY evidence_type", application)
        .map(this::exchange);
  }

  @Override
  public Optional<Exchange> find(UUID id) {
    return Optional.ofNullable(database.sql().fetchOne("SELECT * FROM exchange WHERE id = ?", id))
        .map(this::exchange);
  }

  @Override
  public List<Exchange> claim(List<Exchange> wanted, Instant now, Instant lease) {
    if (wanted.isEmpty()) return List.of();
    List<Map<String, Object>> rows =
        wanted.stream()
            .sorted(Comparator.comparing(Exchange::evidenceType))
            .map(this::columns)
            .toList();
    return database
        .sql()
        .fetch(
            CLAIM,
            Database.utc(now),
            Database.utc(lease),
            JsonText.of(rows),
            Database.utc(now.minus(NOT_AGAIN_WITHIN)),
            Database.utc(now))
        .map(this::exchange);
  }

  private Map<String, Object> columns(Exchange wanted) {
    Map<String, Object> columns = new HashMap<>();
    columns.put("id", wanted.id());
    columns.put("application", wanted.application());
    columns.put("service", wanted.service());
    columns.put("requester", wanted.requester());
    columns.put("register", wanted.register());
    columns.put("evidence_type", wanted.evidenceType());
    columns.put("fields", wanted.fields());
    columns.put("owner", wanted.owner());
    byte[] subject = vault.seal(wanted.owner(), subjectPlace(wanted), wanted.subject());
    columns.put("subject", HexFormat.of().formatHex(subject));
    columns.put("consent", wanted.consent().orElse(null));
    columns.put("law", wanted.law().orElse(null));
    return columns;
  }

  @Override
  public List<Exchange> due(int most, Instant now, Instant lease) {
    return database
        .sql()
        .fetch(
            "UPDATE exchange SET state = 'waiting', attempts = attempts + 1,"
                + " next_at = ?::timestamptz WHERE id IN"
                + " (SELECT id FROM exchange WHERE state IN ('waiting', 'unavailable')"
                + " AND next_at <= ?::timestamptz ORDER BY next_at LIMIT ? FOR UPDATE SKIP LOCKED)"
                + " RETURNING *",
            Database.utc(lease),
            Database.utc(now),
            most)
        .map(this::exchange);
  }

  @Override
  public boolean fetched(Exchange exchange, String requestHash, String answerHash) {
    return database
            .sql()
            .execute(
                "UPDATE exchange SET state = 'fetched', records = ?, request_hash = ?,"
                    + " answer_hash = ?, answered_at = ?, kept_until = ?, next_at = NULL, reason = NULL"
                    + " WHERE id = ? AND state = 'waiting' AND (consent IS NULL OR EXISTS"
                    + " (SELECT 1 FROM consent_receipt r WHERE r.id = exchange.consent"
                    + " AND r.withdrawn_at IS NULL))",
                vault.seal(
                    exchange.owner(), recordsPlace(exchange.id()), JsonText.of(exchange.records())),
                requestHash,
                answerHash,
                Database.utc(exchange.answeredAt().orElseThrow()),
                Database.utc(exchange.keptUntil().orElseThrow()),
                exchange.id())
        == 1;
  }

  @Override
  public boolean failed(
      Exchange exchange, String requestHash, String reason, Optional<Instant> nextAt) {
    return database
            .sql()
            .execute(
                "UPDATE exchange SET state = 'unavailable', reason = ?,"
                    + " request_hash = coalesce(?, request_hash), next_at = CASE"
                    + " WHEN ?::timestamptz < asked_at + make_interval(secs => ?)"
                    + " THEN ?::timestamptz END"
                    + " WHERE id = ? AND state = 'waiting' AND attempts = ?",
                reason,
                requestHash,
                nextAt.map(Database::utc).orElse(null),
                GIVE_UP.toSeconds(),
                nextAt.map(Database::utc).orElse(null),
                exchange.id(),
                exchange.attempts())
        == 1;
  }

  @Override
  public void release(UUID id, Instant now) {
    database
        .sql()
        .execute(
            "UPDATE exchange SET next_at = ? WHERE id = ? AND state = 'waiting'",
            Database.utc(now),
            id);
  }

  @Override
  public int withdraw(UUID consent) {
    return database
        .sql()
        .execute(
            "UPDATE exchange SET state = 'unavailable', reason = 'consent-withdrawn',"
                + " next_at = NULL, records = NULL, kept_until = NULL WHERE id IN"
                + " (SELECT id FROM exchange WHERE consent = ?"
                + IN_ORDER
                + ")",
            consent);
  }

  @Override
  public int end(UUID application) {
    return database
        .sql()
        .execute(
            "UPDATE exchange SET state = 'unavailable', reason = 'no-longer-needed', next_at = NULL"
                + " WHERE id IN (SELECT id FROM exchange WHERE application = ? AND state <> 'fetched'"
                + IN_ORDER
                + ")",
            application);
  }

  @Override
  public int discard(UUID application) {
    return database
        .sql()
        .execute(
            "UPDATE exchange SET state = 'unavailable', reason = 'no-longer-needed',"
                + " next_at = NULL, records = NULL, kept_until = NULL WHERE id IN"
                + " (SELECT id FROM exchange WHERE application = ?"
                + IN_ORDER
                + ")",
            application);
  }

  @Override
  public boolean outdate(UUID id) {
    return database
            .sql()
            .execute(
                "UPDATE exchange SET state = 'idle', records = NULL, kept_until = NULL"
                    + " WHERE id = ? AND state = 'fetched'",
                id)
        == 1;
  }

  @Override
  public void clear(UUID application) {
    database
        .sql()
        .execute(
            "UPDATE exchange SET subject = ?, records = NULL, kept_until = NULL, next_at = NULL,"
                + " state = CASE WHEN state = 'fetched' THEN 'idle' ELSE state END"
                + " WHERE id IN (SELECT id FROM exchange WHERE application = ?"
                + IN_ORDER
                + ")",
            Vault.gone(),
            application);
  }

  @Override
  public int forget(Instant now) {
    return database
        .sql()
        .execute(
            "UPDATE exchange SET state = 'idle', records = NULL, kept_until = NULL"
                + " WHERE id IN (SELECT id FROM exchange WHERE state = 'fetched'"
                + " AND kept_until <= ?::timestamptz FOR UPDATE SKIP LOCKED)",
            Database.utc(now));
  }

  private Exchange exchange(Record row) {
    Optional<String> records =
        vault.open(recordsPlace(row.get("id", UUID.class)), row.get("records", byte[].class));
    return new Exchange(
        row.get("id", UUID.class),
        row.get("application", UUID.class),
        row.get("service", String.class),
        row.get("requester", String.class),
        row.get("register", String.class),
        row.get("evidence_type", String.class),
        List.of(row.get("fields", String[].class)),
        row.get("owner", String.class),
        vault
            .open(
                subjectPlace(
                    row.get("application", UUID.class), row.get("evidence_type", String.class)),
                row.get("subject", byte[].class))
            .orElse(Vault.ERASED),
        Optional.ofNullable(row.get("consent", UUID.class)),
        Optional.ofNullable(row.get("law", String.class)).map(law -> JsonText.read(law, TEXT)),
        Exchange.State.valueOf(row.get("state", String.class).toUpperCase(Locale.ROOT)),
        Optional.ofNullable(row.get("reason", String.class)),
        row.get("attempts", Integer.class),
        Optional.ofNullable(row.get("next_at", Instant.class)),
        Optional.ofNullable(row.get("answered_at", Instant.class)),
        Optional.ofNullable(row.get("kept_until", Instant.class)),
        records.map(json -> JsonText.read(json, RECORDS)).orElseGet(List::of));
  }

  /** By what is unique of it: asked again, it keeps its id. */
  private static String subjectPlace(UUID application, String evidenceType) {
    return Vault.place("exchange", "subject", application + " " + evidenceType);
  }

  private static String subjectPlace(Exchange wanted) {
    return subjectPlace(wanted.application(), wanted.evidenceType());
  }

  private static String recordsPlace(UUID id) {
    return Vault.place("exchange", "records", id);
  }
}
