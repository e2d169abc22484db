package org.onenet.services.evidence.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.onenet.services.evidence.TradeNames;
import org.onenet.services.platform.Database;

/** Trade names as claims: one row each, unique by the name without spaces and in one case. */
@Singleton
public class PostgresTradeNames implements TradeNames {
  private final Database database;

  @Inject
  public PostgresTradeNames(Database database) {
    this.database = database;
  }

  @Override
  public boolean isFree(String name, String application) {
    return database
        .sql()
        .fetch(
            "SELECT 1 FROM trade_name WHERE folded = ? AND application <> ?::uuid",
            folded(name),
            application)
        .isEmpty();
  }

  @Override
  public boolean claim(String name, String application) {
    database
        .sql()
        .execute(
            "INSERT INTO trade_name (folded, name, application) VALUES (?, ?, ?::uuid)"
                + " ON CONFLICT (folded) DO NOTHING",
            folded(name),
            name,
            application);
    return isFree(name, application);
  }

  @Override
  public void release(String application) {
    database.sql().execute("DELETE FROM trade_name WHERE application = ?::uuid", application);
  }

  private static String folded(String name) {
    return name.replaceAll("\\s", "").toLowerCase(java.util.Locale.ROOT);
  }
}
