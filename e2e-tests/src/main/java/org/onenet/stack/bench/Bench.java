package org.onenet.stack.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.onenet.stack.ApiCaller;
import org.onenet.stack.Stack;
import org.onenet.stack.StackOptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * Everything that is measured, in one run, so that each figure and its peer saw the same machine.
 */
public final class Bench {
  /** What can be measured alone. */
  public enum Part {
    SIGNATURES,
    REGISTRY,
    STARTS,
    PAGES,
    CASES,
    EXCHANGE,
    AUDIT,
    SIZE
  }

  private static final int CLIENTS = 16;
  private static final int CITIZENS = 40;
  private static final int MOST_AT_ONCE = 1_000;
  private static final int PAGE = 200;
  private static final int SLOWED = 20;
  private static final Duration WARMING = Duration.ofSeconds(10);
  private static final int PEOPLE = 100_000;
  private static final int FEW_ENTRIES = 10_000;
  private static final int MANY_ENTRIES = 1_000_000;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final StackOptions options;
  private final Duration span;
  private final BenchTable table = new BenchTable();

  public Bench(StackOptions options, Duration span) {
    this.options = options;
    this.span = span;
  }

  /** Measures and returns the table as Markdown. */
  public String run(Set<Part> parts) {
    if (parts.contains(Part.SIGNATURES)) signatures();
    if (parts.contains(Part.REGISTRY)) registry();
    if (parts.contains(Part.STARTS)) starts();
    if (parts.contains(Part.AUDIT)) audit();
    if (parts.stream().anyMatch(Set.of(Part.PAGES, Part.CASES, Part.EXCHANGE)::contains)) {
      try (Stack stack = new Stack(options, line -> System.err.println(line))) {
        stack.start();
        if (parts.contains(Part.PAGES)) {
          memoryAtRest(stack);
          pages(stack);
        }
        if (parts.contains(Part.CASES)) throughput(stack);
        if (parts.contains(Part.EXCHANGE)) exchanges(stack);
      }
    }
    if (parts.contains(Part.SIZE)) pagesAtSize();
    return table.markdown();
  }

  private void signatures() {
    step("signatures");
    OpenSsl openssl = OpenSsl.measure();
    JsonNode ours =
        program(
            "org.onenet.credentials.bench.CredentialBenchmark",
            options.repository().resolve("credentials/tools").toString());
    table.ratio(
        "credential signed, one core",
        ours.get("signPerSecond").asDouble(),
        "/s",
        "openssl sign",
        openssl.signsPerSecond(),
        "≥ 0.75");
    table.ratio(
        "credential parsed and verified, one core",
        ours.get("verifyPerSecond").asDouble(),
        "/s",
        "openssl verify",
        openssl.verifiesPerSecond(),
        "≥ 0.85");
    JsonNode peers = ours.get("peers");
    if (peers.isEmpty()) table.value("npm's libraries", "not measured: could not be installed", "");
    beside(peers, "vc+jwt", "issued", ours.get("signPerSecond"), "issuePerSecond");
    beside(peers, "vc+jwt", "verified", ours.get("verifyPerSecond"), "verifyPerSecond");
    beside(peers, "dc+sd-jwt", "issued", ours.get("sdJwtSignPerSecond"), "issuePerSecond");
    beside(peers, "dc+sd-jwt", "verified", ours.get("sdJwtVerifyPerSecond"), "verifyPerSecond");
  }

  /** A row for each library that makes this form; the aim stands beside the fastest. */
  private void beside(JsonNode peers, String form, String act, JsonNode ours, String measured) {
    double fastest =
        peers
            .valueStream()
            .filter(peer -> peer.get("form").asString().equals(form))
            .mapToDouble(peer -> peer.get(measured).asDouble())
            .max()
            .orElse(0);
    peers.forEachEntry(
        (name, peer) -> {
          if (!peer.get("form").asString().equals(form)) return;
          double theirs = peer.get(measured).asDouble();
          table.ratio(
              form + " of 12 claims " + act + ", one core",
              ours.asDouble(),
              "/s",
              "npm " + name + " " + peer.get("version").asString(),
              theirs,
              theirs == fastest ? "≥ 1.3" : "");
        });
  }

