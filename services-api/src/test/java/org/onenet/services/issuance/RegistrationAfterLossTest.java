package org.onenet.services.issuance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.onenet.services.issuance.OutboxOnAnvil.A_WHILE;
import static org.onenet.services.issuance.OutboxOnAnvil.DEPARTMENT;
import static org.onenet.services.issuance.OutboxOnAnvil.LONG;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onenet.contracts.ChainUnreachable;
import org.onenet.services.platform.Background;

/** What the chain or the worker can lose, and what is done about it. */
final class RegistrationAfterLossTest {
  private static EmbeddedPostgres postgres;

  @TempDir static Path folder;
  private static OutboxOnAnvil outbox;
  private static Anvil chain;

  @BeforeAll
  static void start() throws IOException {
    postgres = EmbeddedPostgres.start();
    outbox = new OutboxOnAnvil(postgres, folder);
    chain = outbox.chain;
  }

  @AfterAll
  static void stop() throws IOException {
    outbox.close();
    postgres.close();
  }

  @BeforeEach
  void begin() {
    outbox.begin();
  }

  @Test
  void what_stood_in_a_reorganised_block_is_registered_again_and_what_is_final_stays() {
    List<String> digests = outbox.issue(2);
    outbox.untilFinal();
    digests.addAll(outbox.issue(2));
    outbox.untilConfirmed();
    digests.addAll(outbox.issue(2));
    outbox.untilConfirmed();
    assertEquals(digests, outbox.registered());
    long since = chain.block() - blockOf(1);
    chain.reorganise((int) since + 1);
    assertEquals(digests.subList(0, 2), outbox.registered());
    outbox.goOn();
    assertEquals(
        List.of("nonce 0 final", "nonce 1 lost", "nonce 2 lost", "nonce 1 signed"),
        outbox.transactions());
    assertEquals(2, outbox.count("state = 'final'"));
    assertEquals(4, outbox.count("state = 'sent'"));
    outbox.untilFinal();
    assertEquals(all(6, "register final"), outbox.states());
    assertEquals(digests, outbox.registered());
  }

  @Test
  void what_a_reorganisation_has_put_into_another_block_stays_confirmed_and_is_not_sent_again() {
    List<String> digests = outbox.issue(2);
    chain.mine(1);
    outbox.goOn();
    String raw = outbox.underWay().raw();
    outbox.untilConfirmed();
    long before = blockOf(0);
    chain.reorganise(2, raw);
    outbox.goOn();
    assertEquals(all(2, "register confirmed"), outbox.states());
    assertEquals(List.of("nonce 0 mined"), outbox.transactions());
    assertEquals(before - 1, blockOf(0));
    outbox.untilFinal();
    assertEquals(digests, outbox.registered());
  }

  @Test
  void a_worker_that_dies_between_keeping_and_sending_sends_the_same_bytes_when_it_is_back() {
    List<String> digests = outbox.issue(3);
    RegisterOnChain dying = outbox.worker(DyingActs.after(outbox.acts, "keepSigned"));
    assertThrows(DyingActs.Died.class, () -> dying.goOn(DEPARTMENT));
    ChainActs.Sent kept = outbox.underWay();
    assertFalse(chain.inPool(kept.hash()), "it died too late");
    outbox.restartWorker();
    outbox.pass(A_WHILE);
    outbox.goOn();
    assertTrue(chain.inPool(kept.hash()));
    outbox.untilFinal();
    assertEquals(all(3, "register final"), outbox.states());
    assertEquals(List.of("nonce 0 final"), outbox.transactions());
    assertEquals(1, chain.nonce(outbox.outside.address()));
    assertEquals(digests, outbox.registered());
  }

  @Test
  void a_worker_that_dies_between_sending_and_noting_finds_what_it_sent_and_sends_no_other() {
    List<String> digests = outbox.issue(3);
    outbox.goOn();
    chain.mine(1);
    RegisterOnChain dying = outbox.worker(DyingActs.beforeNoting(outbox.acts));
    assertThrows(DyingActs.Died.class, () -> dying.goOn(DEPARTMENT));
    assertEquals(all(3, "register sent"), outbox.states());
    outbox.restartWorker();
    outbox.pass(LONG);
    outbox.untilFinal();
    assertEquals(all(3, "register final"), outbox.states());
    assertEquals(List.of("nonce 0 final"), outbox.transactions());
    assertEquals(1, chain.nonce(outbox.outside.address()));
    assertEquals(digests, outbox.registered());
  }

  @Test
  void two_workers_at_once_send_each_digest_in_one_transaction() {
    List<String> digests = outbox.issue(3);
    List<ChainActs.Act> seenBefore = outbox.acts.queued(DEPARTMENT, 500);
    RegisterOnChain other = outbox.worker(outbox.acts);
    other.goOn(DEPARTMENT);
    chain.mine(1);
    other.goOn(DEPARTMENT);
    assertEquals(all(3, "register confirmed"), outbox.states());
    assertFalse(
        outbox.acts.keepSigned(DEPARTMENT, seenBefore, 1, "0x01", "0x01", Instant.now()),
        "a slow worker must not take what another has done meanwhile");
    assertEquals(all(3, "register confirmed"), outbox.states());
    outbox.untilFinal();
    assertEquals(List.of("nonce 0 final"), outbox.transactions());
    assertEquals(digests, outbox.registered());
  }

