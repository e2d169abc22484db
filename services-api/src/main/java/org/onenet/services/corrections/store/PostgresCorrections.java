package org.onenet.services.corrections.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Record;
import org.onenet.services.corrections.Correction;
import org.onenet.services.corrections.Corrections;
import org.onenet.services.platform.Database;
import org.onenet.services.platform.JsonText;
import org.onenet.services.platform.Text;
import org.onenet.services.platform.Vault;
import tools.jackson.core.type.TypeReference;

/** Corrections as rows with a version, one for each exchange and field. */
@Singleton
public class PostgresCorrections implements Corrections {
  private static final TypeReference<Text> TEXT = new TypeReference<>() {};

  private final Database database;
  private final Vault vault;

  @Inject
  public PostgresCorrections(Database database, Vault vault) {
    this.database = database;
    this.vault = vault;
  }

  @Override
  public boolean add(Correction one) {
    return database
            .sql()
            .execute(
                "INSERT INTO correction (id, case_reference, department, holder, person, exchange,"
                    + " register, evidence_type, field, form_field, register_value, citizen_value, reason,"
                    + " document, asked_by, asked_by_name, asked_at, due_on)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                    + " ON CONFLICT (exchange, field) DO NOTHING",
                one.id(),
                one.caseReference(),
                one.department(),
                one.holder(),
                one.person(),
                one.exchange(),
                one.register(),
                one.evidenceType(),
                one.field(),
                one.formField(),
                sealed(one, "register_value", JsonText.of(one.registerValue())),
                sealed(one, "citizen_value", JsonText.of(one.citizenValue())),
                sealed(one, "reason", one.reason()),
                one.document().orElse(null),
                one.askedBy(),
                one.askedByName(),
                Database.utc(one.askedAt()),
                one.dueOn())
        == 1;
  }

  @Override
  public Optional<Correction> find(UUID id) {
    return all("WHERE id = ?", id).stream().findFirst();
  }

  @Override
  public Optional<Correction> of(UUID exchange, String field) {
    return all("WHERE exchange = ? AND field = ?", exchange, field).stream().findFirst();
  }

  @Override
  public List<Correction> inCase(String reference) {
    return all("WHERE case_reference = ? ORDER BY asked_at, id", reference);
  }

  @Override
  public List<Correction> ofPerson(String person, int most) {
    return all("WHERE person = ? ORDER BY asked_at DESC, id DESC LIMIT ?", person, most);
  }

  @Override
  public List<Correction> open(String holder, int most) {
    return all(
        "WHERE holder = ? AND state = 'open' ORDER BY due_on, asked_at LIMIT ?", holder, most);
  }

  @Override
  public List<Correction> answered(String holder, int most) {
    return all(
        "WHERE holder = ? AND state <> 'open' ORDER BY answered_at DESC LIMIT ?", holder, most);
  }

  @Override
  public boolean answer(UUID id, long version, Correction.Answer answer) {
    Optional<Correction> one = find(id);
    if (one.isEmpty()) return false;
    return database
            .sql()
            .execute(
                "UPDATE correction SET state = ?, answer = ?, answered_at = ?, answered_by = ?,"
                    + " answered_by_name = ?, version = version + 1"
                    + " WHERE id = ? AND version = ? AND state = 'open'",
                answer.corrected() ? "corrected" : "not-corrected",
                sealed(one.get(), "answer", answer.text()),
                Database.utc(answer.at()),
                answer.account(),
                answer.accountName(),
                id,
                version)
        == 1;
  }

  @Override
  public void clear(String caseReference) {
    database
        .sql()
        .execute(
            "UPDATE correction SET register_value = ?, citizen_value = ?, reason = ?,"
                + " answer = CASE WHEN answer IS NULL THEN NULL ELSE ?::bytea END,"
                + " version = version + 1 WHERE case_reference = ?",
            Vault.gone(),
            Vault.gone(),
            Vault.gone(),
            Vault.gone(),
            caseReference);
  }

  /** The texts of the conditions are the fixed ones above. */
  private List<Correction> all(String where, Object... values) {
    List<Record> rows =
        List.copyOf(database.sql().fetch("SELECT * FROM correction " + where, values));
    vault.fetchKeys(rows.stream().map(row -> row.get("reason", byte[].class)));
    return rows.stream().map(this::correction).toList();
  }

  private byte[] sealed(Correction one, String column, String clear) {
    return vault.seal(one.person(), place(column, one.id()), clear);
  }

  private Optional<String> opened(Record row, String column) {
    return vault.open(place(column, row.get("id", UUID.class)), row.get(column, byte[].class));
  }

  private Text openedText(Record row, String column) {
    return opened(row, column)
        .map(json -> JsonText.read(json, TEXT))
        .orElseGet(() -> Text.same(Vault.ERASED));
  }

  private static String place(String column, UUID id) {
    return Vault.place("correction", column, id);
  }

  private Correction correction(Record row) {
    String state = row.get("state", String.class);
    return new Correction(
        row.get("id", UUID.class),
        row.get("case_reference", String.class),
        row.get("department", String.class),
        row.get("holder", String.class),
        row.get("person", String.class),
        row.get("exchange", UUID.class),
        row.get("register", String.class),
        row.get("evidence_type", String.class),
        row.get("field", String.class),
        row.get("form_field", String.class),
        openedText(row, "register_value"),
        openedText(row, "citizen_value"),
        opened(row, "reason").orElse(Vault.ERASED),
        Optional.ofNullable(row.get("document", UUID.class)),
        row.get("asked_by", String.class),
        row.get("asked_by_name", String.class),
        row.get("asked_at", Instant.class),
        row.get("due_on", LocalDate.class),
        state.equals("open")
            ? Optional.empty()
            : Optional.of(
                new Correction.Answer(
                    state.equals("corrected"),
                    opened(row, "answer").orElse(Vault.ERASED),
                    row.get("answered_at", Instant.class),
                    row.get("answered_by", String.class),
                    row.get("answered_by_name", String.class))),
        row.get("version", Long.class));
  }
}
