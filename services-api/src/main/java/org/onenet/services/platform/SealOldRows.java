package org.onenet.services.platform;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jooq.Record;

/**
 * Seals what was written before there was a {@link Vault}: rows as they were are readable
 * meanwhile. Each table is looked through until nothing is left in it; nodes may do it at once.
 */
@Singleton
public class SealOldRows {
  private static final String OWNER_OF_CASE =
      "(SELECT owner FROM case_file f WHERE f.reference = t.reference)";

  /**
   * @param person SQL for whose it is, {@code place} for the row as places name it
   * @param name the column that the name's index is made of
   */
  private record Table(
      String table, String person, String place, List<String> columns, Optional<String> name) {}

  private static final List<Table> TABLES =
      List.of(
          new Table(
              "application",
              "owner",
              "id::text",
              List.of("owner_name", "citizen_number", "answers", "fetched", "presented"),
              Optional.empty()),
          new Table(
              "document",
              "(SELECT owner FROM application a WHERE a.id = t.application)",
              "id::text",
              List.of("name", "content"),
              Optional.empty()),
          new Table(
              "case_file",
              "owner",
              "reference",
              List.of(
                  "applicant_name",
                  "citizen_number",
                  "answers",
                  "provenance",
                  "decision_reason",
                  "decided_by_name"),
              Optional.of("applicant_name")),
          new Table(
              "case_check",
              OWNER_OF_CASE,
              "reference || ' ' || id",
              List.of("detail"),
              Optional.empty()),
          new Table(
              "case_event", OWNER_OF_CASE, "reference", List.of("text", "by"), Optional.empty()),
          new Table(
              "exchange",
              "owner",
              "application || ' ' || evidence_type",
              List.of("subject"),
              Optional.empty()),
          new Table("exchange", "owner", "id::text", List.of("records"), Optional.empty()),
          new Table(
              "credential",
              "holder",
              "id::text",
              List.of("holder_name", "compact", "facts"),
              Optional.of("holder_name")),
          new Table("report", "person", "id::text", List.of("reason", "answer"), Optional.empty()));

  private final Database database;
  private final Vault vault;
  private final List<Table> left = new ArrayList<>(TABLES);

  @Inject
  public SealOldRows(Database database, Vault vault) {
    this.database = database;
    this.vault = vault;
  }

  /** Seals so many rows at most; returns how many it found, none when all is done. */
  public synchronized int some(int most) {
    while (!left.isEmpty()) {
      Table table = left.getFirst();
      int sealed = database.inTransaction(() -> some(table, most));
      if (sealed > 0) return sealed;
      left.removeFirst();
    }
    return 0;
  }

  private int some(Table table, int most) {
    String isOld =
        table.columns.stream()
            .map(column -> "(length(%1$s) > 0 AND get_byte(%1$s, 0) <> 1)".formatted(column))
            .collect(Collectors.joining(" OR "));
    List<Record> rows =
        database
            .sql()
            .fetch(
                "SELECT ctid::text AS row, %s AS of, %s AS at, %s FROM %s t WHERE %s LIMIT ? FOR UPDATE SKIP LOCKED"
                    .formatted(
                        table.person,
                        table.place,
                        String.join(", ", table.columns),
                        table.table,
                        isOld),
                most);
    rows.forEach(row -> seal(table, row));
    return rows.size();
  }

  private static String place(Table table, String column, Record row) {
    return Vault.place(table.table, column, row.get("at", String.class));
  }

  private void seal(Table table, Record row) {
    String person = row.get("of", String.class);
    List<Object> values = new ArrayList<>();
    for (String column : table.columns) {
      String place = place(table, column, row);
      byte[] kept = row.get(column, byte[].class);
      values.add(
          kept == null || Vault.isSealed(kept) ? kept : vault.sealBytes(person, place, kept));
    }
    String sets =
        table.columns.stream().map(column -> column + " = ?").collect(Collectors.joining(", "));
    if (table.name.isPresent()) {
      sets += ", name_index = ?::bigint[]";
      values.add(
          vault
              .open(place(table, table.name.get(), row), row.get(table.name.get(), byte[].class))
              .map(vault::index)
              .orElse(null));
    }
    values.add(row.get("row", String.class));
    database
        .sql()
        .execute(
            "UPDATE %s SET %s WHERE ctid = ?::tid".formatted(table.table, sets), values.toArray());
  }
}
