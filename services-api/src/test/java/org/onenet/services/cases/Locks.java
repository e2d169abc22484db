package org.onenet.services.cases;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;

/** Sees in PostgreSQL itself that one transaction waits for another. */
public final class Locks {
  private Locks() {}

  static boolean somebodyWaits(DataSource observer) {
    try (Connection connection = observer.getConnection();
        Statement query = connection.createStatement();
        ResultSet row =
            query.executeQuery(
                "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")) {
      row.next();
      return row.getInt(1) > 0;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  public static void await(BooleanSupplier condition) {
    Instant end = Instant.now().plusSeconds(30);
    while (!condition.getAsBoolean()) {
      if (Instant.now().isAfter(end)) throw new AssertionError("it did not come so in 30 seconds");
      LockSupport.parkNanos(500_000);
    }
  }
}
