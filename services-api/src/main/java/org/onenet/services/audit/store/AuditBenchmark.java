package org.onenet.services.audit.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jooq.impl.DSL;
import org.onenet.credentials.MasterKey;
import org.onenet.credentials.audit.AuditCheck;
import org.onenet.credentials.audit.AuditReport;
import org.onenet.services.audit.Access;
import org.onenet.services.audit.Actor;
import org.onenet.services.audit.AuditLog;
import org.onenet.services.audit.Place;
import org.onenet.services.audit.SealAuditLog;
import org.onenet.services.platform.Database;
import org.onenet.services.platform.JsonText;
import org.onenet.services.platform.Vault;

/**
 * Measures the log on an empty PostgreSQL; its last line is JSON. {@code ./onenet bench} runs it:
 * address, user, password and the seconds of each load. With {@code fill} and a number in place of
 * the seconds it only brings a log to that many entries.
 */
public final class AuditBenchmark {
  private static final int CONNECTIONS = 20;
  private static final int STREAMS = 8;
  private static final int PEOPLE = 100_000;
  private static final int FEW = 10_000;
  private static final int MANY = 1_000_000;
  private static final int BATCH = 1_000;
  private static final int ASKED = 500;
  private static final int PAGE = 50;
  private static final int LIST_EVERY = 10;

  private static final String BARE =
      "INSERT INTO bare (stream, number, at, account, account_name, organisation, act, what,"
          + " subject, purpose, case_reference, hash, person, items)"
          + " VALUES (?, ?, ?::timestamptz, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::text[])";

  private final Database database;
  private final PostgresAuditLog log;
  private final Duration span;
  private final Random random = new Random(1);
  private final AtomicLong number = new AtomicLong(FEW);
  private final Map<String, Object> measured = new LinkedHashMap<>();

  private AuditBenchmark(Database database, MasterKey master, Duration span) {
    this.database = database;
    this.span = span;
    this.log =
        new PostgresAuditLog(
            database, new Vault(database, master, Clock.systemUTC()), Clock.systemUTC());
  }

  public static void main(String[] words) throws IOException {
    Path folder = Files.createTempDirectory("onenet-audit-bench");
    Path file = folder.resolve("master-key.jwe");
    Database database = new Database(words[0], words[1], words[2], CONNECTIONS);
    boolean fills = words[3].equals("fill");
    try {
      database.migrate();
      AuditBenchmark benchmark =
          new AuditBenchmark(
              database,
              MasterKey.open(file, "bench".toCharArray()),
              Duration.ofSeconds(fills ? 0 : Long.parseLong(words[3])));
      if (fills) {
        benchmark.append(Integer.parseInt(words[4]));
      } else {
        benchmark.pages(FEW);
        benchmark.appends();
        benchmark.pages(MANY);
        benchmark.verified();
      }
      System.out.println(JsonText.of(benchmark.measured));
    } finally {
      database.close();
      Files.deleteIfExists(file);
      Files.deleteIfExists(file.resolveSibling(file.getFileName() + ".lock"));
      Files.delete(folder);
    }
  }

  /** The same questions to a log of that size. */
  private void pages(int size) {
    append(size);
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("tracker", millis(this::tracker));
    row.put("search", millis(this::search));
    measured.put(String.valueOf(size), row);
  }

  private void append(int size) {
    int there = database.sql().fetchCount(DSL.table("audit_entry"));
    for (int from = there; from < size; from += BATCH) {
      String stream = "department-" + from / BATCH % STREAMS;
      List<Access> batch =
          IntStream.range(from, Math.min(size, from + BATCH))
              .mapToObj(n -> access(stream, n))
              .toList();
      database.inTransaction(() -> log.append(stream, batch));
    }
    database.sql().execute("VACUUM ANALYZE audit_entry");
  }

  /** A clerk reads a case; each tenth time a page of an inbox. Each person has two cases. */
  private static Access access(String stream, long n) {
    Actor clerk = new Actor("clerk-" + n % 300, "Clerk " + n % 300, Optional.of(stream));
    if (n % LIST_EVERY == 0) {
      return Access.act(clerk, "list", "case", "inbox", "case-work")
          .items(
              LongStream.range(0, PAGE)
                  .mapToObj(k -> "R-" + (n * PAGE + k) % (2 * PEOPLE))
                  .toList());
    }
    long of = n * 7919 % (2 * PEOPLE);
    return Access.act(clerk, "read", "case", "R-" + of, "case-work")
        .inCase("R-" + of)
        .of("person-" + of % PEOPLE)
        .items(List.of("population-identity.fullName", "population-identity.birthDate"));
  }

