package org.onenet.services.issuance.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.onenet.services.issuance.ListForm;
import org.onenet.services.issuance.PublishedLists;
import org.onenet.services.issuance.StatusPlaces.ListId;
import org.onenet.services.platform.Database;

/** Signed lists as rows. */
@Singleton
public class PostgresPublishedLists implements PublishedLists {
  private final Database database;

  @Inject
  public PostgresPublishedLists(Database database) {
    this.database = database;
  }

  @Override
  public Optional<Found> find(ListId list, ListForm form) {
    return Optional.ofNullable(
            database
                .sql()
                .fetchOne(
                    "SELECT p.*, p.changes >= l.changes AS tells_all FROM published_list p"
                        + " JOIN status_list l USING (department, number)"
                        + " WHERE p.department = ? AND p.number = ? AND p.form = ?",
                    list.department(),
                    list.number(),
                    form.word()))
        .map(
            row ->
                new Found(
                    new Published(
                        row.get("changes", Long.class),
                        row.get("key_id", String.class),
                        row.get("signed_at", Instant.class),
                        row.get("compact", String.class),
                        row.get("tag", String.class)),
                    row.get("tells_all", Boolean.class)));
  }

  @Override
  public void keep(ListId list, ListForm form, Published one) {
    database
        .sql()
        .execute(
            "INSERT INTO published_list AS kept"
                + " (department, number, form, changes, key_id, signed_at, compact, tag)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (department, number, form)"
                + " DO UPDATE SET changes = excluded.changes, key_id = excluded.key_id,"
                + " signed_at = excluded.signed_at, compact = excluded.compact, tag = excluded.tag"
                + " WHERE kept.changes < excluded.changes OR kept.changes = excluded.changes"
                + " AND (kept.key_id <> excluded.key_id"
                + " OR kept.signed_at < excluded.signed_at - interval '1 minute')",
            list.department(),
            list.number(),
            form.word(),
            one.changes(),
            one.keyId(),
            Database.utc(one.signedAt()),
            one.compact(),
            one.tag());
  }

  @Override
  public List<ListId> all(String department) {
    return database
        .sql()
        .fetch("SELECT number FROM status_list WHERE department = ? ORDER BY number", department)
        .map(row -> new ListId(department, row.get(0, Integer.class)));
  }

  @Override
  public List<ListId> due(String department, String keyId, Instant signedBefore) {
    return database
        .sql()
        .fetch(
            "SELECT l.number FROM status_list l LEFT JOIN published_list p"
                + " ON p.department = l.department AND p.number = l.number"
                + " AND p.changes >= l.changes AND p.signed_at > ? AND p.key_id = ?"
                + " WHERE l.department = ? GROUP BY l.number HAVING count(p.form) < ?"
                + " ORDER BY l.number",
            Database.utc(signedBefore),
            keyId,
            department,
            ListForm.values().length)
        .map(row -> new ListId(department, row.get(0, Integer.class)));
  }
}
