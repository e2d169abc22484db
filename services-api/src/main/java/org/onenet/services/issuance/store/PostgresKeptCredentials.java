package org.onenet.services.issuance.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jooq.Record;
import org.jooq.Result;
import org.onenet.services.issuance.KeptCredentials;
import org.onenet.services.issuance.PreviewCredential;
import org.onenet.services.issuance.SealedPart;
import org.onenet.services.issuance.StatusAct;
import org.onenet.services.issuance.Validity;
import org.onenet.services.platform.Database;
import org.onenet.services.platform.JsonText;
import org.onenet.services.platform.Text;
import org.onenet.services.platform.Vault;
import tools.jackson.core.type.TypeReference;

/** Issued certificates from their tables. */
@Singleton
public class PostgresKeptCredentials implements KeptCredentials {
  /** Of a registration {@code a} and its transaction {@code t}. */
  static final String REGISTRATION =
      "a.state AS chain_state, a.mode AS chain_mode, t.hash AS chain_hash,"
          + " t.block AS chain_block, t.mined_at AS chain_at";

  private static final String KEPT =
      "SELECT c.*, "
          + REGISTRATION
          + " FROM credential c"
          + " JOIN chain_act a ON a.digest = c.digest AND a.kind = 'register'"
          + " LEFT JOIN chain_transaction t ON t.id = a.transaction";

  private static final String ASKED =
      "c.revocation_asked_at IS NOT NULL AND c.state <> 1 ORDER BY c.revocation_asked_at LIMIT ?";

  private static final String NOT_ASKED =
      "(c.revocation_asked_at IS NULL OR c.state = 1) ORDER BY c.valid_from DESC LIMIT ?";

  private final Database database;
  private final Vault vault;

  @Inject
  public PostgresKeptCredentials(Database database, Vault vault) {
    this.database = database;
    this.vault = vault;
  }

  @Override
  public Optional<Kept> find(UUID id) {
    return kept(database.sql().fetch(KEPT + " WHERE c.id = ?", id)).stream().findFirst();
  }

  @Override
  public List<Kept> ofHolder(String holder) {
    return kept(
            database
                .sql()
                .fetch(KEPT + " WHERE c.holder = ? ORDER BY c.valid_from DESC LIMIT 200", holder))
        .stream()
        .filter(one -> !one.isErased())
        .toList();
  }

  @Override
  public List<Kept> ofDepartment(String department, String words, int most) {
    List<Kept> asked = ofDepartment(department, words, ASKED, most);
    List<Kept> others = ofDepartment(department, words, NOT_ASKED, most);
    return Stream.concat(asked.stream(), others.stream()).limit(most).toList();
  }

  /** The text of the condition is one of the two above. */
  private List<Kept> ofDepartment(String department, String words, String condition, int most) {
    String like = "%" + words.replaceAll("([%_\\\\])", "\\\\$1") + "%";
    return kept(
        database
            .sql()
            .fetch(
                KEPT
                    + " WHERE c.department = ? AND ((c.case_reference || ' ' || c.type) ILIKE ?"
                    + " OR c.name_index @> ?::bigint[]) AND "
                    + condition,
                department,
                like,
                vault.indexed(words),
                most));
  }

  @Override
  public void enableLink(UUID id, boolean enabled) {
    database.sql().execute("UPDATE credential SET link_enabled = ? WHERE id = ?", enabled, id);
  }

  @Override
  public boolean askRevocation(UUID id, Instant at) {
    return database
            .sql()
            .execute(
                "UPDATE credential SET revocation_asked_at = ?"
                    + " WHERE id = ? AND revocation_asked_at IS NULL",
                Database.utc(at),
                id)
        == 1;
  }

  @Override
  public void clear(UUID id, Instant at) {
    database
        .sql()
        .execute(
            "UPDATE credential SET holder_name = ?, compact = ?, facts = ?, name_index = NULL,"
                + " link_enabled = false, cleared_at = ? WHERE id = ?",
            Vault.gone(),
            Vault.gone(),
            Vault.gone(),
            Database.utc(at),
            id);
  }

  /** With what was done to their status, all read at once. */
  private List<Kept> kept(Result<Record> rows) {
    Map<UUID, List<StatusAct>> acts =
        database
            .sql()
            .fetch(
                "SELECT * FROM status_act WHERE credential = ANY (?) ORDER BY asked_at, id",
                (Object) rows.getValues("id", UUID.class).toArray(UUID[]::new))
            .intoGroups(row -> row.get("credential", UUID.class), PostgresStatusActs::act);
    return rows.map(row -> kept(row, acts.getOrDefault(row.get("id", UUID.class), List.of())));
  }

  private Optional<String> opened(Record row, SealedPart part) {
    return vault.open(part.of(row.get("id", UUID.class)), row.get(part.column(), byte[].class));
  }

  private Kept kept(Record row, List<StatusAct> acts) {
    return new Kept(
        row.get("id", UUID.class),
        row.get("case_reference", String.class),
        row.get("department", String.class),
        row.get("type", String.class),
        new Text(row.get("name_en", String.class), row.get("name_zh", String.class)),
        row.get("holder", String.class),
        opened(row, SealedPart.HOLDER_NAME).orElse(Vault.ERASED),
        opened(row, SealedPart.COMPACT).orElse(""),
        row.get("digest", String.class),
        opened(row, SealedPart.FACTS)
            .map(json -> JsonText.read(json, new TypeReference<List<PreviewCredential.Fact>>() {}))
            .orElseGet(List::of),
        row.get("valid_from", Instant.class),
        Optional.ofNullable(row.get("valid_until", Instant.class)),
        row.get("link_token", String.class),
        row.get("link_enabled", Boolean.class),
        Validity.of(row.get("state", Integer.class)),
        acts,
        registration(row),
        Optional.ofNullable(row.get("revocation_asked_at", Instant.class)));
  }

  static Registration registration(Record row) {
    return new Registration(
        row.get("chain_state", String.class),
        row.get("chain_mode", String.class),
        row.get("chain_hash", String.class),
        row.get("chain_block", Long.class),
        Optional.ofNullable(row.get("chain_at", Instant.class))
            .map(Instant::toString)
            .orElse(null));
  }
}
