package org.onenet.services.issuance.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Record;
import org.jooq.Result;
import org.onenet.services.issuance.StatusPlaces;
import org.onenet.services.issuance.Validity;
import org.onenet.services.platform.Database;

/** Places in PostgreSQL. Lists are locked in their order, by counting their changes up. */
@Singleton
public class PostgresStatusPlaces implements StatusPlaces {
  private static final SecureRandom RANDOM = new SecureRandom();

  /** Fewer decoys than this change with a credential. */
  private static final int DECOYS_WITH_A_CHANGE = 3;

  /** One place in so many may become a decoy. */
  private static final int DECOYS_PER_SIZE = 16;

  private static final String ONE_PLACE = "department = ? AND number = ? AND place = ?";

  private final Database database;

  @Inject
  public PostgresStatusPlaces(Database database) {
    this.database = database;
  }

  @Override
  public Optional<States> now(ListId list) {
    // The count first: what was changed since is told though not counted, and signed once more.
    return opened(list)
        .map(
            row ->
                states(
                    row,
                    database
                        .sql()
                        .fetch(
                            "SELECT place, state FROM status_place"
                                + " WHERE department = ? AND number = ? AND state <> 0",
                            list.department(),
                            list.number())));
  }

  @Override
  public Optional<States> at(ListId list, Instant time) {
    return opened(list)
        .filter(row -> !time.isBefore(row.get("opened_at", Instant.class)))
        .map(
            row ->
                states(
                    row,
                    database
                        .sql()
                        .fetch(
                            "SELECT DISTINCT ON (place) place, new AS state FROM status_change"
                                + " WHERE department = ? AND number = ? AND at <= ?"
                                + " ORDER BY place, at DESC, id DESC",
                            list.department(),
                            list.number(),
                            Database.utc(time))));
  }

  @Override
  public void change(UUID credential, Validity state, Instant at) {
    List<ListId> lists =
        database
            .sql()
            .fetch(
                "SELECT DISTINCT department, number FROM status_place WHERE credential = ?"
                    + " ORDER BY department, number",
                credential)
            .map(row -> new ListId(row.get(0, String.class), row.get(1, Integer.class)));
    for (ListId list : lists) {
      int size = countUp(list);
      for (int i = RANDOM.nextInt(DECOYS_WITH_A_CHANGE); i > 0; i--) changeDecoy(list, size, at);
    }
    set("credential = ?", state.number(), at, credential);
  }

  @Override
  public void end(ListId list, int place, Instant at) {
    countUp(list);
    set(ONE_PLACE, Validity.REVOKED.number(), at, list.department(), list.number(), place);
    database
        .sql()
        .execute(
            "UPDATE status_place SET credential = NULL WHERE " + ONE_PLACE,
            list.department(),
            list.number(),
            place);
  }

  @Override
  public void stir(ListId list, Instant at) {
    database.inTransaction(() -> changeDecoy(list, countUp(list), at));
  }

  private int countUp(ListId list) {
    return database
        .sql()
        .fetchOne(
            "UPDATE status_list SET changes = changes + 1 WHERE department = ? AND number = ?"
                + " RETURNING size",
            list.department(),
            list.number())
        .get(0, Integer.class);
  }

  /** A new one, or one that is not revoked: that is final, and a decoy must look like the rest. */
  private void changeDecoy(ListId list, int size, Instant at) {
    Record known = RANDOM.nextBoolean() ? oneThatMayChange(list) : null;
    int state = known == null ? 0 : known.get("state", Integer.class);
    Integer place = known == null ? newDecoy(list, size) : known.get("place", Integer.class);
    if (place == null) return;
    int other = state == 0 ? Validity.SUSPENDED.number() : Validity.VALID.number();
    set(
        ONE_PLACE,
        RANDOM.nextInt(3) == 0 ? Validity.REVOKED.number() : other,
        at,
        list.department(),
        list.number(),
        place);
  }

  private Record oneThatMayChange(ListId list) {
    return database
        .sql()
        .fetchOne(
            "SELECT place, state FROM status_place WHERE department = ? AND number = ?"
                + " AND credential IS NULL AND state <> 1 ORDER BY random() LIMIT 1",
            list.department(),
            list.number());
  }

  /** Null when there are enough, or the place that was thought of is taken. */
  private Integer newDecoy(ListId list, int size) {
    Record taken =
        database
            .sql()
            .fetchOne(
                "INSERT INTO status_place (department, number, place)"
                    + " SELECT ?, ?, ? WHERE (SELECT count(*) FROM status_place WHERE department = ?"
                    + " AND number = ? AND credential IS NULL) < ?"
                    + " ON CONFLICT DO NOTHING RETURNING place",
                list.department(),
                list.number(),
                RANDOM.nextInt(size),
                list.department(),
                list.number(),
                size / DECOYS_PER_SIZE);
    return taken == null ? null : taken.get(0, Integer.class);
  }

  private void set(String which, int state, Instant at, Object... values) {
    Object[] all = new Object[values.length + 3];
    System.arraycopy(values, 0, all, 0, values.length);
    all[values.length] = state;
    all[values.length + 1] = state;
    all[values.length + 2] = Database.utc(at);
    database
        .sql()
        .execute(
            "WITH before AS (SELECT department, number, place, state FROM status_place WHERE "
                + which
                + " AND state <> ? ORDER BY department, number, place FOR UPDATE),"
                + " changed AS (UPDATE status_place p SET state = ? FROM before b"
                + " WHERE p.department = b.department AND p.number = b.number AND p.place = b.place"
                + " RETURNING p.department, p.number, p.place, b.state AS old, p.state AS new)"
                + " INSERT INTO status_change (department, number, place, old, new, at)"
                + " SELECT department, number, place, old, new, ?::timestamptz FROM changed",
            all);
  }

  private Optional<Record> opened(ListId list) {
    return Optional.ofNullable(
        database
            .sql()
            .fetchOne(
                "SELECT size, changes, opened_at FROM status_list"
                    + " WHERE department = ? AND number = ?",
                list.department(),
                list.number()));
  }

  private static States states(Record list, Result<Record> places) {
    BitSet revoked = new BitSet();
    BitSet suspended = new BitSet();
    for (Record row : places) {
      switch (Validity.of(row.get("state", Integer.class))) {
        case REVOKED -> revoked.set(row.get("place", Integer.class));
        case SUSPENDED -> suspended.set(row.get("place", Integer.class));
        case VALID -> {
          // a place is valid unless it is told otherwise
        }
      }
    }
    return new States(
        list.get("size", Integer.class), list.get("changes", Long.class), revoked, suspended);
  }
}
