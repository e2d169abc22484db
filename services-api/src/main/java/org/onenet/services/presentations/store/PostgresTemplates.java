package org.onenet.services.presentations.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Record;
import org.onenet.services.platform.Database;
import org.onenet.services.platform.JsonText;
import org.onenet.services.presentations.Templates;

/** Templates as rows; an organisation sees its own. */
@Singleton
public class PostgresTemplates implements Templates {
  private final Database database;

  @Inject
  public PostgresTemplates(Database database) {
    this.database = database;
  }

  @Override
  public List<Template> of(String verifier) {
    return database
        .sql()
        .fetch("SELECT * FROM presentation_template WHERE verifier = ? ORDER BY name", verifier)
        .map(PostgresTemplates::template);
  }

  @Override
  public Optional<Template> find(String verifier, UUID id) {
    return Optional.ofNullable(
            database
                .sql()
                .fetchOne(
                    "SELECT * FROM presentation_template WHERE verifier = ? AND id = ?",
                    verifier,
                    id))
        .map(PostgresTemplates::template);
  }

  @Override
  public boolean add(Template template, String madeBy) {
    return database
            .sql()
            .execute(
                "INSERT INTO presentation_template (id, verifier, name, purpose, query, made_by,"
                    + " made_at) VALUES (?, ?, ?, ?, ?::jsonb, ?, ?) ON CONFLICT DO NOTHING",
                template.id(),
                template.verifier(),
                template.name(),
                template.purpose(),
                JsonText.of(template.query().json()),
                madeBy,
                Database.utc(template.madeAt()))
        == 1;
  }

  @Override
  public void remove(String verifier, UUID id) {
    database
        .sql()
        .execute("DELETE FROM presentation_template WHERE verifier = ? AND id = ?", verifier, id);
  }

  private static Template template(Record row) {
    return new Template(
        row.get("id", UUID.class),
        row.get("verifier", String.class),
        row.get("name", String.class),
        row.get("purpose", String.class),
        PostgresPresentations.query(row),
        row.get("made_at", Instant.class));
  }
}
