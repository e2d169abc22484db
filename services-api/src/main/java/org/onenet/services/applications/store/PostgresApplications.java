package org.onenet.services.applications.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jooq.Record;
import org.onenet.services.applications.Applications;
import org.onenet.services.applications.Document;
import org.onenet.services.applications.Draft;
import org.onenet.services.applications.Fetched;
import org.onenet.services.applications.Presented;
import org.onenet.services.platform.Database;
import org.onenet.services.platform.JsonText;
import org.onenet.services.platform.Vault;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;

/** Drafts as rows with a version, documents as bytes beside them; what they say is sealed. */
@Singleton
public class PostgresApplications implements Applications {
  /** A draft with the documents that were uploaded for each field. */
  private static final String DRAFT =
      "SELECT a.*, (SELECT jsonb_object_agg(d.field, d.ids) FROM (SELECT field, jsonb_agg(id::text"
          + " ORDER BY id) AS ids FROM document WHERE application = a.id GROUP BY field) d) AS files"
          + " FROM application a";

  private static final String DOCUMENT =
      "SELECT id, field, name, media_type, size, sha256, submitted";

  private static final TypeReference<Map<String, Fetched>> FETCHED = new TypeReference<>() {};
  private static final TypeReference<Map<String, Presented>> PRESENTED = new TypeReference<>() {};

  private final Database database;
  private final Vault vault;

  @Inject
  public PostgresApplications(Database database, Vault vault) {
    this.database = database;
    this.vault = vault;
  }

  @Override
  public Optional<Draft> find(UUID id) {
    return Optional.ofNullable(database.sql().fetchOne(DRAFT + " WHERE a.id = ?", id))
        .map(this::draft);
  }

  @Override
  public List<Draft> drafts(String owner) {
    return database
        .sql()
        .fetch(
            DRAFT
                + " WHERE a.owner = ? AND NOT a.submitted AND a.case_reference IS NULL"
                + " ORDER BY a.saved_at DESC",
            owner)
        .map(this::draft);
  }

  @Override
  public boolean open(Draft draft) {
    return database
            .sql()
            .execute(
                "INSERT INTO application (id, owner, owner_name, citizen_number, service,"
                    + " service_version, answers, page, saved_at)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
                draft.id(),
                draft.owner(),
                vault.seal(draft.owner(), place("owner_name", draft.id()), draft.ownerName()),
                vault.seal(
                    draft.owner(),
                    place("citizen_number", draft.id()),
                    draft.citizenNumber().orElse(null)),
                draft.service(),
                draft.serviceVersion(),
                sealed(draft.owner(), "answers", draft.id(), draft.answers()),
                draft.page().orElse(null),
                Database.utc(draft.savedAt()))
        == 1;
  }

  @Override
  public boolean save(
      UUID id, long version, Map<String, JsonNode> answers, Optional<String> page, Instant at) {
    Optional<String> owner = owner(id);
    if (owner.isEmpty()) return false;
    return database
            .sql()
            .execute(
                "UPDATE application SET answers = ?, page = coalesce(?, page), saved_at = ?,"
                    + " version = version + 1 WHERE id = ? AND version = ? AND NOT submitted",
                sealed(owner.get(), "answers", id, answers),
                page.orElse(null),
                Database.utc(at),
                id,
                version)
        == 1;
  }

  @Override
  public void keepConsent(UUID id, boolean given, Instant at) {
    database
        .sql()
        .execute(
            "UPDATE application SET consent = ?, version = version + 1, saved_at = ?"
                + " WHERE id = ? AND NOT submitted",
            given ? "given" : "declined",
            Database.utc(at),
            id);
  }

  @Override
  public void keepFetched(UUID id, Map<String, Fetched> fetched, Instant at) {
    change(
        id,
        at,
        content -> {
          Map<String, JsonNode> answers = new LinkedHashMap<>();
          fetched.forEach((field, told) -> answers.put(field, told.value()));
          answers.putAll(content.answers);
          Map<String, Fetched> all = new LinkedHashMap<>(content.fetched);
          all.putAll(fetched);
          return new Content(answers, all, content.presented);
        });
  }

