package org.onenet.services.consent.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Record;
import org.onenet.services.consent.ConsentReceipt;
import org.onenet.services.consent.Consents;
import org.onenet.services.platform.Database;
import org.onenet.services.platform.JsonText;
import tools.jackson.core.type.TypeReference;

/** Receipts as rows; of what was given nothing changes but its end. */
@Singleton
public class PostgresConsents implements Consents {
  private static final TypeReference<List<ConsentReceipt.Item>> ITEMS = new TypeReference<>() {};

  private final Database database;

  @Inject
  public PostgresConsents(Database database) {
    this.database = database;
  }

  @Override
  public void keep(ConsentReceipt receipt) {
    database
        .sql()
        .execute(
            "INSERT INTO consent_receipt (id, owner, application, service, requester, items,"
                + " given_at, expires_at, record) VALUES (?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?)",
            receipt.id(),
            receipt.owner(),
            receipt.application(),
            receipt.service(),
            receipt.requester(),
            JsonText.of(receipt.items()),
            Database.utc(receipt.givenAt()),
            Database.utc(receipt.expiresAt()),
            receipt.record());
  }

  @Override
  public Optional<ConsentReceipt> find(UUID id) {
    return Optional.ofNullable(
            database.sql().fetchOne("SELECT * FROM consent_receipt WHERE id = ?", id))
        .map(PostgresConsents::receipt);
  }

  @Override
  public boolean isInForce(UUID id, Instant now) {
    return database
            .sql()
            .fetchOne(
                "SELECT 1 FROM consent_receipt WHERE id = ? AND withdrawn_at IS NULL"
                    + " AND expires_at > ?::timestamptz",
                id,
                Database.utc(now))
        != null;
  }

  @Override
  public List<ConsentReceipt> of(String owner, int most) {
    return database
        .sql()
        .fetch(
            "SELECT * FROM consent_receipt WHERE owner = ? ORDER BY given_at DESC, id DESC LIMIT ?",
            owner,
            most)
        .map(PostgresConsents::receipt);
  }

  @Override
  public Optional<ConsentReceipt> lastFor(UUID application) {
    return Optional.ofNullable(
            database
                .sql()
                .fetchOne(
                    "SELECT * FROM consent_receipt WHERE application = ?"
                        + " ORDER BY given_at DESC, id DESC LIMIT 1",
                    application))
        .map(PostgresConsents::receipt);
  }

  @Override
  public boolean withdraw(UUID id, Instant at, String withdrawal) {
    return database
            .sql()
            .execute(
                "UPDATE consent_receipt SET withdrawn_at = ?, withdrawal = ?"
                    + " WHERE id = ? AND withdrawn_at IS NULL",
                Database.utc(at),
                withdrawal,
                id)
        == 1;
  }

  private static ConsentReceipt receipt(Record row) {
    return new ConsentReceipt(
        row.get("id", UUID.class),
        row.get("owner", String.class),
        row.get("application", UUID.class),
        row.get("service", String.class),
        row.get("requester", String.class),
        JsonText.read(row.get("items", String.class), ITEMS),
        row.get("given_at", Instant.class),
        row.get("expires_at", Instant.class),
        Optional.ofNullable(row.get("withdrawn_at", Instant.class)),
        row.get("record", String.class),
        Optional.ofNullable(row.get("withdrawal", String.class)));
  }
}
