package org.onenet.services.wallets.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import org.onenet.services.platform.Database;
import org.onenet.services.wallets.OneTimeValues;

/** A value's row is its use: a nonce's is taken away, a proof's is put down. */
@Singleton
public class PostgresOneTimeValues implements OneTimeValues {
  private final Database database;

  @Inject
  public PostgresOneTimeValues(Database database) {
    this.database = database;
  }

  @Override
  public void giveOut(String nonce, Instant expires) {
    database
        .sql()
        .execute(
            "INSERT INTO wallet_nonce (nonce, expires_at) VALUES (?, ?)",
            nonce,
            Database.utc(expires));
  }

  @Override
  public boolean useNonce(String nonce, Instant at) {
    return database
            .sql()
            .execute(
                "DELETE FROM wallet_nonce WHERE nonce = ? AND expires_at > ?::timestamptz",
                nonce,
                Database.utc(at))
        == 1;
  }

  @Override
  public boolean useProof(String id, Instant expires) {
    return database
            .sql()
            .execute(
                "INSERT INTO wallet_proof (id, expires_at) VALUES (?, ?) ON CONFLICT DO NOTHING",
                id,
                Database.utc(expires))
        == 1;
  }

  @Override
  public void forget(Instant before) {
    database
        .sql()
        .execute(
            "DELETE FROM wallet_nonce WHERE expires_at < ?::timestamptz", Database.utc(before));
    database
        .sql()
        .execute(
            "DELETE FROM wallet_proof WHERE expires_at < ?::timestamptz", Database.utc(before));
  }
}
