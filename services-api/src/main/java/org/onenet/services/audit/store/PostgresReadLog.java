package org.onenet.services.audit.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.OffsetDateTime;
import org.onenet.identity.Caller;
import org.onenet.services.audit.ReadLog;
import org.onenet.services.platform.Database;

/** The log as a table. */
@Singleton
public class PostgresReadLog implements ReadLog {
  private final Database database;
  private final Clock clock;

  @Inject
  public PostgresReadLog(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public void read(Caller who, String what, String subject, String purpose) {
    database
        .sql()
        .execute(
            "INSERT INTO access_log (account, account_name, what, subject, purpose, at)"
                + " VALUES (?, ?, ?, ?, ?, ?)",
            who.subject(),
            who.name(),
            what,
            subject,
            purpose,
            OffsetDateTime.now(clock));
  }
}