  private void registry() {
    step("registry");
    JsonNode ours =
        program(
            "org.onenet.contracts.bench.RegistryBenchmark",
            options.repository().resolve("contracts").toString());
    JsonNode gas = ours.get("gasPerDigest");
    gas.properties()
        .forEach(
            batch ->
                table.value(
                    "gas per digest, batch of " + batch.getKey(),
                    "%,d".formatted(batch.getValue().asLong()),
                    batch.getKey().equals("500") ? "≤ 25,500" : ""));
    table.value(
        "digests registered",
        BenchTable.number(ours.get("digestsPerSecond").asDouble()) + " /s",
        "");
    ours.get("batches")
        .properties()
        .forEach(
            batch -> {
              String size = "%,d".formatted(Long.parseLong(batch.getKey()));
              batch(size + " digests one by one", batch.getValue().get("digests"), "");
              batch(size + " digests by one root", batch.getValue().get("root"), "≤ 60,000 gas");
            });
    JsonNode million = ours.get("million");
    table.value(
        "a million leaves hashed, and all paths made, on one core",
        "%.1f s, %.1f s"
            .formatted(
                million.get("secondsHashed").asDouble(), million.get("secondsProved").asDouble()),
        "seconds");
  }

  private void batch(String what, JsonNode measured, String aim) {
    table.value(
        what,
        "%,d gas, %.1f s, %,d transactions"
            .formatted(
                measured.get("gas").asLong(),
                measured.get("seconds").asDouble(),
                measured.get("transactions").asInt()),
        aim);
  }

  private void audit() {
    step("audit log");
    JsonNode ours;
    try (EmbeddedPostgres postgres = DurableCommits.server()) {
      ours =
          auditLog(
              postgres.getJdbcUrl("postgres", "postgres"),
              "postgres",
              "",
              String.valueOf(span.toSeconds()));
    } catch (IOException e) {
      throw new UncheckedIOException("the bench's PostgreSQL did not stop", e);
    }
    for (JsonNode row : ours.get("perSecond")) {
      int clients = row.get("clients").asInt();
      table.ratio(
          "audit entries appended and chained, %d %s, 8 streams"
              .formatted(clients, clients == 1 ? "client" : "clients"),
          row.get("appends").asDouble(),
          "/s",
          "bare inserts of the same rows",
          row.get("inserts").asDouble(),
          "≥ 0.5");
    }
    table.value(
        "a million sealed audit entries verified from an export",
        "%.1f s, %,.0f MB"
            .formatted(
                ours.get("secondsVerified").asDouble(), ours.get("megabytesExported").asDouble()),
        "seconds");
    grown("who used my data, query with a million entries", "tracker", ours);
    grown("a page of the auditors' search, query with a million entries", "search", ours);
  }

  private JsonNode auditLog(String... words) {
    Path api = options.repository().resolve("services-api/target/services-api/WEB-INF");
    return programOf(
        api.resolve("classes") + File.pathSeparator + api.resolve("lib") + "/*",
        "org.onenet.services.audit.store.AuditBenchmark",
        words);
  }

  /** On a stack of its own: how large a city is, its first start decides. */
  private void pagesAtSize() {
    StackOptions large = options.withPeople(PEOPLE, options.data().resolve("large-city"));
    try (Stack stack = new Stack(large, line -> System.err.println(line))) {
      stack.start();
      LargeCity city = new LargeCity(stack);
      city.apply();
      step("a large city");
      city.awaitPeople(PEOPLE);
      log(stack, FEW_ENTRIES);
      city.measure(WARMING);
      step("pages with few entries");
      Map<String, Load.Result> few = city.measure(span);
      step("a million entries");
      log(stack, MANY_ENTRIES);
      city.measure(WARMING);
      step("pages with many entries");
      city.measure(span)
          .forEach(
              (page, many) ->
                  table.ratio(
                      "%s, %,d people, %,d entries, %d clients (%s /s, p50 %s ms), p99"
                          .formatted(
                              page,
                              PEOPLE,
                              MANY_ENTRIES,
                              LargeCity.CLIENTS,
                              BenchTable.number(many.perSecond()),
                              BenchTable.number(many.p50())),
                      many.p99(),
                      "ms",
                      "with 10,000 entries, ms",
                      few.get(page).p99(),
                      ""));
    }
  }

  private void log(Stack stack, int entries) {
    auditLog(stack.jdbcUrl(), "onenet", stack.jdbcPassword(), "fill", String.valueOf(entries));
  }

  private void grown(String what, String page, JsonNode ours) {
    double few = ours.get("10000").get(page).get("p99").asDouble();
    JsonNode many = ours.get("1000000").get(page);
    table.ratio(
        "%s (p50 %.1f ms), p99".formatted(what, many.get("p50").asDouble()),
        many.get("p99").asDouble(),
        "ms",
        "with 10,000, ms",
        few,
        "");
  }

