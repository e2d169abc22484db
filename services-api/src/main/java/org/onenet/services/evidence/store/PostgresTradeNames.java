package org.onenet.services.evidence.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;
import org.onenet.services.evidence.TradeNames;
import org.onenet.services.platform.Database;

/**
 * Trade names as claims: one row each, unique by the name without spaces, in one case and in plain
 * letters: ＡＢＣ　茶馆, as Chinese keyboards write it, is the name "abc茶馆".
 */
@Singleton
public class PostgresTradeNames implements TradeNames {
  /** Spaces of every script, and what only formats: zero-width joiners, marks of direction. */
  private static final Pattern INVISIBLE =
      Pattern.compile("[\\s\\p{Cf}]", Pattern.UNICODE_CHARACTER_CLASS);

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
    String plain = Normalizer.normalize(name, Normalizer.Form.NFKC);
    return INVISIBLE.matcher(plain).replaceAll("").toLowerCase(Locale.ROOT);
  }
}
