package org.onenet.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One Payara Micro process with one war at the root, listening on the loopback address only.
 *
 * <p>Configuration goes in as environment variables, which MicroProfile Config reads and {@code ps}
 * does not show. Hazelcast is off and so is the https listener; there is no admin listener in
 * Micro.
 */
final class MicroServer implements AutoCloseable {
  /** Long enough for a cold start on a busy two-core machine. */
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private final String name;
  private final Path war;
  private final int port;
  private final String heap;
  private final URI readiness;
  private final Map<String, String> environment;
  private final StackOptions options;
  private final Children children;
  private Process process;

  MicroServer(
      String name,
      int port,
      String heap,
      String readiness,
      Map<String, String> environment,
      StackOptions options,
      Children children) {
    this.name = name;
    this.war = options.repository().resolve(name).resolve("target").resolve(name + ".war");
    this.port = port;
    this.heap = heap;
    this.readiness = URI.create("http://localhost:" + port + readiness);
    this.environment = environment;
    this.options = options;
    this.children = children;
  }

  /** Starts the process; {@link #awaitReady} tells when it answers. */
  synchronized void start() {
    if (!Files.exists(war)) {
      throw new StackFailure(
          war + " is missing: build first, with ./onenet run or mvn -DskipTests package.");
    }
    Path run = options.data().resolve("run").resolve(name);
    try {
      deleteTree(run);
      Files.createDirectories(run.resolve("tmp"));
      Files.createDirectories(options.data().resolve("logs"));
      Path boot = run.resolve("boot.asadmin");
      Files.writeString(
          boot,
          """
          set configs.config.server-config.network-config.network-listeners.network-listener.http-listener.address=127.0.0.1
          set configs.config.server-config.network-config.protocols.protocol.http-listener.http.cookie-same-site-enabled=true
          set configs.config.server-config.network-config.protocols.protocol.http-listener.http.cookie-same-site-value=Lax
          set configs.config.server-config.hazelcast-config-specific-configuration.enabled=false
          """);
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(
          List.of(
              "-Xmx" + heap,
              "-Xss512k",
              "-XX:+UseSerialGC",
              "-XX:+ExitOnOutOfMemoryError",
              "-XX:TieredStopAtLevel=4",
              "-Djava.io.tmpdir=" + run.resolve("tmp"),
              "-Dfile.encoding=UTF-8",
              // Named, the provider is not looked for in every jar, under a lock, at each token.
              "-Djakarta.json.provider=org.eclipse.parsson.JsonProviderImpl",
              "-jar",
              options.product("payara-micro.jar").toString(),
              "--deploy",
              war.toString(),
              "--contextroot",
              "/",
              "--port",
              String.valueOf(port),
              "--nocluster",
              "--nohazelcast",
              "--disablephonehome",
              "--prebootcommandfile",
              boot.toString(),
              "--rootdir",
              run.resolve("root").toString()));
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().putAll(environment);
      builder.redirectErrorStream(true);
      builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
      process = builder.start();
      children.note(process.toHandle());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + name, e);
    }
  }

  /**
   * Waits until the readiness address answers 200.
   *
   * @throws StackFailure when the process ended or took too long, naming its log
   */
  void awaitReady() {
    HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    HttpRequest ask = HttpRequest.newBuilder(readiness).timeout(Duration.ofSeconds(30)).build();
    Await.until(
        () -> {
          if (!process.isAlive()) {
            throw new StackFailure(name + " ended while it started; the reason is in " + log());
          }
          return client.send(ask, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        },
        PATIENCE,
        () -> new StackFailure(name + " did not answer at " + readiness + "; see " + log()));
  }

  /** Ends the process at once, as a power cut would ({@code kill -9}). */
  synchronized void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  long pid() {
    return process.pid();
  }

  Path log() {
    return options.data().resolve("logs").resolve(name + ".log");
  }

  @Override
  public synchronized void close() {
    if (process != null && process.isAlive()) {
      Children.end(process.toHandle());
    }
  }

  static void deleteTree(Path folder) throws IOException {
    if (!Files.exists(folder)) return;
    try (Stream<Path> inside = Files.walk(folder)) {
      for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
