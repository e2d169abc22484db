package org.onenet.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.onenet.contracts.DepartmentAccreditation;
import org.onenet.contracts.DeployedRegistry;
import org.onenet.contracts.Devnet;
import org.onenet.contracts.DevnetOptions;
import org.onenet.identity.server.EmbeddedKeycloak;
import org.onenet.identity.server.KeycloakOptions;

/**
 * The whole of OneNet on one machine: PostgreSQL, Keycloak, the devnet with its registry contract,
 * services-api and portal-ui, each started as soon as what it needs is up. {@code ./onenet run}
 * starts one, and so does every journey in this module's tests: what is tested is what is run.
 *
 * <p>A part that the options replace (a database, an issuer, a node of one's own) is not started.
 */
public final class Stack implements AutoCloseable {
  private static final String REALM = "/realms/onenet";

  private final StackOptions options;
  private final Consumer<String> progress;
  private final Secrets secrets;
  private final Children children;
  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private final long begin = System.nanoTime();

  private Postgres postgres;
  private EmbeddedKeycloak keycloak;
  private Devnet devnet;
  private DeployedRegistry registry;
  private MicroServer api;
  private MicroServer portal;

  /**
   * @param progress gets one line per part as it comes up
   */
  public Stack(StackOptions options, Consumer<String> progress) {
    this.options = options;
    this.progress = progress;
    try {
      Files.createDirectories(options.data().resolve("logs"));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make " + options.data(), e);
    }
    this.secrets = new Secrets(options.data());
    this.children = new Children(options.data());
  }

