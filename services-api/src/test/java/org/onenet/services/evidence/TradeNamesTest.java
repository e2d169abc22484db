package org.onenet.services.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.onenet.services.evidence.store.PostgresTradeNames;
import org.onenet.services.platform.Database;

/** One name, one trader, on a real PostgreSQL. */
final class TradeNamesTest {
  private static EmbeddedPostgres postgres;
  private static Database database;
  private static TradeNames names;

  private final String mine = UUID.randomUUID().toString();
  private final String another = UUID.randomUUID().toString();

  @BeforeAll
  static void open() throws Exception {
    postgres = EmbeddedPostgres.builder().setServerConfig("listen_addresses", "127.0.0.1").start();
    database = new Database(postgres.getJdbcUrl("postgres", "postgres"), "postgres", "", 12);
    names = new PostgresTradeNames(database);
  }

  @AfterAll
  static void close() throws Exception {
    database.close();
    postgres.close();
  }

  @Test
  void a_name_is_claimed_once() {
    assertTrue(names.isFree("兰亭茶馆", mine));
    assertTrue(names.claim("兰亭茶馆", mine));
    assertFalse(names.claim("兰亭茶馆", another));
    assertFalse(names.isFree("兰亭茶馆", another));
    assertTrue(names.isFree("兰亭茶馆二店", another));
  }

  @Test
  void who_holds_a_name_may_claim_it_again() {
    assertTrue(names.claim("墨池书店", mine));
    assertTrue(names.claim("墨池书店", mine));
    assertTrue(names.isFree("墨池书店", mine));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Lanting Tea 茶",
        "lanting tea 茶",
        "LANTINGTEA茶",
        " Lanting  Tea\t茶 ",
        "Ｌａｎｔｉｎｇ　Ｔｅａ　茶",
        "Lanting\u00a0Tea茶",
        "Lanting\u200bTea茶",
        "Lan\u200dting Tea\u202e茶"
      })
  void spaces_case_and_the_width_of_letters_make_no_other_name(String written) {
    names.claim("Lanting Tea 茶", "00000000-0000-0000-0000-000000000001");
    assertFalse(names.isFree(written, another));
    assertFalse(names.claim(written, another));
  }

  @Test
  void a_name_let_go_is_free_for_others_and_only_its_holder_lets_it_go() {
    assertTrue(names.claim("鹅池面馆", mine));
    names.release(another);
    assertFalse(names.isFree("鹅池面馆", another));
    names.release(mine);
    assertTrue(names.claim("鹅池面馆", another));
    assertFalse(names.isFree("鹅池面馆", mine));
  }

  @Test
  void of_fifty_who_claim_a_name_at_once_one_gets_it() throws Exception {
    List<Callable<Boolean>> claims = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      String application = UUID.randomUUID().toString();
      claims.add(() -> database.inTransaction(() -> names.claim("流觞酒家", application)));
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(50)) {
      int won = 0;
      for (Future<Boolean> claim : threads.invokeAll(claims)) if (claim.get()) won++;
      assertEquals(1, won);
    }
  }

  /** The second waits for the first, and gets the name only if the first let it go. */
  @Test
  void a_claim_that_is_rolled_back_leaves_the_name_to_the_next() throws Exception {
    CountDownLatch claimed = new CountDownLatch(1);
    CountDownLatch failNow = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      Future<Boolean> first =
          threads.submit(
              () ->
                  database.inTransaction(
                      () -> {
                        names.claim("曲水客栈", mine);
                        claimed.countDown();
                        await(failNow);
                        throw new IllegalArgumentException("the caller fails");
                      }));
      await(claimed);
      Future<Boolean> second =
          threads.submit(() -> database.inTransaction(() -> names.claim("曲水客栈", another)));
      failNow.countDown();
      assertThrows(java.util.concurrent.ExecutionException.class, first::get);
      assertTrue(second.get());
    }
    assertFalse(names.isFree("曲水客栈", mine));
  }

  @Test
  void the_form_says_so_before_a_taken_name_is_submitted() {
    TradeNameCheck check = new TradeNameCheck(names);
    names.claim("桂花糕点", mine);
    assertEquals(Optional.empty(), check.check("trade-name-free", "桂花糕点", mine));
    assertEquals(Optional.empty(), check.check("trade-name-free", "桂花糕点二店", another));
    var taken = check.check("trade-name-free", "桂花　糕点", another).orElseThrow();
    assertTrue(taken.en().contains("already uses this name"), taken.en());
    assertTrue(taken.zh().contains("已被使用"), taken.zh());
    assertEquals(Optional.empty(), check.check("another-check", "桂花糕点", another));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
