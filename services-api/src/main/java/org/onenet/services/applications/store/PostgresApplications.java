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
import org.jooq.Record;
import org.onenet.services.applications.Applications;
import org.onenet.services.applications.Document;
import org.onenet.services.applications.Draft;
import org.onenet.services.applications.Fetched;
import org.onenet.services.applications.Presented;
import org.onenet.services.platform.Database;
import org.onenet.services.platform.JsonText;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;

/** Drafts as rows with a version; documents as bytes beside them. */
@Singleton
public class PostgresApplications implements Applications {
  /** A draft with the documents that were uploaded for each field. */
  private static final String DRAFT =
      "SELECT a.*, (SELECT jsonb_object_agg(d.field, d.ids) FROM (SELECT field, jsonb_agg(id::text"
          + " ORDER BY id) AS ids FROM document WHERE application = a.id GROUP BY field) d) AS files"
          + " FROM application a";

  private static final String DOCUMENT = "SELECT id, field, name, media_type, size, sha256";

  private final Database database;

  @Inject
  public PostgresApplications(Database database) {
    this.database = database;
  }

  @Override
  public Optional<Draft> find(UUID id) {
    return Optional.ofNullable(database.sql().fetchOne(DRAFT + " WHERE a.id = ?", id))
        .map(PostgresApplications::draft);
  }

  @Override
  public List<Draft> drafts(String owner) {
    return database
        .sql()
        .fetch(DRAFT + " WHERE a.owner = ? AND NOT a.submitted ORDER BY a.saved_at DESC", owner)
        .map(PostgresApplications::draft);
  }

  @Override
  public boolean open(Draft draft) {
    return database
            .sql()
            .execute(
                "INSERT INTO application (id, owner, owner_name, citizen_number, service,"
                    + " service_version, answers, page, saved_at)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?) ON CONFLICT (id) DO NOTHING",
                draft.id(),
                draft.owner(),
                draft.ownerName(),
                draft.citizenNumber().orElse(null),
                draft.service(),
                draft.serviceVersion(),
                JsonText.of(draft.answers()),
                draft.page().orElse(null),
                Database.utc(draft.savedAt()))
        == 1;
  }

  @Override
  public boolean save(
      UUID id, long version, Map<String, JsonNode> answers, Optional<String> page, Instant at) {
    return database
            .sql()
            .execute(
                "UPDATE application SET answers = ?::jsonb, page = coalesce(?, page), saved_at = ?,"
                    + " version = version + 1 WHERE id = ? AND version = ? AND NOT submitted",
                JsonText.of(answers),
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
    Map<String, JsonNode> values = new LinkedHashMap<>();
    fetched.forEach((field, told) -> values.put(field, told.value()));
    database
        .sql()
        .execute(
            "UPDATE application SET fetched = fetched || ?::jsonb,"
                + " answers = ?::jsonb || answers, version = version + 1, saved_at = ?"
                + " WHERE id = ? AND NOT submitted",
            JsonText.of(fetched),
            JsonText.of(values),
            Database.utc(at),
            id);
  }

  @Override
  public void dropFetched(UUID id, Instant at) {
    database
        .sql()
        .execute(
            "UPDATE application SET fetched = '{}', answers = (SELECT coalesce("
                + "jsonb_object_agg(a.key, a.value), '{}') FROM jsonb_each(application.answers) a"
                + " WHERE application.fetched -> a.key -> 'value' IS DISTINCT FROM a.value),"
                + " version = version + 1, saved_at = ? WHERE id = ? AND NOT submitted",
            Database.utc(at),
            id);
  }

  @Override
  public void keepPresented(UUID id, Map<String, Presented> presented, Instant at) {
    Map<String, JsonNode> values = new LinkedHashMap<>();
    presented.forEach((field, shown) -> values.put(field, shown.value()));
    database
        .sql()
        .execute(
            "UPDATE application SET presented = presented || ?::jsonb,"
                + " answers = answers || ?::jsonb, version = version + 1, saved_at = ?"
                + " WHERE id = ? AND NOT submitted",
            JsonText.of(presented),
            JsonText.of(values),
            Database.utc(at),
            id);
  }

  @Override
  public boolean markSubmitted(UUID id, long version, String reference) {
    return database
            .sql()
            .execute(
                "UPDATE application SET submitted = true, case_reference = ?"
                    + " WHERE id = ? AND version = ? AND NOT submitted",
                reference,
                id,
                version)
        == 1;
  }

  @Override
  public Optional<String> caseOf(UUID id) {
    return Optional.ofNullable(
            database.sql().fetchOne("SELECT case_reference FROM application WHERE id = ?", id))
        .map(row -> row.get("case_reference", String.class));
  }

  @Override
  public boolean discard(UUID id) {
    return database.sql().execute("DELETE FROM application WHERE id = ? AND NOT submitted", id)
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
  public List<Document> documents(UUID application) {
    return database
        .sql()
        .fetch(DOCUMENT + " FROM document WHERE application = ? ORDER BY id", application)
        .map(PostgresApplications::document);
  }

  @Override
  public boolean add(UUID application, Document document, byte[] content) {
    return database
            .sql()
            .execute(
                "INSERT INTO document (id, application, field, name, media_type, size, sha256,"
                    + " content) SELECT ?, id, ?, ?, ?, ?, ?, ? FROM application"
                    + " WHERE id = ? AND NOT submitted",
                document.id(),
                document.field(),
                document.name(),
                document.mediaType(),
                document.size(),
                document.sha256(),
                content,
                application)
        == 1;
  }

  @Override
  public void remove(UUID application, UUID document) {
    database
        .sql()
        .execute(
            "DELETE FROM document WHERE id = ? AND application IN"
                + " (SELECT id FROM application WHERE id = ? AND NOT submitted)",
            document,
            application);
  }

  @Override
  public Optional<StoredDocument> document(UUID id) {
    return Optional.ofNullable(
            database
                .sql()
                .fetchOne(DOCUMENT + ", application, content FROM document WHERE id = ?", id))
        .map(
            row ->
                new StoredDocument(
                    row.get("application", UUID.class),
                    document(row),
                    row.get("content", byte[].class)));
  }

  private static Draft draft(Record row) {
    Map<String, JsonNode> answers = JsonText.members(row.get("answers", String.class));
    String files = row.get("files", String.class);
    if (files != null) answers.putAll(JsonText.members(files));
    return new Draft(
        row.get("id", UUID.class),
        row.get("owner", String.class),
        row.get("owner_name", String.class),
        Optional.ofNullable(row.get("citizen_number", String.class)),
        row.get("service", String.class),
        row.get("service_version", Integer.class),
        answers,
        JsonText.read(
            row.get("fetched", String.class), new TypeReference<Map<String, Fetched>>() {}),
        JsonText.read(
            row.get("presented", String.class), new TypeReference<Map<String, Presented>>() {}),
        Draft.Consent.valueOf(row.get("consent", String.class).toUpperCase(Locale.ROOT)),
        Optional.ofNullable(row.get("page", String.class)),
        row.get("version", Long.class),
        row.get("saved_at", Instant.class),
        row.get("submitted", Boolean.class));
  }

  private static Document document(Record row) {
    return new Document(
        row.get("id", UUID.class),
        row.get("field", String.class),
        row.get("name", String.class),
        row.get("media_type", String.class),
        row.get("size", Integer.class),
        row.get("sha256", String.class));
  }
}
