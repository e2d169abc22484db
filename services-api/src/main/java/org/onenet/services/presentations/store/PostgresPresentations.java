package org.onenet.services.presentations.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Record;
import org.onenet.credentials.ClientIdPrefix;
import org.onenet.credentials.DcqlQuery;
import org.onenet.credentials.ResponseKey;
import org.onenet.services.platform.Database;
import org.onenet.services.platform.JsonText;
import org.onenet.services.platform.Vault;
import org.onenet.services.presentations.Presentation;
import org.onenet.services.presentations.Presentation.Asker;
import org.onenet.services.presentations.Presentation.Facts;
import org.onenet.services.presentations.Presentation.Profile;
import org.onenet.services.presentations.Presentation.Why;
import org.onenet.services.presentations.Presentations;
import org.onenet.services.presentations.Shown;
import tools.jackson.core.type.TypeReference;

/** Questions as rows; a row's first answer is what answers race for. */
@Singleton
public class PostgresPresentations implements Presentations {
  private static final int LONGEST_REFUSAL = 500;
  private static final String CAN_END =
      " WHERE id = ? AND ended IS NULL AND expires_at > ?::timestamptz";

  private final Database database;
  private final Vault vault;

  @Inject
  public PostgresPresentations(Database database, Vault vault) {
    this.database = database;
    this.vault = vault;
  }

  @Override
  public void add(Facts facts, String token, Optional<ResponseKey> responseKey) {
    database
        .sql()
        .execute(
            "INSERT INTO presentation (id, verifier, application, account, purpose, query, prefix,"
                + " client_id, profile, token, response_key, encrypted, redirect_uri, made_at,"
                + " expires_at)"
                + " VALUES (?, ?, ?, ?, ?::jsonb, ?::jsonb, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            facts.id(),
            facts.asker().verifier().orElse(null),
            facts.asker() instanceof Asker.City city ? city.application() : null,
            facts.account(),
            JsonText.of(facts.why()),
            JsonText.of(facts.query().json()),
            facts.prefix().word(),
            facts.clientId(),
            facts.profile().name().toLowerCase(Locale.ROOT),
            token,
            responseKey.map(ResponseKey::privateJwk).orElse(null),
            facts.encrypted(),
            facts.redirectUri().orElse(null),
            Database.utc(facts.madeAt()),
            Database.utc(facts.expiresAt()));
  }

  @Override
  public Optional<Presentation> find(UUID id, Instant at) {
    return Optional.ofNullable(
            database.sql().fetchOne("SELECT * FROM presentation WHERE id = ?", id))
        .map(row -> presentation(row, at));
  }

  @Override
  public List<Presentation> of(String verifier, int most, Instant at) {
    return database
        .sql()
        .fetch(
            "SELECT * FROM presentation WHERE verifier = ? ORDER BY made_at DESC LIMIT ?",
            verifier,
            most)
        .map(row -> presentation(row, at));
  }

  @Override
  public Optional<Open> open(String token, Instant at) {
    return Optional.ofNullable(
            database
                .sql()
                .fetchOne(
                    "SELECT * FROM presentation WHERE token = ? AND ended IS NULL"
                        + " AND expires_at > ?::timestamptz",
                    token,
                    Database.utc(at)))
        .map(
            row ->
                new Open(
                    facts(row),
                    Optional.ofNullable(row.get("response_key", String.class))
                        .map(ResponseKey::of)));
  }

  @Override
  public Optional<Facts> answeredBy(String token, String answer) {
    return Optional.ofNullable(
            database
                .sql()
                .fetchOne(
                    "SELECT * FROM presentation WHERE token = ? AND answer = ?", token, answer))
        .map(PostgresPresentations::facts);
  }

  @Override
  public void fetched(UUID id, Instant at) {
    database
        .sql()
        .execute(
            "UPDATE presentation SET fetched_at = coalesce(fetched_at, ?::timestamptz)"
                + " WHERE id = ?",
            Database.utc(at),
            id);
  }

  @Override
  public void refused(UUID id, String why) {
    String kept = why.length() <= LONGEST_REFUSAL ? why : why.substring(0, LONGEST_REFUSAL);
    database
        .sql()
        .execute(
            "UPDATE presentation SET refusals = refusals + 1, last_refusal = ? WHERE id = ?",
            kept.replace("\0", ""),
            id);
  }