  /**
   * Starts every part and returns when all of them answer.
   *
   * @throws StackFailure with one sentence, when a port is taken or a part does not come up; call
   *     {@link #close} then
   */
  public void start() {
    options.ports().mustBeFree(options);
    try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
      CompletableFuture<Void> database = CompletableFuture.runAsync(this::startDatabase, workers);
      CompletableFuture<Void> chain = CompletableFuture.runAsync(this::startChain, workers);
      CompletableFuture<Void> identity = database.thenRunAsync(this::startKeycloak, workers);
      CompletableFuture<Void> publicServices =
          CompletableFuture.allOf(database, chain).thenRunAsync(this::startApi, workers);
      CompletableFuture<Void> pages = CompletableFuture.runAsync(this::startPortal, workers);
      CompletableFuture.allOf(identity, publicServices, pages).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) throw cause;
      throw e;
    }
    accredit();
  }

  private void startDatabase() {
    options.ownJdbcUrl().ifPresent(own -> say("Database", "your own, " + own));
    if (!options.needsDatabase()) return;
    postgres = new Postgres(options, secrets, children);
    opened(postgres);
    postgres.start();
    say("PostgreSQL", "127.0.0.1:" + options.ports().database());
  }

  private void startKeycloak() {
    if (options.ownIssuer().isPresent()) {
      say("Identity", "your own, " + issuer());
      return;
    }
    KeycloakOptions.Database database =
        new KeycloakOptions.Database(
            postgres.keycloakUrl(), "keycloak", postgres.passwordOf("keycloak"), "public");
    KeycloakOptions wanted =
        new KeycloakOptions(
            options.product("keycloak.zip"),
            options.product("keycloak"),
            options.data().resolve("keycloak"),
            options.ports().keycloak(),
            options.identityUrl(),
            database,
            portal(),
            secrets.of("client.portal-ui"),
            secrets.of("client.services-api"),
            options.demo(),
            KeycloakOptions.USUAL_HEAP_MIB);
    try {
      keycloak = EmbeddedKeycloak.start(wanted, line -> say("Keycloak", line));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackFailure("Interrupted while Keycloak started.", e);
    }
    opened(keycloak);
    ProcessHandle.of(keycloak.pid()).ifPresent(children::note);
    say("Keycloak", issuer());
  }

  private void startChain() {
    if (options.ownRpcUrl().isEmpty()) {
      startDevnet();
      return;
    }
    say("Chain", "your own, " + rpcUrl());
    if (options.ownContract().isPresent()) return;
    registry = root().deploy();
    say("Registry", registry.contract());
  }

  private synchronized void startDevnet() {
    devnet =
        Devnet.start(
            new DevnetOptions(
                Devnet.binary(options.repository().resolve("contracts")),
                options.data().resolve("devnet"),
                options.ports().devnet()));
    opened(devnet);
    registry = root().deploy();
    say("Devnet", rpcUrl() + ", registry " + registry.contract());
  }

  private void startApi() {
    api =
        new MicroServer(
            "services-api",
            options.ports().api(),
            "640m",
            "/health/ready",
            apiEnvironment(),
            options,
            children);
    opened(api);
    api.start();
    api.awaitReady();
    say("services-api", api());
  }

  private void startPortal() {
    portal =
        new MicroServer(
            "portal-ui",
            options.ports().portal(),
            "640m",
            "/assets/app.css",
            portalEnvironment(),
            options,
            children);
    opened(portal);
    portal.start();
    portal.awaitReady();
    say("portal-ui", portal());
  }

  /** The root authority lets each department issue what its service definitions say. */
  private void accredit() {
    List<DepartmentAccreditation> wanted = RootAuthority.departments(api());
    if (devnet == null) {
      root().fund(wanted);
    } else {
      wanted.forEach(department -> devnet.fund(department.account()));
    }
    root().accredit(contract(), wanted);
    say("Registry", wanted.size() + " departments accredited");
  }

  private RootAuthority root() {
    return new RootAuthority(options.data(), secrets, rpcUrl());
  }

  private Map<String, String> apiEnvironment() {
    Map<String, String> environment = new LinkedHashMap<>();
    if (options.ownJdbcUrl().isEmpty()) {
      environment.put("ONENET_JDBC_URL", postgres.url());
      environment.put("ONENET_JDBC_USER", "onenet");
      environment.put("ONENET_JDBC_PASSWORD", postgres.passwordOf("onenet"));
      environment.putAll(postgres.registersEnvironment());
    }
    environment.put("ONENET_PUBLIC_URL", api());
    environment.put("ONENET_PORTAL_URL", portal());
    environment.put("ONENET_CHAIN_RPC_URL", rpcUrl().toString());
    environment.put("ONENET_CHAIN_CONTRACT", contract());
    environment.put("ONENET_CHAIN_KEYS", options.data().resolve("keys/accounts").toString());
    environment.put("ONENET_KEYS_FILE", options.data().resolve("keys/issuer-keys.jwe").toString());
    environment.put(
        "ONENET_MASTER_KEY_FILE", options.data().resolve("keys/master-key.jwe").toString());
    environment.put("ONENET_KEYS_PASSWORD", secrets.of("keys"));
    environment.put(
        "ONENET_LIMITS_REQUESTS_PER_MINUTE", String.valueOf(options.requestsPerMinute()));
    environment.put("ONENET_LIMITS_TRUSTED_PROXIES", "127.0.0.1,0:0:0:0:0:0:0:1");
    environment.put("ONENET_DEMO", String.valueOf(options.demo()));
    environment.put("ONENET_OIDC_ISSUER", issuer());
    environment.put("ONENET_OIDC_CLIENT_SECRET", secrets.of("client.services-api"));
    return withOwn(environment, "ONENET_OIDC_API_SECRET");
  }

  private Map<String, String> portalEnvironment() {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("ONENET_PORTAL_URL", portal());
    environment.put("ONENET_API_URL", api());
    environment.put("ONENET_OIDC_ISSUER", issuer());
    environment.put("ONENET_OIDC_CLIENT_ID", "portal-ui");
    environment.put("ONENET_OIDC_CLIENT_SECRET", secrets.of("client.portal-ui"));
    return withOwn(environment, "ONENET_OIDC_PORTAL_SECRET");
  }

  /** One's own settings go before ours; the two wars are two clients, each with its secret. */
  private Map<String, String> withOwn(Map<String, String> environment, String secret) {
    environment.putAll(options.own());
    if (options.own().containsKey(secret)) {
      environment.put("ONENET_OIDC_CLIENT_SECRET", options.own().get(secret));
    }
    return environment;
  }

  /** The portal's address, what people open. */
  public String portal() {
    return "http://localhost:" + options.ports().portal();
  }

  /** The API's address. */
  public String api() {
    return "http://localhost:" + options.ports().api();
  }

  /** The OIDC issuer's address. */
  public String issuer() {
    return options.ownIssuer().orElseGet(() -> options.identityUrl() + REALM);
  }

  /** Where the OIDC issuer answers on this machine, also when a proxy with TLS stands before it. */
  String issuerHere() {
    return options
        .ownIssuer()
        .orElseGet(() -> KeycloakOptions.here(options.ports().keycloak()) + REALM);
  }

  /** The EVM node's JSON-RPC address. */
  public URI rpcUrl() {
    return options.ownRpcUrl().orElse(URI.create("http://127.0.0.1:" + options.ports().devnet()));
  }

  /** The registry contract's address. */
  public String contract() {
    return options.ownContract().orElseGet(() -> registry.contract());
  }

  /** JDBC address of the embedded database, for the bench. */
  public String jdbcUrl() {
    return postgres.url();
  }

  /** Password of its role {@code onenet}. */
  public String jdbcPassword() {
    return passwordOfDatabaseRole("onenet");
  }

  /**
   * @param role {@code onenet}, or a register's identifier with underscores
   */
  public String passwordOfDatabaseRole(String role) {
    return postgres.passwordOf(role);
  }

  /** The parts that are processes, by name, with their process ids. */
  public Map<String, Long> processes() {
    Map<String, Long> pids = new LinkedHashMap<>();
    pids.put("portal-ui", portal.pid());
    pids.put("services-api", api.pid());
    if (keycloak != null) pids.put("Keycloak", keycloak.pid());
    if (postgres != null) pids.put("PostgreSQL", postgres.pid());
    return pids;
  }

  public StackOptions options() {
    return options;
  }

  /** Kills services-api as a power cut would. */
  public void killApi() {
    api.kill();
  }

  /** Starts services-api again after {@link #killApi}. */
  public void restartApi() {
    api.start();
    api.awaitReady();
  }

  /** Stops the devnet; its state file stays. */
  public synchronized void stopDevnet() {
    devnet.close();
    started.remove(devnet);
  }

  /** Starts the devnet from what it last wrote. */
  public void restartDevnet() {
    startDevnet();
    accredit();
  }

  /** Stops the devnet, throws its chain away, and starts an empty one in its place. */
  public void restartDevnetEmpty() {
    stopDevnet();
    Devnet.forget(options.data().resolve("devnet"));
    restartDevnet();
  }

  private void opened(AutoCloseable part) {
    synchronized (started) {
      started.push(part);
    }
  }

  private void say(String part, String line) {
    Duration since = Duration.ofNanos(System.nanoTime() - begin);
    progress.accept("  %5.1f s  %-13s %s".formatted(since.toMillis() / 1000.0, part, line));
  }

  /** Ends every part, the last one started first; safe to call twice. */
  @Override
  public void close() {
    synchronized (started) {
      while (!started.isEmpty()) {
        AutoCloseable part = started.pop();
        try {
          part.close();
        } catch (Exception e) {
          // the outermost handler of an end: one part that will not stop must not keep the others
          progress.accept("  " + part.getClass().getSimpleName() + " did not end well: " + e);
        }
      }
    }
  }
}
