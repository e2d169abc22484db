package org.onenet.services.issuance.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import org.onenet.credentials.Digest;
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
  public List<Digest> digests() {
    return database
        .sql()
        .fetch("SELECT digest" + SENT)
        .map(row -> new Digest(row.get(0, String.class)));
  }

  @Override
  public Set<String> types() {
    return database.sql().fetch("SELECT DISTINCT credential_type" + SENT).intoSet(0, String.class);
  }
}
