package org.onenet.services.verification.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jooq.Record;
import org.onenet.services.issuance.PreviewCredential;
import org.onenet.services.issuance.SealedPart;
import org.onenet.services.platform.Database;
import org.onenet.services.platform.JsonText;
import org.onenet.services.platform.Text;
import org.onenet.services.platform.Vault;
import org.onenet.services.verification.KnownCredentials;
import tools.jackson.core.type.TypeReference;

/** Certificates by digest and by link, from their table. */
@Singleton
public class PostgresKnownCredentials implements KnownCredentials {
  private static final String KNOWN =
      "SELECT id, compact, name_en, name_zh, department, holder_name, case_reference, facts"
          + " FROM credential";

  private final Database database;
  private final Vault vault;

  @Inject
  public PostgresKnownCredentials(Database database, Vault vault) {
    this.database = database;
    this.vault = vault;
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
        .stream()
        .flatMap(
            row -> known(row).map(one -> Map.entry(row.get("asked", String.class), one)).stream())
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  @Override
  public Optional<Known> byLink(String token) {
    return Optional.ofNullable(
            database.sql().fetchOne(KNOWN + " WHERE link_token = ? AND link_enabled", token))
        .flatMap(this::known);
  }

  /** Empty when its holder was erased. */
  private Optional<Known> known(Record row) {
    return opened(row, SealedPart.COMPACT)
        .map(
            compact ->
                new Known(
                    compact,
                    new Text(row.get("name_en", String.class), row.get("name_zh", String.class)),
                    row.get("department", String.class),
                    opened(row, SealedPart.HOLDER_NAME).orElse(Vault.ERASED),
                    row.get("case_reference", String.class),
                    JsonText.read(
                        opened(row, SealedPart.FACTS).orElse("[]"),
                        new TypeReference<List<PreviewCredential.Fact>>() {})));
  }

  private Optional<String> opened(Record row, SealedPart part) {
    return vault.open(part.of(row.get("id", UUID.class)), row.get(part.column(), byte[].class));
  }
}
