package org.onenet.services.issuance.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.onenet.credentials.Digest;
import org.onenet.services.issuance.KeptCredentials.Registration;
import org.onenet.services.issuance.Registrations;
import org.onenet.services.platform.Database;

/** Registrations from the outbox, which keeps them. */
@Singleton
public class PostgresRegistrations implements Registrations {
  private static final String SENT =
      " FROM chain_act WHERE kind = 'register' AND state <> 'queued'";

  private final Database database;

  @Inject
  public PostgresRegistrations(Database database) {
    this.database = database;
  }

  @Override
  public Optional<Registration> find(Digest digest) {
    return Optional.ofNullable(
            database
                .sql()
                .fetchOne(
                    "SELECT "
                        + PostgresKeptCredentials.REGISTRATION
                        + " FROM chain_act a LEFT JOIN chain_transaction t ON t.id = a.transaction"
                        + " WHERE a.digest = ? AND a.kind = 'register'",
                    digest.hex()))
        .map(PostgresKeptCredentials::registration);
  }

  @Override
  public List<Batch> batches() {
    return database
        .sql()
        .fetch(
            "SELECT department, root FROM chain_batch b WHERE EXISTS (SELECT 1 FROM chain_act"
                + " WHERE batch = b.id AND leaf = 0 AND state <> 'queued') ORDER BY id")
        .map(row -> new Batch(row.get(0, String.class), row.get(1, String.class)));
  }

  @Override
  public List<Digest> changedLeaves() {
    return database
        .sql()
        .fetch("SELECT DISTINCT digest FROM chain_act WHERE kind <> 'register' AND mode = 'root'")
        .map(row -> new Digest(row.get(0, String.class)));
  }

  @Override
  public List<Digest> digests() {
    return database
        .sql()
        .fetch("SELECT digest" + SENT + " AND mode = 'digests'")
        .map(row -> new Digest(row.get(0, String.class)));
  }

  @Override
  public Set<String> types() {
    return database.sql().fetch("SELECT DISTINCT credential_type" + SENT).intoSet(0, String.class);
  }
}
