package org.onenet.services.cases.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.Record;
import org.onenet.services.cases.Case;
import org.onenet.services.cases.Notice;
import org.onenet.services.cases.Notices;
import org.onenet.services.platform.Database;
import org.onenet.services.platform.JsonText;
import org.onenet.services.platform.Vault;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;

/** Notices as rows numbered within their case; what they say is sealed. */
@Singleton
public class PostgresNotices implements Notices {
  private static final TypeReference<List<Notice.Item>> ITEMS = new TypeReference<>() {};

  private final Database database;
  private final Vault vault;

  @Inject
  public PostgresNotices(Database database, Vault vault) {
    this.database = database;
    this.vault = vault;
  }

  @Override
  public void add(Notice notice) {
    database
        .sql()
        .execute(
            "INSERT INTO notice (reference, number, sent_at, sent_by, sent_by_name, items, reason,"
                + " answer_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            notice.reference(),
            notice.number(),
            Database.utc(notice.sentAt()),
            notice.by().id(),
            notice.by().name(),
            sealed("items", notice.reference(), notice.number(), JsonText.of(notice.items())),
            sealed("reason", notice.reference(), notice.number(), notice.reason().orElse(null)),
            notice.answerBy());
  }

  @Override
  public List<Notice> of(String reference) {
    return database
        .sql()
        .fetch("SELECT * FROM notice WHERE reference = ? ORDER BY number", reference)
        .map(this::notice);
  }

  @Override
  public void end(String reference, Notice.End end) {
    Record open =
        database
            .sql()
            .fetchOne(
                "SELECT number FROM notice WHERE reference = ? AND ended IS NULL FOR UPDATE",
                reference);
    if (open == null) return;
    int number = open.get("number", Integer.class);
    database
        .sql()
        .execute(
            "UPDATE notice SET ended_at = ?, ended = ?, before = ?"
                + " WHERE reference = ? AND number = ?",
            Database.utc(end.at()),
            end.how().word(),
            end.before().isEmpty()
                ? null
                : sealed("before", reference, number, JsonText.of(end.before())),
            reference,
            number);
  }

  @Override
  public void clear(String reference) {
    database
        .sql()
        .execute(
            "UPDATE notice SET items = ?, before = NULL,"
                + " reason = CASE WHEN number = 1 THEN NULL ELSE ?::bytea END WHERE reference = ?",
            Vault.gone(),
            Vault.gone(),
            reference);
  }

  private Notice notice(Record row) {
    return new Notice(
        row.get("reference", String.class),
        row.get("number", Integer.class),
        row.get("sent_at", Instant.class),
        new Case.Clerk(row.get("sent_by", String.class), row.get("sent_by_name", String.class)),
        opened(row, "items").map(json -> JsonText.read(json, ITEMS)).orElseGet(List::of),
        opened(row, "reason"),
        row.get("answer_by", LocalDate.class),
        Optional.ofNullable(row.get("ended", String.class)).map(how -> end(row, how)));
  }

  private Notice.End end(Record row, String how) {
    Map<String, JsonNode> before = JsonText.members(opened(row, "before").orElse("{}"));
    return new Notice.End(row.get("ended_at", Instant.class), Notice.How.of(how), before);
  }

  private byte[] sealed(String column, String reference, int number, String clear) {
    return vault.seal(owner(reference), place(column, reference, number), clear);
  }

  private Optional<String> opened(Record row, String column) {
    return vault.open(
        place(column, row.get("reference", String.class), row.get("number", Integer.class)),
        row.get(column, byte[].class));
  }

  private static String place(String column, String reference, int number) {
    return Vault.place("notice", column, reference + "/" + number);
  }

  private String owner(String reference) {
    return database
        .sql()
        .fetchOne("SELECT owner FROM case_file WHERE reference = ?", reference)
        .get("owner", String.class);
  }
}
