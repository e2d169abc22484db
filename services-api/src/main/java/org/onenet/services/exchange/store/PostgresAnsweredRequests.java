package org.onenet.services.exchange.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import org.onenet.services.exchange.AnsweredRequests;
import org.onenet.services.exchange.EvidenceRequest;
import org.onenet.services.platform.Database;

/** Answered messages as claims. */
@Singleton
public class PostgresAnsweredRequests implements AnsweredRequests {
  private final Database database;

  @Inject
  public PostgresAnsweredRequests(Database database) {
    this.database = database;
  }

  @Override
  public boolean claim(EvidenceRequest request, String hash, Instant at) {
    return database
            .sql()
            .execute(
                "INSERT INTO answered_request (requester, id, hash, at) VALUES (?, ?, ?, ?)"
                    + " ON CONFLICT DO NOTHING",
                request.requester(),
                request.id(),
                hash,
                Database.utc(at))
        == 1;
  }

  @Override
  public int forget(Instant before) {
    return database
        .sql()
        .execute("DELETE FROM answered_request WHERE at < ?", Database.utc(before));
  }
}
