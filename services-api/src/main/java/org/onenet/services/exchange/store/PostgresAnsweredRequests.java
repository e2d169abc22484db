package org.onenet.services.exchange.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.onenet.services.exchange.AnsweredRequests;
import org.onenet.services.exchange.EvidenceRequest;
import org.onenet.services.platform.Database;
import org.onenet.services.platform.Together;

/** Answered messages as claims. */
@Singleton
public class PostgresAnsweredRequests implements AnsweredRequests {
  /** A message that is there already comes back from nowhere; of two in one go one comes back. */
  private static final String CLAIM =
      "INSERT INTO answered_request (requester, id, hash, at) SELECT requester, id, hash, at"
          + " FROM unnest(?::text[], ?::text[], ?::text[], ?::timestamptz[])"
          + " AS r (requester, id, hash, at) ORDER BY requester, id"
          + " ON CONFLICT DO NOTHING RETURNING requester, id";

  private record Message(String requester, String id, String hash, Instant at) {}

  private record Claimed(String requester, String id) {}

  private final Database database;
  private final Together<Message, Boolean> claims = new Together<>(this::claimed);

  @Inject
  public PostgresAnsweredRequests(Database database) {
    this.database = database;
  }

  @Override
  public boolean claim(EvidenceRequest request, String hash, Instant at) {
    Message message = new Message(request.requester(), request.id(), hash, at);
    return database.isInTransaction() ? claimed(List.of(message)).getFirst() : claims.run(message);
  }

  private List<Boolean> claimed(List<Message> all) {
    Set<Claimed> claimed = new HashSet<>();
    database
        .sql()
        .fetch(
            CLAIM,
            all.stream().map(Message::requester).toArray(String[]::new),
            all.stream().map(Message::id).toArray(String[]::new),
            all.stream().map(Message::hash).toArray(String[]::new),
            all.stream().map(one -> one.at().toString()).toArray(String[]::new))
        .forEach(
            row ->
                claimed.add(
                    new Claimed(row.get("requester", String.class), row.get("id", String.class))));
    return all.stream().map(one -> claimed.remove(new Claimed(one.requester(), one.id()))).toList();
  }

  @Override
  public int forget(Instant before) {
    return database
        .sql()
        .execute("DELETE FROM answered_request WHERE at < ?", Database.utc(before));
  }
}
