package org.onenet.identity.server;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A real Keycloak on this machine, as a process of its own that ends with ours.
 *
 * <p>The first start unpacks and builds it (once for each installs folder), makes its tables, and
 * imports the realm {@code onenet}; later starts find all that. It listens on 127.0.0.1 only.
 */
public final class EmbeddedKeycloak implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(4);
  private static final Duration POLL = Duration.ofMillis(250);
  private static final Duration STOP = Duration.ofSeconds(15);
  private static final String REALM = "onenet";

  private final Process process;
  private final Process watchdog;
  private final KeycloakOptions options;
  private final Path log;

  private EmbeddedKeycloak(Process process, Process watchdog, KeycloakOptions options, Path log) {
    this.process = process;
    this.watchdog = watchdog;
    this.options = options;
    this.log = log;
  }

  /**
   * Starts Keycloak and waits until the realm answers.
   *
   * @param progress gets a short line whenever something longer begins
   * @throws KeycloakFailed when it cannot be installed, or ends or stays silent instead of
   *     answering
   */
  public static EmbeddedKeycloak start(KeycloakOptions options, Consumer<String> progress)
      throws InterruptedException {
    try {
      Installation installation =
          Installation.in(options.installs(), options.distribution(), progress);
      Path home = home(installation, options);
      EmbeddedKeycloak keycloak = launch(home, options);
      boolean ready = false;
      try {
        progress.accept("starting Keycloak");
        keycloak.awaitRealm();
        ready = true;
        return keycloak;
      } finally {
        if (!ready) {
          keycloak.kill();
        }
      }
    } catch (IOException broken) {
      throw new KeycloakFailed(
          "Keycloak cannot be installed or started: " + broken.getMessage(), broken);
    }
  }

  /**
   * The realm's address: the issuer of its tokens, for example {@code
   * http://localhost:8180/realms/onenet}.
   */
  public String issuer() {
    return options.publicUrl() + "/realms/" + REALM;
  }

  /** The address of the administration console. */
  public String adminUrl() {
    return options.publicUrl() + "/admin/";
  }

  public Path log() {
    return log;
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Ends it as a power cut would. */
  public void kill() {
    process.destroyForcibly();
    process.onExit().join();
    watchdog.destroyForcibly();
  }

  /** Ends it in good order, or by force after 15 s. */
  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    } finally {
      kill();
    }
  }

  /** A home of this data folder's own: settings, realm and theme here, the program by a link. */
  private static Path home(Installation installation, KeycloakOptions options) throws IOException {
    Path home = Files.createDirectories(options.data().resolve("home"));
    Path lib = home.resolve("lib");
    Files.deleteIfExists(lib);
    Files.createSymbolicLink(lib, installation.folder().resolve("lib"));
    Files.createDirectories(home.resolve("conf"));
    Files.createDirectories(home.resolve("providers"));
    RealmFile.write(home.resolve("data/import/onenet-realm.json"), options.demo());
    LoginTheme.write(home.resolve("themes/onenet"));
    return home;
  }

  private static EmbeddedKeycloak launch(Path home, KeycloakOptions options) throws IOException {
    Path log = options.data().resolve("keycloak.log");
    ProcessBuilder builder =
        KeycloakCommand.process(
            KeycloakCommand.java(
                home, options.heapMiB(), Stream.of("start", "--optimized", "--import-realm")));
    builder.environment().putAll(environment(options));
    Process process =
        builder
            .directory(home.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    return new EmbeddedKeycloak(process, watch(process), options, log);
  }

  private static Map<String, String> environment(KeycloakOptions options) throws IOException {
    KeycloakOptions.Database database = options.database();
    return Map.ofEntries(
        // Not a build option since 26.7: without it JGroups listens on the network, and waits for
        // killed peers.
        Map.entry("KC_CACHE", "local"),
        Map.entry("KC_HTTP_ENABLED", "true"),
        Map.entry("KC_HTTP_HOST", "127.0.0.1"),
        Map.entry("KC_HTTP_PORT", Integer.toString(options.port())),
        Map.entry("KC_HOSTNAME", options.publicUrl()),
        // A proxy with TLS tells how it was asked; nobody else reaches the loopback address.
        Map.entry("KC_PROXY_HEADERS", "xforwarded"),
        Map.entry("KC_DB_URL", database.jdbcUrl()),
        Map.entry("KC_DB_USERNAME", database.user()),
        Map.entry("KC_DB_PASSWORD", database.password()),
        Map.entry("KC_DB_SCHEMA", database.schema()),
        Map.entry("KC_DB_POOL_INITIAL_SIZE", "1"),
        Map.entry("KC_DB_POOL_MIN_SIZE", "1"),
        Map.entry("KC_DB_POOL_MAX_SIZE", "15"),
        Map.entry("KC_BOOTSTRAP_ADMIN_USERNAME", "admin"),
        Map.entry("KC_BOOTSTRAP_ADMIN_PASSWORD", adminPassword(options.data())),
        Map.entry("ONENET_PORTAL_URL", options.portalUrl()),
        Map.entry("ONENET_PORTAL_CLIENT_SECRET", options.portalSecret()),
        Map.entry("ONENET_SERVICES_CLIENT_SECRET", options.servicesSecret()));
  }

  /** Made at the first start and kept, since a start that broke off may or may not have used it. */
  private static String adminPassword(Path data) throws IOException {
    Path file = data.resolve("admin-password");
    if (!Files.exists(file)) {
      byte[] random = new byte[24];
      new SecureRandom().nextBytes(random);
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, Base64.getUrlEncoder().withoutPadding().encodeToString(random));
    }
    return Files.readString(file);
  }

  /**
   * A shell that reads a pipe from us: when we are gone, however we ended, the pipe closes and it
   * ends Keycloak. A shutdown hook would not survive {@code kill -9}.
   */
  private static Process watch(Process keycloak) throws IOException {
    return new ProcessBuilder(
            "sh", "-c", "trap '' INT; cat >/dev/null; kill -9 " + keycloak.pid() + " 2>/dev/null")
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private void awaitRealm() throws InterruptedException {
    HttpRequest question =
        HttpRequest.newBuilder(
                URI.create(
                    KeycloakOptions.here(options.port())
                        + "/realms/"
                        + REALM
                        + "/.well-known/openid-configuration"))
            .timeout(Duration.ofSeconds(10))
            .build();
    long deadline = System.nanoTime() + START.toNanos();
    try (HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build()) {
      while (true) {
        if (answers(http, question)) {
          return;
        }
        // The pause of the poll, and the notice of an early end, in one.
        if (process.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
          throw new KeycloakFailed("Keycloak ended with code " + process.exitValue(), log);
        }
        if (System.nanoTime() > deadline) {
          throw new KeycloakFailed(
              "Keycloak did not answer within " + START.toMinutes() + " minutes", log);
        }
      }
    }
  }

  private boolean answers(HttpClient http, HttpRequest question) throws InterruptedException {
    try {
      return http.send(question, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }
}
