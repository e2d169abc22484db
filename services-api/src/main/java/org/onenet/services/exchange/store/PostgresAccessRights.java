package org.onenet.services.exchange.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jooq.Record;
import org.onenet.services.exchange.AccessRight;
import org.onenet.services.exchange.AccessRights;
import org.onenet.services.platform.CheckedDocuments;
import org.onenet.services.platform.Clocks;
import org.onenet.services.platform.Database;
import org.onenet.services.platform.DocumentBroken;
import org.onenet.services.platform.Settings;
import org.onenet.services.registers.Register;
import org.onenet.services.registers.Registers;
import tools.jackson.databind.JsonNode;

/**
 * Rights as rows. Those of the shipped documents and of the folder {@code onenet.access-rights} are
 * put among them once; one that was ended stays ended.
 */
@Singleton
public class PostgresAccessRights implements AccessRights {
  private final Database database;
  private final List<AccessRight> documented;
  private volatile boolean seeded;

  @Inject
  public PostgresAccessRights(Database database, Registers registers, Settings settings) {
    this(database, registers, settings.optional("onenet.access-rights").map(Path::of));
  }

  public PostgresAccessRights(Database database, Registers registers, Optional<Path> folder) {
    this.database = database;
    this.documented = new ArrayList<>();
    CheckedDocuments.read("/access-rights", folder, "/schemas/access-rights-1.json")
        .forEach(document -> documented.addAll(rights(document, registers)));
  }

  private static List<AccessRight> rights(CheckedDocuments.Document document, Registers registers) {
    List<AccessRight> rights = new ArrayList<>();
    JsonNode json = document.json();
    for (JsonNode right : json.get("rights")) {
      String type = right.get("evidenceType").asString();
      Register register =
          registers
              .holding(type)
              .orElseThrow(
                  () -> new DocumentBroken(document.file() + ": no register holds " + type));
      List<String> fields = new ArrayList<>();
      right.get("fields").forEach(field -> fields.add(field.asString()));
      for (String field : fields) {
        if (registers.evidenceType(type).orElseThrow().field(field).isEmpty()) {
          throw new DocumentBroken(document.file() + ": " + type + " has no field " + field);
        }
      }
      rights.add(
          new AccessRight(
              json.get("identifier").asString() + "/" + type,
              register.owner(),
              register.identifier(),
              type,
              fields,
              json.get("requester").asString(),
              json.get("service").asString(),
              day(json.get("from")),
              day(json.get("until")),
              document.file(),
              Optional.empty(),
              1));
    }
    return rights;
  }

  private static Instant day(JsonNode day) {
    return LocalDate.parse(day.asString()).atStartOfDay(Clocks.CITY).toInstant();
  }

  private void seed() {
    if (seeded) return;
    documented.forEach(this::insert);
    seeded = true;
  }

  @Override
  public List<AccessRight> all() {
    seed();
    return database
        .sql()
        .fetch(
            "SELECT * FROM access_right WHERE ended_at IS NULL"
                + " ORDER BY register, evidence_type, service, id")
        .map(PostgresAccessRights::right);
  }

  @Override
  public Optional<AccessRight> find(String id) {
    seed();
    return Optional.ofNullable(
            database.sql().fetchOne("SELECT * FROM access_right WHERE id = ?", id))
        .map(PostgresAccessRights::right);
  }

  @Override
  public Set<String> fields(
      String register, String evidenceType, String requester, String service, Instant at) {
    seed();
    Set<String> fields = new LinkedHashSet<>();
    database
        .sql()
        .fetch(
            "SELECT fields FROM access_right WHERE register = ? AND evidence_type = ?"
                + " AND requester = ? AND service = ? AND ended_at IS NULL"
                + " AND valid_from <= ?::timestamptz AND valid_until > ?::timestamptz",
            register,
            evidenceType,
            requester,
            service,
            Database.utc(at),
            Database.utc(at))
        .forEach(row -> fields.addAll(List.of(row.get("fields", String[].class))));
    return fields;
  }

  @Override
  public boolean give(AccessRight right) {
    seed();
    return insert(right);
  }

  private boolean insert(AccessRight right) {
    return database
            .sql()
            .execute(
                "INSERT INTO access_right (id, owner, register, evidence_type, fields, requester,"
                    + " service, valid_from, valid_until, given_by)"
                    + " VALUES (?, ?, ?, ?, ?::text[], ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                right.id(),
                right.owner(),
                right.register(),
                right.evidenceType(),
                right.fields().toArray(String[]::new),
                right.requester(),
                right.service(),
                Database.utc(right.from()),
                Database.utc(right.until()),
                right.givenBy())
        == 1;
  }

  @Override
  public boolean end(String id, long version, Instant at, String by) {
    return database
            .sql()
            .execute(
                "UPDATE access_right SET ended_at = ?, ended_by = ?, version = version + 1"
                    + " WHERE id = ? AND version = ? AND ended_at IS NULL",
                Database.utc(at),
                by,
                id,
                version)
        == 1;
  }

  private static AccessRight right(Record row) {
    return new AccessRight(
        row.get("id", String.class),
        row.get("owner", String.class),
        row.get("register", String.class),
        row.get("evidence_type", String.class),
        List.of(row.get("fields", String[].class)),
        row.get("requester", String.class),
        row.get("service", String.class),
        row.get("valid_from", Instant.class),
        row.get("valid_until", Instant.class),
        row.get("given_by", String.class),
        Optional.ofNullable(row.get("ended_at", Instant.class)),
        row.get("version", Long.class));
  }
}
