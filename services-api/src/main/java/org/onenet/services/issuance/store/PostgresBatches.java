package org.onenet.services.issuance.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.onenet.credentials.Digest;
import org.onenet.services.issuance.Batches;
import org.onenet.services.platform.Database;

/** Batches from the outbox, whose registrations keep their leaves' places. */
@Singleton
public class PostgresBatches implements Batches {
  private final Database database;

  @Inject
  public PostgresBatches(Database database) {
    this.database = database;
  }

  @Override
  public List<Place> places(Collection<Digest> digests) {
    return database
        .sql()
        .fetch(
            "SELECT a.digest, a.leaf, b.id, b.department, b.root, b.leaf_count, t.hash, t.block,"
                + " t.block_time FROM chain_act a JOIN chain_batch b ON b.id = a.batch"
                + " JOIN chain_transaction t ON t.id = a.transaction"
                + " WHERE a.digest = ANY (?) AND a.kind = 'register'"
                + " AND t.state IN ('mined', 'final')",
            (Object) digests.stream().map(Digest::hex).toArray(String[]::new))
        .map(
            row ->
                new Place(
                    new Digest(row.get("digest", String.class)),
                    row.get("department", String.class),
                    row.get("id", Long.class),
                    row.get("leaf", Integer.class),
                    row.get("root", String.class),
                    row.get("leaf_count", Integer.class),
                    row.get("hash", String.class),
                    row.get("block", Long.class),
                    row.get("block_time", Instant.class)));
  }

  @Override
  public List<Digest> leaves(long batch) {
    return database
        .sql()
        .fetch("SELECT digest FROM chain_act WHERE batch = ? ORDER BY leaf", batch)
        .map(row -> new Digest(row.get(0, String.class)));
  }
}
