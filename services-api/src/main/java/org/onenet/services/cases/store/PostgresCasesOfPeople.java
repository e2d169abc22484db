package org.onenet.services.cases.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jooq.Record;
import org.onenet.services.audit.CasesOfPeople;
import org.onenet.services.platform.Database;

/** The few columns of a case that the audit log is told by. */
@Singleton
public class PostgresCasesOfPeople implements CasesOfPeople {
  private final Database database;

  @Inject
  public PostgresCasesOfPeople(Database database) {
    this.database = database;
  }

  @Override
  public List<CaseOf> of(String account) {
    return database
        .sql()
        .fetch(
            "SELECT reference, application, owner, service FROM case_file WHERE owner = ?", account)
        .map(PostgresCasesOfPeople::one);
  }

  @Override
  public Optional<CaseOf> find(String reference) {
    return Optional.ofNullable(
            database
                .sql()
                .fetchOne(
                    "SELECT reference, application, owner, service FROM case_file WHERE reference = ?",
                    reference))
        .map(PostgresCasesOfPeople::one);
  }

  private static CaseOf one(Record row) {
    return new CaseOf(
        row.get("reference", String.class),
        row.get("application", String.class),
        row.get("owner", String.class),
        row.get("service", String.class));
  }
}
