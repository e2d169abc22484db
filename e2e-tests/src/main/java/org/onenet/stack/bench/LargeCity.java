package org.onenet.stack.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.onenet.stack.ApiCaller;
import org.onenet.stack.Await;
import org.onenet.stack.Stack;
import org.onenet.stack.StackFailure;

/**
 * Pages over HTTP while the log grows: what departments hold, the services, and who used the data
 * of a citizen who has some cases. Their own entries stay the same; all others come about others.
 */
final class LargeCity {
  /** Fewer than queue for two cores, so that a page's own time is seen. */
  static final int CLIENTS = 4;

  private static final String ROLE = "population_register";
  private static final int CASES = 20;

  private final HttpClient http = HttpClient.newHttpClient();
  private final Stack stack;
  private final Map<String, Runnable> pages = new LinkedHashMap<>();

  LargeCity(Stack stack) {
    this.stack = stack;
    ApiCaller wang = ApiCaller.as("wang", stack);
    wang.token();
    pages.put("services, HTML", this::services);
    pages.put("what departments hold", () -> wang.get("/registers").expect(200));
    pages.put("who used my data", () -> wang.get("/me/data-uses").expect(200));
  }

  /** Returns when the registers know that many. */
  void awaitPeople(int people) {
    Await.until(
        () -> people() >= people,
        Duration.ofMinutes(20),
        () -> new StackFailure("the city did not grow to " + people + " people"));
  }

  private long people() {
    try (Connection connection =
            DriverManager.getConnection(stack.jdbcUrl(), ROLE, stack.passwordOfDatabaseRole(ROLE));
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT count(DISTINCT citizen_number) FROM " + ROLE + ".person")) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException("the bench cannot count the city's people", e);
    }
  }

  /** Some cases of the citizen whose page is opened, and registers asked for each. */
  void apply() {
    new CaseThroughput(stack).cards(CASES);
  }

  /** Each page's load, by its name. */
  Map<String, Load.Result> measure(Duration span) {
    Map<String, Load.Result> measured = new LinkedHashMap<>();
    pages.forEach((name, page) -> measured.put(name, Load.run(CLIENTS, span, () -> page)));
    return measured;
  }

  private void services() {
    try {
      HttpResponse<byte[]> answer =
          http.send(
              HttpRequest.newBuilder(URI.create(stack.portal() + "/")).build(),
              HttpResponse.BodyHandlers.ofByteArray());
      if (answer.statusCode() != 200) throw new StackFailure("/ answered " + answer.statusCode());
    } catch (IOException e) {
      throw new StackFailure("the portal had no answer: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackFailure("the bench was interrupted", e);
    }
  }
}