  private void tracker(long n) {
    int person = random.nextInt(PEOPLE);
    log.about(
        "person-" + person,
        List.of("R-" + person, "R-" + (person + PEOPLE)),
        null,
        null,
        null,
        PAGE + 1);
  }

  private Place behind;

  /** An auditor goes from page to page. */
  private void search(long n) {
    AuditLog.Filter filter =
        new AuditLog.Filter(null, null, null, null, null, null, null, behind, PAGE);
    behind = Place.of(log.entries(filter).getLast());
    if (n % 100 == 0) behind = null;
  }

  private static Map<String, Object> millis(LongConsumer ask) {
    for (int i = 0; i < ASKED; i++) ask.accept(i);
    long[] times = new long[ASKED];
    for (int i = 0; i < ASKED; i++) {
      long begin = System.nanoTime();
      ask.accept(i);
      times[i] = System.nanoTime() - begin;
    }
    java.util.Arrays.sort(times);
    return Map.of("p50", times[ASKED / 2] / 1e6, "p99", times[ASKED * 99 / 100] / 1e6);
  }

  /** Seals all of it, exports it, and checks the export as {@code ./onenet audit verify} does. */
  private void verified() throws IOException {
    SealAuditLog seals =
        new SealAuditLog(log, digest -> {}, database, Clock.systemUTC(), Optional.empty());
    while (seals.now().isPresent()) {
      // the next hundred thousand
    }
    Path export = Files.createTempFile("onenet-audit-", ".ndjson");
    try {
      try (Writer writer = Files.newBufferedWriter(export)) {
        log.export(line -> write(writer, line.text()));
      }
      long begin = System.nanoTime();
      AuditReport report =
          AuditCheck.check(() -> lines(export), Optional.empty(), Clock.systemUTC());
      measured.put("secondsVerified", (System.nanoTime() - begin) / 1e9);
      measured.put("megabytesExported", Files.size(export) / 1e6);
      if (!report.findings().isEmpty() || report.entries() != MANY || report.sealed() != MANY) {
        throw new IllegalStateException("the log does not hold: " + report);
      }
    } finally {
      Files.delete(export);
    }
  }

  private static void write(Writer writer, String line) {
    try {
      writer.write(line + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static java.util.stream.Stream<String> lines(Path file) {
    try {
      return Files.lines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Beside inserts of the same rows into a table with the same indexes. */
  private void appends() {
    database.sql().execute("CREATE TABLE bare (LIKE audit_entry INCLUDING ALL)");
    database.sql().execute("INSERT INTO bare SELECT * FROM audit_entry");
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int clients : new int[] {1, 16}) {
      perSecond(clients, Duration.ofSeconds(3), this::insert);
      perSecond(clients, Duration.ofSeconds(3), this::logged);
      double inserts = perSecond(clients, span, this::insert);
      double appends = perSecond(clients, span, this::logged);
      rows.add(Map.of("clients", clients, "inserts", inserts, "appends", appends));
    }
    measured.put("perSecond", rows);
  }

  private void logged(long n) {
    log.log(access("department-" + n % STREAMS, LIST_EVERY * n + 1));
  }

  private void insert(long n) {
    Access one = access("department-" + n % STREAMS, LIST_EVERY * n + 1);
    database.execute(
        BARE,
        one.who().stream(),
        n,
        Database.utc(Instant.now()),
        one.who().account(),
        one.who().name(),
        one.who().organisation().orElseThrow(),
        one.act(),
        one.what(),
        one.subject(),
        one.purpose(),
        one.caseReference().orElseThrow(),
        new byte[32],
        one.person().orElseThrow(),
        one.items().toArray(String[]::new));
  }

  private double perSecond(int clients, Duration time, LongConsumer act) {
    try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
      long begin = System.nanoTime();
      long end = begin + time.toNanos();
      List<Future<Long>> running = new ArrayList<>();
      for (int i = 0; i < clients; i++) {
        running.add(
            threads.submit(
                () -> {
                  long done = 0;
                  for (; System.nanoTime() < end; done++) act.accept(number.incrementAndGet());
                  return done;
                }));
      }
      long done = 0;
      for (Future<Long> one : running) done += one.get();
      return done / ((System.nanoTime() - begin) / 1e9);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the bench was interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a client of the bench failed", e.getCause());
    }
  }
}
