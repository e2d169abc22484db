package org.onenet.services.issuance.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Record;
import org.onenet.services.issuance.ActKind;
import org.onenet.services.issuance.ReasonCode;
import org.onenet.services.issuance.StatusAct;
import org.onenet.services.issuance.StatusActs;
import org.onenet.services.issuance.Validity;
import org.onenet.services.platform.Database;

/** Acts as rows; a certificate's own row is what they wait for each other on. */
@Singleton
public class PostgresStatusActs implements StatusActs {
  private final Database database;

  @Inject
  public PostgresStatusActs(Database database) {
    this.database = database;
  }

  @Override
  public Validity lock(UUID credential) {
    return Validity.of(
        database
            .sql()
            .fetchOne("SELECT state FROM credential WHERE id = ? FOR NO KEY UPDATE", credential)
            .get(0, Integer.class));
  }

  @Override
  public List<StatusAct> of(UUID credential) {
    return database
        .sql()
        .fetch("SELECT * FROM status_act WHERE credential = ? ORDER BY asked_at, id", credential)
        .map(PostgresStatusActs::act);
  }

  @Override
  public void add(UUID credential, StatusAct act) {
    database
        .sql()
        .execute(
            "INSERT INTO status_act (id, credential, kind, reason_code, reason, state, asked_by,"
                + " asked_by_name, asked_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            act.id(),
            credential,
            act.kind().word(),
            act.code().code(),
            act.reason(),
            act.state().word(),
            act.askedBy().subject(),
            act.askedBy().name(),
            Database.utc(act.askedAt()));
  }

  @Override
  public void answer(UUID act, StatusAct.State state, StatusAct.Answer answer) {
    database
        .sql()
        .execute(
            "UPDATE status_act SET state = ?, answered_by = ?, answered_by_name = ?,"
                + " answered_at = ?, answer = ? WHERE id = ? AND state = 'waiting'",
            state.word(),
            answer.by().subject(),
            answer.by().name(),
            Database.utc(answer.at()),
            answer.reason(),
            act);
  }

  @Override
  public void become(UUID credential, Validity validity) {
    database
        .sql()
        .execute("UPDATE credential SET state = ? WHERE id = ?", validity.number(), credential);
  }

  static StatusAct act(Record row) {
    String state = row.get("state", String.class);
    return new StatusAct(
        row.get("id", UUID.class),
        ActKind.of(row.get("kind", String.class)).orElseThrow(),
        ReasonCode.of(row.get("reason_code", String.class)).orElseThrow(),
        row.get("reason", String.class),
        Arrays.stream(StatusAct.State.values())
            .filter(one -> one.word().equals(state))
            .findFirst()
            .orElseThrow(),
        new StatusAct.Clerk(
            row.get("asked_by", String.class), row.get("asked_by_name", String.class)),
        row.get("asked_at", Instant.class),
        Optional.ofNullable(row.get("answered_at", Instant.class))
            .map(
                at ->
                    new StatusAct.Answer(
                        new StatusAct.Clerk(
                            row.get("answered_by", String.class),
                            row.get("answered_by_name", String.class)),
                        at,
                        row.get("answer", String.class))));
  }
}
