package org.onenet.services.verification.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jooq.Record;
import org.onenet.services.issuance.PreviewCredential;
import org.onenet.services.platform.Database;
import org.onenet.services.platform.JsonText;
import org.onenet.services.platform.Text;
import org.onenet.services.verification.KnownCredentials;
import tools.jackson.core.type.TypeReference;

/** Certificates by digest and by link, from their table. */
@Singleton
public class PostgresKnownCredentials implements KnownCredentials {
  private static final String KNOWN =
      "SELECT id, compact, name_en, name_zh, department, holder_name, case_reference, facts"
          + " FROM credential";

  private final Database database;

  @Inject
  public PostgresKnownCredentials(Database database) {
    this.database = database;
  }

  @Override
  public Map<String, Known> byDigests(Set<String> digests) {
    return database
        .sql()
        .fetch(
            "SELECT registration.digest AS asked, known.* FROM chain_act registration JOIN ("
                + KNOWN
                + ") known ON known.id = registration.credential"
                + " WHERE registration.digest = ANY (?) AND registration.kind = 'register'",
            (Object) digests.toArray(String[]::new))
        .intoMap(row -> row.get("asked", String.class), PostgresKnownCredentials::known);
  }

  @Override
  public Optional<Known> byLink(String token) {
    return Optional.ofNullable(
            database.sql().fetchOne(KNOWN + " WHERE link_token = ? AND link_enabled", token))
        .map(PostgresKnownCredentials::known);
  }

  private static Known known(Record row) {
    return new Known(
        row.get("compact", String.class),
        new Text(row.get("name_en", String.class), row.get("name_zh", String.class)),
        row.get("department", String.class),
        row.get("holder_name", String.class),
        row.get("case_reference", String.class),
        JsonText.read(
            row.get("facts", String.class), new TypeReference<List<PreviewCredential.Fact>>() {}));
  }
}