  @Override
  public boolean answer(
      UUID id,
      List<Shown> shown,
      String answer,
      Optional<String> responseCode,
      Instant at,
      Instant keepUntil) {
    return database
            .sql()
            .execute(
                "UPDATE presentation SET ended = 'answered', ended_at = ?::timestamptz,"
                    + " shown = ?, answer = ?, response_code = ?,"
                    + " keep_until = ?::timestamptz, response_key = NULL"
                    + CAN_END,
                Database.utc(at),
                vault.seal(shower(id), shownPlace(id), JsonText.of(shown).replace("\\u0000", "")),
                answer,
                responseCode.orElse(null),
                Database.utc(keepUntil),
                id,
                Database.utc(at))
        == 1;
  }

  @Override
  public boolean decline(UUID id, String code, Instant at) {
    return database
            .sql()
            .execute(
                "UPDATE presentation SET ended = 'declined', ended_at = ?::timestamptz,"
                    + " last_refusal = ?, response_key = NULL"
                    + CAN_END,
                Database.utc(at),
                code,
                id,
                Database.utc(at))
        == 1;
  }

  @Override
  public void clear(UUID application) {
    database
        .sql()
        .execute(
            "UPDATE presentation SET shown = NULL, keep_until = NULL WHERE application = ?",
            application);
  }

  @Override
  public void forget(Instant at) {
    database
        .sql()
        .fetch(
            "UPDATE presentation SET shown = NULL, keep_until = NULL"
                + " WHERE keep_until < ?::timestamptz RETURNING id",
            Database.utc(at))
        .forEach(row -> vault.erase(shower(row.get("id", UUID.class))));
    database
        .sql()
        .execute(
            "UPDATE presentation SET response_key = NULL"
                + " WHERE response_key IS NOT NULL AND expires_at < ?::timestamptz",
            Database.utc(at));
  }

  private Presentation presentation(Record row, Instant at) {
    Facts facts = facts(row);
    Instant ended = row.get("ended_at", Instant.class);
    String how = row.get("ended", String.class);
    if ("answered".equals(how)) {
      return new Presentation.Answered(
          facts,
          ended,
          Optional.ofNullable(row.get("shown", byte[].class))
              .filter(shown -> at.isBefore(row.get("keep_until", Instant.class)))
              .flatMap(shown -> vault.open(shownPlace(facts.id()), shown))
              .map(shown -> JsonText.read(shown, new TypeReference<List<Shown>>() {})),
          Optional.ofNullable(row.get("response_code", String.class)));
    }
    if ("declined".equals(how)) {
      return new Presentation.Declined(facts, ended, facts.lastRefusal().orElse(""));
    }
    if (!at.isBefore(facts.expiresAt())) return new Presentation.Over(facts);
    Instant fetched = row.get("fetched_at", Instant.class);
    return fetched == null
        ? new Presentation.Waiting(facts)
        : new Presentation.Fetched(facts, fetched);
  }

  /** Who shows something may have no account: each time they are somebody of their own. */
  private static String shower(UUID presentation) {
    return "presentation." + presentation;
  }

  private static String shownPlace(UUID id) {
    return Vault.place("presentation", "shown", id);
  }

  private static Facts facts(Record row) {
    String verifier = row.get("verifier", String.class);
    return new Facts(
        row.get("id", UUID.class),
        verifier == null
            ? new Asker.City(row.get("application", UUID.class))
            : new Asker.Organisation(verifier),
        row.get("account", String.class),
        JsonText.read(row.get("purpose", String.class), new TypeReference<Why>() {}),
        query(row),
        ClientIdPrefix.valueOf(row.get("prefix", String.class).toUpperCase(Locale.ROOT)),
        row.get("client_id", String.class),
        Profile.valueOf(row.get("profile", String.class).toUpperCase(Locale.ROOT)),
        row.get("encrypted", Boolean.class),
        Optional.ofNullable(row.get("redirect_uri", String.class)),
        row.get("made_at", Instant.class),
        row.get("expires_at", Instant.class),
        row.get("refusals", Integer.class),
        Optional.ofNullable(row.get("last_refusal", String.class)));
  }

  static DcqlQuery query(Record row) {
    return DcqlQuery.read(
        JsonText.read(row.get("query", String.class), new TypeReference<Map<String, Object>>() {}));
  }
}