  @Test
  void a_chain_that_lost_its_state_gets_every_digest_and_every_revocation_again() {
    List<String> digests = outbox.issue(2);
    outbox.revoke(digests.get(0));
    outbox.untilFinal();
    digests.addAll(outbox.issue(2));
    outbox.untilConfirmed();
    digests.addAll(outbox.issue(1));
    outbox.goOn();
    chain.stop();
    chain.forget();
    chain.start();
    chain.stopMining();
    assertEquals(0, chain.block());
    assertEquals(outbox.contract, outbox.deploy());
    assertEquals(List.of(), outbox.registered());
    outbox.pass(LONG);
    outbox.untilFinal();
    assertEquals(6, outbox.count("state = 'final'"), outbox.states().toString());
    assertEquals(digests, outbox.registered());
    assertEquals(digests.subList(0, 1), outbox.revoked());
  }

  @Test
  void a_transaction_its_node_forgot_while_nobody_could_reach_it_is_sent_again_as_it_was() {
    List<String> digests = outbox.issue(3);
    outbox.goOn();
    ChainActs.Sent kept = outbox.underWay();
    chain.stop();
    assertThrows(ChainUnreachable.class, outbox::goOn);
    outbox.pass(LONG);
    assertThrows(ChainUnreachable.class, outbox::goOn);
    assertEquals(all(3, "register sent"), outbox.states());
    chain.start();
    chain.stopMining();
    assertFalse(chain.inPool(kept.hash()));
    outbox.goOn();
    // Gas is free here and the account has nothing: it could not pay for a dearer one.
    assertTrue(chain.inPool(kept.hash()));
    outbox.untilFinal();
    assertEquals(all(3, "register final"), outbox.states());
    assertEquals(List.of("nonce 0 final"), outbox.transactions());
    assertEquals(digests, outbox.registered());
  }

  @Test
  void while_the_chain_is_away_the_acts_stay_queued_and_the_worker_says_so_once()
      throws InterruptedException {
    List<String> digests = outbox.issue(2);
    chain.stop();
    try (LogOf log = new LogOf(Background.class);
        Working working = new Working(outbox.worker(outbox.acts))) {
      LogRecord warning = log.next();
      assertEquals(Level.WARNING, warning.getLevel());
      assertTrue(warning.getThrown() instanceof ChainUnreachable, warning.getMessage());
      assertEquals(all(2, "register queued"), outbox.states());
      chain.start();
      LogRecord back = log.next();
      assertEquals("registration on chain works again", back.getMessage());
      working.close();
      assertEquals(List.of(), log.rest());
    }
    chain.stopMining();
    outbox.pass(A_WHILE);
    outbox.untilFinal();
    assertEquals(all(2, "register final"), outbox.states());
    assertEquals(digests, outbox.registered());
  }

  @Test
  void a_department_that_fails_does_not_hold_up_the_others() throws InterruptedException {
    List<String> digests = outbox.issue("senior-citizen-card", 1);
    ChainActs failing =
        DyingActs.dying(
            outbox.acts,
            (method, first) -> method.equals("mined") && "public-security".equals(first),
            false);
    try (LogOf log = new LogOf(Background.class);
        Working working = new Working(outbox.worker(failing))) {
      assertTrue(log.next().getThrown() instanceof DyingActs.Died);
      assertEquals(
          List.of("civil-affairs sent"),
          outbox
              .database
              .sql()
              .fetch("SELECT department || ' ' || state FROM chain_act")
              .getValues(0, String.class));
    }
    chain.mine(1);
    assertEquals(digests, outbox.registered());
  }

  private long blockOf(int transaction) {
    return outbox
        .database
        .sql()
        .fetchOne("SELECT block FROM chain_transaction ORDER BY id OFFSET ? LIMIT 1", transaction)
        .get(0, Long.class);
  }

  /** The worker as a node runs it. */
  private static final class Working implements AutoCloseable {
    private final Background background = new Background();

    Working(RegisterOnChain registerOnChain) {
      new RegistrationWorker(registerOnChain, background).start(this);
    }

    @Override
    public void close() {
      background.close();
    }
  }

  /** What a class logs at INFO and above. */
  private static final class LogOf extends Handler implements AutoCloseable {
    private final BlockingQueue<LogRecord> records = new LinkedBlockingQueue<>();
    private final Logger logger;

    LogOf(Class<?> source) {
      logger = Logger.getLogger(source.getName());
      logger.addHandler(this);
    }

    LogRecord next() throws InterruptedException {
      LogRecord record = records.poll(20, TimeUnit.SECONDS);
      assertTrue(record != null, "nothing was logged");
      return record;
    }

    List<LogRecord> rest() {
      List<LogRecord> rest = new ArrayList<>();
      records.drainTo(rest);
      return rest;
    }

    @Override
    public void publish(LogRecord record) {
      records.add(record);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
      logger.removeHandler(this);
    }
  }

  private static List<String> all(int number, String state) {
    return Collections.nCopies(number, state);
  }
}
