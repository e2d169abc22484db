package org.onenet.services.wallets.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.onenet.services.platform.Database;
import org.onenet.services.platform.JsonText;
import org.onenet.services.wallets.Deferrals;
import tools.jackson.core.type.TypeReference;

/** Who waits, as rows. */
@Singleton
public class PostgresDeferrals implements Deferrals {
  private final Database database;

  @Inject
  public PostgresDeferrals(Database database) {
    this.database = database;
  }

  @Override
  public void add(Deferral deferral) {
    database
        .sql()
        .execute(
            "INSERT INTO wallet_deferral (transaction, case_reference, credential_type, holder,"
                + " client, keys, made_at, expires_at) VALUES (?, ?, ?, ?, ?, ?::jsonb, ?, ?)",
            deferral.transaction(),
            deferral.caseReference(),
            deferral.credentialType(),
            deferral.holder(),
            deferral.client().orElse(null),
            JsonText.of(deferral.keys()),
            Database.utc(deferral.madeAt()),
            Database.utc(deferral.expiresAt()));
  }

  @Override
  public Optional<Deferral> waiting(String transaction, Instant at) {
    return Optional.ofNullable(
            database
                .sql()
                .fetchOne(
                    "SELECT * FROM wallet_deferral WHERE transaction = ?"
                        + " AND collected_at IS NULL AND expires_at > ?::timestamptz",
                    transaction,
                    Database.utc(at)))
        .map(
            row ->
                new Deferral(
                    row.get("transaction", String.class),
                    row.get("case_reference", String.class),
                    row.get("credential_type", String.class),
                    row.get("holder", String.class),
                    Optional.ofNullable(row.get("client", String.class)),
                    JsonText.read(
                        row.get("keys", String.class),
                        new TypeReference<List<Map<String, Object>>>() {}),
                    row.get("made_at", Instant.class),
                    row.get("expires_at", Instant.class)));
  }

  @Override
  public boolean collect(String transaction, Instant at) {
    return database
            .sql()
            .execute(
                "UPDATE wallet_deferral SET collected_at = ?::timestamptz"
                    + " WHERE transaction = ? AND collected_at IS NULL",
                Database.utc(at),
                transaction)
        == 1;
  }
}
