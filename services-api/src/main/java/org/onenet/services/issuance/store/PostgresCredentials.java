package org.onenet.services.issuance.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;
import org.jooq.Record;
import org.onenet.credentials.BitstringStatusList;
import org.onenet.credentials.Digest;
import org.onenet.services.issuance.Credentials;
import org.onenet.services.issuance.KeptCredentials;
import org.onenet.services.issuance.SealedPart;
import org.onenet.services.issuance.Validity;
import org.onenet.services.platform.Database;
import org.onenet.services.platform.JsonText;
import org.onenet.services.platform.Settings;
import org.onenet.services.platform.Vault;

/** Credentials in PostgreSQL. */
@Singleton
public class PostgresCredentials implements Credentials {
  private static final SecureRandom RANDOM = new SecureRandom();

  /** How full a list is, is counted at one issuance in so many. */
  private static final int COUNT_EVERY = 64;

  /** The decoys that a list begins with are fewer than one place in so many. */
  private static final int FIRST_DECOYS_PER_SIZE = 256;

  private final Database database;
  private final Vault vault;
  private final int listSize;
  private final Clock clock;

  @Inject
  public PostgresCredentials(Database database, Vault vault, Settings settings, Clock clock) {
    this(
        database,
        vault,
        settings.number("onenet.status.list-size", BitstringStatusList.LEAST_ENTRIES),
        clock);
  }

  /**
   * @param listSize places in each list that is opened from now on, a multiple of 8
   */
  public PostgresCredentials(Database database, Vault vault, int listSize, Clock clock) {
    this.database = database;
    this.vault = vault;
    this.listSize = BitstringStatusList.empty(listSize).size();
    this.clock = clock;
  }

  @Override
  public UUID claim(String caseReference, UUID id) {
    int taken =
        database
            .sql()
            .execute(
                "INSERT INTO issuance_claim (case_reference, credential) VALUES (?, ?)"
                    + " ON CONFLICT (case_reference) DO NOTHING",
                caseReference,
                id);
    if (taken == 1) return id;
    return database
        .sql()
        .fetchOne("SELECT credential FROM issuance_claim WHERE case_reference = ?", caseReference)
        .get(0, UUID.class);
  }

  @Override
  public Place takePlace(String department, UUID credential) {
    Record open = openList(department);
    int number = open.get("number", Integer.class);
    Record issued =
        database.sql().fetchOne("SELECT state FROM credential WHERE id = ? FOR SHARE", credential);
    if (issued != null && issued.get("state", Integer.class) != Validity.VALID.number()) {
      throw new IllegalStateException("a place for " + credential + ", which is not in force");
    }
    while (true) {
      int index = RANDOM.nextInt(open.get("size", Integer.class));
      int taken =
          database
              .sql()
              .execute(
                  "INSERT INTO status_place (department, number, place, credential)"
                      + " VALUES (?, ?, ?, ?) ON CONFLICT (department, number, place) DO NOTHING",
                  department,
                  number,
                  index,
                  credential);
      if (taken == 1) return new Place(number, index);
    }
  }

  private Record openList(String department) {
    Record last =
        database
            .sql()
            .fetchOne(
                "SELECT number, size FROM status_list WHERE department = ?"
                    + " ORDER BY number DESC LIMIT 1",
                department);
    if (last != null && !(RANDOM.nextInt(COUNT_EVERY) == 0 && isHalfFull(department, last))) {
      return last;
    }
    int number = last == null ? 1 : last.get("number", Integer.class) + 1;
    int opened =
        database
            .sql()
            .execute(
                "INSERT INTO status_list (department, number, size, opened_at)"
                    + " VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
                department,
                number,
                listSize,
                Database.utc(clock.instant()));
    if (opened == 1) scatterDecoys(department, number);
    return database
        .sql()
        .fetchOne(
            "SELECT number, size FROM status_list WHERE department = ? AND number = ?",
            department,
            number);
  }

  /** So many that nobody outside knows how many set bits are certificates. */
  private void scatterDecoys(String department, int number) {
    database
        .sql()
        .execute(
            "WITH decoy AS (INSERT INTO status_place (department, number, place, state)"
                + " SELECT ?, ?, floor(random() * ?)::int, 1 + floor(random() * 2)::int"
                + " FROM generate_series(1, ?) ON CONFLICT DO NOTHING RETURNING *)"
                + " INSERT INTO status_change (department, number, place, old, new, at)"
                + " SELECT department, number, place, 0, state, ?::timestamptz FROM decoy",
            department,
            number,
            listSize,
            RANDOM.nextInt(listSize / FIRST_DECOYS_PER_SIZE),
            Database.utc(clock.instant()));
  }

  /** A little before: the next ones to count may come late. */
  private boolean isHalfFull(String department, Record list) {
    int size = list.get("size", Integer.class);
    return database
            .sql()
            .fetchOne(
                "SELECT count(*) FROM status_place WHERE department = ? AND number = ?",
                department,
                list.get("number", Integer.class))
            .get(0, Long.class)
        >= size / 2 - COUNT_EVERY * 16;
  }

  @Override
  public long nextOrganisationNumber() {
    return database.sql().fetchOne("SELECT nextval('organisation_number')").get(0, Long.class);
  }

  @Override
  public void store(Issued one) {
    String department = one.grant().definition().hasCompetentAuthority();
    String type = one.grant().definition().output().credentialType();
    String holder = one.grant().holderAccount();
    database
        .sql()
        .execute(
            "INSERT INTO credential (id, case_reference, department, type, name_en, name_zh,"
                + " holder, holder_name, compact, digest, facts, valid_from, valid_until,"
                + " link_token, name_index)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::bigint[])",
            one.id(),
            one.grant().caseReference(),
            department,
            type,
            one.name().en(),
            one.name().zh(),
            holder,
            vault.seal(holder, SealedPart.HOLDER_NAME.of(one.id()), one.grant().holderName()),
            vault.seal(holder, SealedPart.COMPACT.of(one.id()), one.signed().compact()),
            one.signed().digest().hex(),
            vault.seal(holder, SealedPart.FACTS.of(one.id()), JsonText.of(one.facts())),
            Database.utc(one.validFrom()),
            Database.utc(one.validUntil()),
            one.linkToken(),
            vault.index(one.grant().holderName()));
    database
        .sql()
        .execute(
            "INSERT INTO chain_act (digest, credential, kind, department, credential_type, mode)"
                + " VALUES (?, ?, 'register', ?, ?, ?)",
            one.signed().digest().hex(),
            one.id(),
            department,
            type,
            one.grant().definition().output().isRegisteredByRoot() ? "root" : "digests");
  }

  @Override
  public void queueCopy(KeptCredentials.Kept of, Digest digest) {
    database
        .sql()
        .execute(
            "INSERT INTO chain_act (digest, credential, kind, department, credential_type, mode)"
                + " SELECT ?, credential, kind, department, credential_type, mode"
                + " FROM chain_act WHERE digest = ? AND kind = 'register'",
            digest.hex(),
            of.digest());
  }
}
