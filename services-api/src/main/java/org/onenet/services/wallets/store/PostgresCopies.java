package org.onenet.services.wallets.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Record;
import org.onenet.credentials.Digest;
import org.onenet.services.issuance.StatusPlaces.ListId;
import org.onenet.services.platform.Database;
import org.onenet.services.wallets.Copies;

/** Copies as rows. */
@Singleton
public class PostgresCopies implements Copies {
  private final Database database;

  @Inject
  public PostgresCopies(Database database) {
    this.database = database;
  }

  @Override
  public void add(Copy copy) {
    database
        .sql()
        .execute(
            "INSERT INTO wallet_copy (id, credential, digest, department, number, place,"
                + " thumbprint, client, notification, made_at)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            copy.id(),
            copy.credential(),
            copy.digest().hex(),
            copy.list().department(),
            copy.list().number(),
            copy.place(),
            copy.thumbprint(),
            copy.client().orElse(null),
            copy.notification(),
            Database.utc(copy.madeAt()));
  }

  @Override
  public List<Copy> of(UUID credential) {
    return database
        .sql()
        .fetch(
            "SELECT * FROM wallet_copy WHERE credential = ? ORDER BY made_at DESC, id DESC",
            credential)
        .map(PostgresCopies::copy);
  }

  @Override
  public Optional<Copy> find(UUID id) {
    return Optional.ofNullable(
            database.sql().fetchOne("SELECT * FROM wallet_copy WHERE id = ?", id))
        .map(PostgresCopies::copy);
  }

  @Override
  public List<Copy> byNotification(String notification) {
    return database
        .sql()
        .fetch("SELECT * FROM wallet_copy WHERE notification = ?", notification)
        .map(PostgresCopies::copy);
  }

  @Override
  public void tell(String notification, Told told) {
    database
        .sql()
        .execute(
            "UPDATE wallet_copy SET told = ? WHERE notification = ?", word(told), notification);
  }

  @Override
  public boolean end(UUID id, Instant at) {
    return database
            .sql()
            .execute(
                "UPDATE wallet_copy SET ended_at = ?::timestamptz"
                    + " WHERE id = ? AND ended_at IS NULL",
                Database.utc(at),
                id)
        == 1;
  }

  private static Copy copy(Record row) {
    return new Copy(
        row.get("id", UUID.class),
        row.get("credential", UUID.class),
        new Digest(row.get("digest", String.class)),
        new ListId(row.get("department", String.class), row.get("number", Integer.class)),
        row.get("place", Integer.class),
        row.get("thumbprint", String.class),
        Optional.ofNullable(row.get("client", String.class)),
        row.get("notification", String.class),
        Optional.ofNullable(row.get("told", String.class))
            .map(told -> Told.valueOf(told.toUpperCase(Locale.ROOT))),
        row.get("made_at", Instant.class),
        Optional.ofNullable(row.get("ended_at", Instant.class)));
  }

  private static String word(Told told) {
    return told.name().toLowerCase(Locale.ROOT);
  }
}
