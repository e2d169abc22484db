package org.onenet.services.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two connections are all there are. */
final class DatabaseTest {
  private static EmbeddedPostgres postgres;
  private static Database database;

  @BeforeAll
  static void start() throws IOException {
    postgres = EmbeddedPostgres.start();
    database = new Database(postgres.getJdbcUrl("postgres", "postgres"), "postgres", "", 2);
    database.sql().execute("CREATE TABLE onenet.thing (id int)");
  }

  @AfterAll
  static void stop() throws IOException {
    database.close();
    postgres.close();
  }

  @Test
  void who_gets_no_connection_is_told_that_the_database_is_away() throws Exception {
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      Callable<Throwable> alone = () -> assertThrows(RuntimeException.class, DatabaseTest::rows);
      Callable<Throwable> together =
          () ->
              assertThrows(
                  RuntimeException.class, () -> database.inTransaction(DatabaseTest::rows));
      for (Callable<Throwable> work : List.of(alone, together)) {
        Throwable told = held(threads, () -> held(threads, work));
        assertInstanceOf(DatabaseAway.class, told);
      }
    }
  }

  /** On a thread of its own, while this one holds a connection. */
  private static <T> T held(ExecutorService threads, Callable<T> work) {
    return database.inTransaction(
        () -> {
          try {
            return threads.submit(work).get();
          } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  @Test
  void what_fails_leaves_nothing_and_gives_its_connection_back() {
    int before = rows();
    assertThrows(
        IllegalStateException.class,
        () ->
            database.inTransaction(
                () -> {
                  database.sql().execute("INSERT INTO thing VALUES (1)");
                  database.inTransaction(
                      () -> database.sql().execute("INSERT INTO thing VALUES (2)"));
                  throw new IllegalStateException("not kept");
                }));
    assertFalse(database.isInTransaction());
    assertEquals(before, rows(), "a transaction within another is part of it");
    database.inTransaction(() -> database.sql().execute("INSERT INTO thing VALUES (3)"));
    assertEquals(before + 1, rows());
  }

  private static int rows() {
    return database.sql().fetch("SELECT id FROM thing").size();
  }
}