  @Override
  public void dropFetched(UUID id, Instant at) {
    change(
        id,
        at,
        content -> {
          Map<String, JsonNode> answers = new LinkedHashMap<>(content.answers);
          content.fetched.forEach((field, told) -> answers.remove(field, told.value()));
          return new Content(answers, Map.of(), content.presented);
        });
  }

  @Override
  public void keepPresented(UUID id, Map<String, Presented> presented, Instant at) {
    change(
        id,
        at,
        content -> {
          Map<String, JsonNode> answers = new LinkedHashMap<>(content.answers);
          presented.forEach((field, shown) -> answers.put(field, shown.value()));
          Map<String, Presented> all = new LinkedHashMap<>(content.presented);
          all.putAll(presented);
          return new Content(answers, content.fetched, all);
        });
  }

  /** What of a draft is sealed and changes. */
  private record Content(
      Map<String, JsonNode> answers,
      Map<String, Fetched> fetched,
      Map<String, Presented> presented) {}

  private void change(UUID id, Instant at, UnaryOperator<Content> change) {
    database.inTransaction(
        () ->
            database
                .sql()
                .fetchOptional(
                    "SELECT * FROM application WHERE id = ? AND NOT submitted FOR UPDATE", id)
                .ifPresent(row -> keep(id, row, change.apply(content(row)), at)));
  }

  private void keep(UUID id, Record row, Content content, Instant at) {
    String owner = row.get("owner", String.class);
    database
        .sql()
        .execute(
            "UPDATE application SET answers = ?, fetched = ?, presented = ?,"
                + " version = version + 1, saved_at = ? WHERE id = ?",
            sealed(owner, "answers", id, content.answers),
            sealed(owner, "fetched", id, content.fetched),
            sealed(owner, "presented", id, content.presented),
            Database.utc(at),
            id);
  }

  private Content content(Record row) {
    return new Content(
        members(row), read(row, "fetched", FETCHED), read(row, "presented", PRESENTED));
  }

  private Map<String, JsonNode> members(Record row) {
    return JsonText.members(opened(row, "answers").orElse("{}"));
  }

  private <T> Map<String, T> read(Record row, String column, TypeReference<Map<String, T>> type) {
    return opened(row, column).map(json -> JsonText.read(json, type)).orElseGet(Map::of);
  }

  private Optional<String> opened(Record row, String column) {
    return vault.open(place(column, row.get("id", UUID.class)), row.get(column, byte[].class));
  }

  /** Nothing is sealed of nothing. */
  private byte[] sealed(String owner, String column, UUID id, Map<String, ?> values) {
    boolean isKept = column.equals("answers") || !values.isEmpty();
    return isKept ? vault.seal(owner, place(column, id), JsonText.of(values)) : null;
  }

  private static String place(String column, UUID id) {
    return Vault.place("application", column, id);
  }

  private static String contentPlace(UUID document) {
    return Vault.place("document", "content", document);
  }

  private static String namePlace(UUID document) {
    return Vault.place("document", "name", document);
  }

  private Optional<String> owner(UUID id) {
    return database
        .sql()
        .fetchOptional("SELECT owner FROM application WHERE id = ?", id)
        .map(row -> row.get("owner", String.class));
  }

  @Override
  public boolean markSubmitted(UUID id, long version, String reference) {
    boolean marked =
        database
                .sql()
                .execute(
                    "UPDATE application SET submitted = true, case_reference = ?"
                        + " WHERE id = ? AND version = ? AND NOT submitted",
                    reference,
                    id,
                    version)
            == 1;
    if (marked) {
      database.sql().execute("UPDATE document SET submitted = true WHERE application = ?", id);
    }
    return marked;
  }

  @Override
  public void reopen(UUID id) {
    database
        .sql()
        .execute(
            "UPDATE application SET submitted = false, page = NULL, version = version + 1"
                + " WHERE id = ? AND submitted",
            id);
  }

  @Override
  public void close(UUID id) {
    database
        .sql()
        .execute(
            "UPDATE application SET submitted = true, version = version + 1"
                + " WHERE id = ? AND NOT submitted AND case_reference IS NOT NULL",
            id);
  }

