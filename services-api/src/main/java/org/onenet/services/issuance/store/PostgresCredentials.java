package org.onenet.services.issuance.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.onenet.credentials.BitstringStatusList;
import org.onenet.services.issuance.Credentials;
import org.onenet.services.platform.Database;
import org.onenet.services.platform.JsonText;

/** Credentials in PostgreSQL. */
@Singleton
public class PostgresCredentials implements Credentials {
  private static final SecureRandom RANDOM = new SecureRandom();

  /** How full a list is, is counted at one issuance in so many. */
  private static final int COUNT_EVERY = 64;

  private final Database database;

  @Inject
  public PostgresCredentials(Database database) {
    this.database = database;
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
    int number = openList(department);
    while (true) {
      int index = RANDOM.nextInt(BitstringStatusList.LEAST_ENTRIES);
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

  private int openList(String department) {
    int last =
        database
            .sql()
            .fetchOne(
                "SELECT coalesce(max(number), 0) FROM status_list WHERE department = ?", department)
            .get(0, Integer.class);
    boolean full = last > 0 && RANDOM.nextInt(COUNT_EVERY) == 0 && halfFull(department, last);
    if (last > 0 && !full) return last;
    database
        .sql()
        .execute(
            "INSERT INTO status_list (department, number) VALUES (?, ?) ON CONFLICT DO NOTHING",
            department,
            last + 1);
    return last + 1;
  }

  private boolean halfFull(String department, int number) {
    return database
            .sql()
            .fetchOne(
                "SELECT count(*) FROM status_place WHERE department = ? AND number = ?",
                department,
                number)
            .get(0, Long.class)
        >= BitstringStatusList.LEAST_ENTRIES / 2;
  }

  @Override
  public long nextOrganisationNumber() {
    return database.sql().fetchOne("SELECT nextval('organisation_number')").get(0, Long.class);
  }

  @Override
  public void store(Issued one) {
    String department = one.grant().definition().hasCompetentAuthority();
    String type = one.grant().definition().output().credentialType();
    database
        .sql()
        .execute(
            "INSERT INTO credential (id, case_reference, department, type, name_en, name_zh,"
                + " holder, holder_name, compact, digest, facts, valid_from, valid_until,"
                + " link_token) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?)",
            one.id(),
            one.grant().caseReference(),
            department,
            type,
            one.name().en(),
            one.name().zh(),
            one.grant().holderAccount(),
            one.grant().holderName(),
            one.signed().compact(),
            one.signed().digest().hex(),
            JsonText.of(one.facts()),
            at(one.validFrom()),
            at(one.validUntil()),
            one.linkToken());
    database
        .sql()
        .execute(
            "INSERT INTO chain_act (digest, kind, department, credential_type)"
                + " VALUES (?, 'register', ?, ?)",
            one.signed().digest().hex(),
            department,
            type);
  }

  @Override
  public Optional<List<Integer>> revokedPlaces(String department, int number) {
    if (database
        .sql()
        .fetch("SELECT 1 FROM status_list WHERE department = ? AND number = ?", department, number)
        .isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        database
            .sql()
            .fetch(
                "SELECT place FROM status_place WHERE department = ? AND number = ? AND revoked",
                department,
                number)
            .getValues(0, Integer.class));
  }

  private static OffsetDateTime at(Instant instant) {
    return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
  }
}