  private void starts() {
    step("starts");
    String first = startAndStop();
    String warm = startAndStop();
    table.value("first start to ready (installed, empty data)", first, "");
    table.value("warm start to ready", warm, "≤ 90 s");
  }

  private String startAndStop() {
    long begin = System.nanoTime();
    try (Stack stack = new Stack(options, line -> System.err.println(line))) {
      stack.start();
      return BenchTable.number((System.nanoTime() - begin) / 1e9) + " s";
    }
  }

  private void memoryAtRest(Stack stack) {
    long all = 0;
    for (Map.Entry<String, Long> process : stack.processes().entrySet()) {
      long resident = Memory.residentMiB(process.getValue());
      all += resident;
      table.value("memory at rest, " + process.getKey(), resident + " MiB", "");
    }
    table.value("memory at rest, all", all + " MiB", "≤ 4,096 MiB");
  }

  private void pages(Stack stack) {
    if (!Pages.possible()) {
      table.value("pages", "not measured: no Chromium here", "");
      return;
    }
    step("pages");
    try (Pages browser = new Pages()) {
      page(browser, "catalogue", stack.portal() + "/");
      page(browser, "verify page", stack.portal() + "/verify");
      browser.signIn(stack.portal(), "wang");
      page(browser, "first Vaadin page, signed in", stack.portal() + "/app/applications");
      long portal = stack.processes().get("portal-ui");
      for (int citizen = 0; citizen < 5; citizen++) browser.signIn(stack.portal(), "lina");
      long before = Memory.liveHeapKiB(portal);
      for (int citizen = 0; citizen < CITIZENS; citizen++) {
        browser.signIn(stack.portal(), citizen % 2 == 0 ? "lina" : "wang");
      }
      long each = (Memory.liveHeapKiB(portal) - before) / CITIZENS;
      table.value("memory per signed-in citizen (live heap, portal-ui)", each + " KiB", "");
    }
  }

  private void page(Pages browser, String name, String address) {
    Pages.Opened opened = browser.open(address);
    table.value(
        name,
        BenchTable.number(opened.kilobytes())
            + " kB, usable in "
            + BenchTable.number(opened.milliseconds())
            + " ms",
        "");
  }

  private void throughput(Stack stack) {
    CaseThroughput cases = new CaseThroughput(stack);
    step("warming up");
    cases.warmUp(CLIENTS);
    step("durable commits");
    Load.Result commits =
        new DurableCommits(stack.jdbcUrl(), "onenet", stack.jdbcPassword()).measure(CLIENTS, span);
    table.value(
        "durable single-row commits, 16 clients",
        BenchTable.number(commits.perSecond()) + " /s",
        "");
    step("requests");
    cases.whoAmI(CLIENTS, Duration.ofSeconds(3));
    Load.Result requests = cases.whoAmI(CLIENTS, span);
    against("authenticated requests over HTTP (GET /me), 16 clients", requests, commits, "");
    step("automatic cases");
    against(
        "automatic cases over HTTP, 16 clients", cases.automatic(CLIENTS, span), commits, "≥ 0.1");
    step("cases decided by clerks");
    against(
        "clerk-decided cases over HTTP, 16 clients",
        cases.decidedByClerk(CLIENTS, span),
        commits,
        "≥ 0.05");
    step("verdicts");
    List<String> issued = issued(stack);
    String jwt = issued.getFirst();
    cases.verdicts(CLIENTS, Duration.ofSeconds(3), jwt);
    Load.Result verdicts = cases.verdicts(CLIENTS, span, jwt);
    table.value(
        "verdicts over HTTP, warm caches, 16 clients",
        "%s /s, p50 %s ms, p99 %s ms"
            .formatted(
                BenchTable.number(verdicts.perSecond()),
                BenchTable.number(verdicts.p50()),
                BenchTable.number(verdicts.p99())),
        "");
    Duration together = cases.verdictsAtOnce(issued);
    table.value(
        "verdicts on %,d different credentials in one call, warm caches".formatted(issued.size()),
        "%s ms, %s /s"
            .formatted(
                BenchTable.number(together.toMillis()),
                BenchTable.number(issued.size() * 1e9 / together.toNanos())),
        "");
    step("offers");
    WalletOffers offers = new WalletOffers(stack);
    offers.redeemed(CLIENTS, Duration.ofSeconds(3));
    Load.Result redeemed = offers.redeemed(CLIENTS, span);
    table.value(
        "offers to wallets made, read and redeemed, 16 clients",
        "%s /s, p50 %s ms, p99 %s ms"
            .formatted(
                BenchTable.number(redeemed.perSecond()),
                BenchTable.number(redeemed.p50()),
                BenchTable.number(redeemed.p99())),
        "");
    table.value(
        "from a clerk's suspension to a published list that tells it",
        BenchTable.number(offers.suspensionToList().toMillis()) + " ms",
        "");
  }