  @Override
  public Optional<String> caseOf(UUID id) {
    return Optional.ofNullable(
            database.sql().fetchOne("SELECT case_reference FROM application WHERE id = ?", id))
        .map(row -> row.get("case_reference", String.class));
  }

  @Override
  public boolean discard(UUID id) {
    return database
            .sql()
            .execute(
                "DELETE FROM application"
                    + " WHERE id = ? AND NOT submitted AND case_reference IS NULL",
                id)
        == 1;
  }

  @Override
  public boolean holdDraft(UUID id) {
    return database
            .sql()
            .fetchOne(
                "SELECT 1 FROM application WHERE id = ? AND NOT submitted FOR NO KEY UPDATE", id)
        != null;
  }

  @Override
  public void clear(UUID id) {
    database.sql().execute("DELETE FROM document WHERE application = ?", id);
    database
        .sql()
        .execute(
            "UPDATE application SET owner_name = ?, citizen_number = NULL, answers = ?,"
                + " fetched = NULL, presented = NULL, version = version + 1"
                + " WHERE id = ? AND submitted",
            Vault.gone(),
            Vault.gone(),
            id);
  }

  @Override
  public List<Document> documents(UUID application) {
    return database
        .sql()
        .fetch(DOCUMENT + " FROM document WHERE application = ? ORDER BY id", application)
        .map(this::document);
  }

  @Override
  public boolean add(UUID application, Document document, byte[] content) {
    Optional<String> owner = owner(application);
    if (owner.isEmpty()) return false;
    return database
            .sql()
            .execute(
                "INSERT INTO document (id, application, field, name, media_type, size, sha256,"
                    + " content) SELECT ?, id, ?, ?, ?, ?, ?, ? FROM application"
                    + " WHERE id = ? AND NOT submitted FOR KEY SHARE",
                document.id(),
                document.field(),
                vault.seal(owner.get(), namePlace(document.id()), document.name()),
                document.mediaType(),
                document.size(),
                document.sha256(),
                vault.sealBytes(owner.get(), contentPlace(document.id()), content),
                application)
        == 1;
  }

  @Override
  public boolean remove(UUID application, UUID document) {
    return database
            .sql()
            .execute(
                "DELETE FROM document WHERE id = ? AND NOT submitted AND application IN"
                    + " (SELECT id FROM application WHERE id = ? AND NOT submitted)",
                document,
                application)
        == 1;
  }

  @Override
  public Optional<StoredDocument> document(UUID id) {
    return Optional.ofNullable(
            database
                .sql()
                .fetchOne(DOCUMENT + ", application, content FROM document WHERE id = ?", id))
        .flatMap(
            row ->
                vault
                    .openBytes(contentPlace(id), row.get("content", byte[].class))
                    .map(
                        content ->
                            new StoredDocument(
                                row.get("application", UUID.class), document(row), content)));
  }

  private Draft draft(Record row) {
    Content content = content(row);
    Map<String, JsonNode> answers = new LinkedHashMap<>(content.answers);
    String files = row.get("files", String.class);
    if (files != null) answers.putAll(JsonText.members(files));
    return new Draft(
        row.get("id", UUID.class),
        row.get("owner", String.class),
        opened(row, "owner_name").orElse(Vault.ERASED),
        opened(row, "citizen_number"),
        row.get("service", String.class),
        row.get("service_version", Integer.class),
        answers,
        content.fetched,
        content.presented,
        Draft.Consent.valueOf(row.get("consent", String.class).toUpperCase(Locale.ROOT)),
        Optional.ofNullable(row.get("page", String.class)),
        row.get("version", Long.class),
        row.get("saved_at", Instant.class),
        row.get("submitted", Boolean.class),
        Optional.ofNullable(row.get("case_reference", String.class)));
  }

  private Document document(Record row) {
    return new Document(
        row.get("id", UUID.class),
        row.get("field", String.class),
        vault
            .open(namePlace(row.get("id", UUID.class)), row.get("name", byte[].class))
            .orElse(Vault.ERASED),
        row.get("media_type", String.class),
        row.get("size", Integer.class),
        row.get("sha256", String.class),
        row.get("submitted", Boolean.class));
  }
}