  private void exchanges(Stack stack) {
    EvidenceExchange exchange = new EvidenceExchange(stack);
    step("warming up");
    exchange.warmUp(CLIENTS);
    int each = exchange.perPrefill();
    step("durable commits");
    Load.Result commits =
        new DurableCommits(stack.jdbcUrl(), "onenet", stack.jdbcPassword()).measure(CLIENTS, span);
    step("exchanges");
    Load.Result prefills = exchange.prefilled(CLIENTS, span);
    against(
        "signed and logged exchanges with registers, %d a prefill, 16 clients; a whole prefill"
            .formatted(each),
        new Load.Result(prefills.perSecond() * each, prefills.p50(), prefills.p99()),
        commits,
        "≥ 300 /s, ≥ 0.1");
    Load.Result alone = exchange.prefilled(1, span);
    table.value(
        "a form prefilled from %d exchanges, one client".formatted(each),
        "p50 %s ms, p99 %s ms"
            .formatted(BenchTable.number(alone.p50()), BenchTable.number(alone.p99())),
        "");
    step("one slow register");
    try (SlowRegister slow = new SlowRegister(stack)) {
      EvidenceExchange.Slowed slowed = exchange.slowed(SLOWED);
      table.value(
          "a form while one of its registers answers nobody: its first field · its page, p50",
          "%s ms · %s ms"
              .formatted(BenchTable.number(slowed.firstField()), BenchTable.number(slowed.page())),
          "");
    }
    step("who used my data");
    page("who used my data, after all these, 16 clients", exchange.dataUses(CLIENTS, span));
    page("what departments hold, 16 clients", exchange.registers(CLIENTS, span));
  }

  private void page(String what, Load.Result asked) {
    table.value(
        what,
        "%s /s, p50 %s ms, p99 %s ms"
            .formatted(
                BenchTable.number(asked.perSecond()),
                BenchTable.number(asked.p50()),
                BenchTable.number(asked.p99())),
        "");
  }

  /** As many of a citizen's certificates as one call may bring, all of them different. */
  private static List<String> issued(Stack stack) {
    ApiCaller wang = ApiCaller.as("wang", stack);
    List<String> jwts = new ArrayList<>();
    for (int page = 0; page < MOST_AT_ONCE / PAGE; page++) {
      String rows = "/cases?state=granted&size=" + PAGE + "&page=" + page;
      for (JsonNode row : wang.get(rows).expect(200).json().get("cases")) {
        JsonNode file = wang.get("/cases/" + row.get("reference").asString()).expect(200).json();
        String address = "/credentials/" + file.get("credential").asString();
        jwts.add(wang.get(address, "application/vc+jwt").expect(200).text());
      }
    }
    return jwts;
  }

  private void against(String what, Load.Result cases, Load.Result commits, String aim) {
    table.ratio(
        "%s (p50 %s ms, p99 %s ms)"
            .formatted(what, BenchTable.number(cases.p50()), BenchTable.number(cases.p99())),
        cases.perSecond(),
        "/s",
        "durable commits",
        commits.perSecond(),
        aim);
  }

  /** Runs another room's own benchmark in a JVM of its own; its last line is JSON. */
  private JsonNode program(String main, String... words) {
    return programOf(options.product("lib") + "/*", main, words);
  }

  private static JsonNode programOf(String classpath, String main, String... words) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-cp",
                classpath,
                main));
    command.addAll(List.of(words));
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int exit = process.waitFor();
      if (exit != 0) throw new IllegalStateException(main + " ended with " + exit + ": " + out);
      return JSON.readTree(out.strip().lines().reduce((a, b) -> b).orElseThrow());
    } catch (IOException e) {
      throw new IllegalStateException("cannot run " + main, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the bench was interrupted", e);
    }
  }

  private static void step(String what) {
    System.err.println("bench: " + what);
  }
}
