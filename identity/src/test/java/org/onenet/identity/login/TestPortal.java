package org.onenet.identity.login;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A tiny portal with this module's login in the real Payara Micro: one protected page, one plain
 * page.
 */
final class TestPortal implements AutoCloseable {
  private static final List<String> LIBRARIES =
      List.of(
          "com/nimbusds", "net/minidev", "org/ow2/asm", "tools/jackson", "com/fasterxml/jackson");
  private static final List<String> CLASSES =
      List.of(
          "org/onenet/identity/login/war/AppServlet.class",
          "org/onenet/identity/login/war/PlainServlet.class",
          "com/vaadin/flow/server/VaadinServlet.class");

  final String url;
  private final Path log;
  private final Process process;

  private TestPortal(String url, Path log, Process process) {
    this.url = url;
    this.log = log;
    this.process = process;
  }

  static TestPortal start(int port, String issuer, String secret, Path folder)
      throws IOException, InterruptedException {
    Path war = folder.resolve("ROOT.war");
    pack(war);
    Path log = folder.resolve("payara.log");
    String url = "http://localhost:" + port;
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx384m",
            "-Djava.net.preferIPv4Stack=true",
            "-jar",
            System.getProperty("payara.micro"),
            "--deploy",
            war.toString(),
            "--contextroot",
            "/",
            "--prebootcommandfile",
            settings(folder).toString(),
            "--port",
            Integer.toString(port),
            "--nocluster",
            "--rootDir",
            folder.resolve("root").toString());
    builder
        .environment()
        .putAll(
            Map.of(
                "ONENET_OIDC_ISSUER", issuer,
                "ONENET_OIDC_CLIENT_ID", "portal-ui",
                "ONENET_OIDC_CLIENT_SECRET", secret,
                "ONENET_PORTAL_URL", url));
    Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    TestPortal portal = new TestPortal(url, log, process);
    boolean up = false;
    try {
      portal.await();
      up = true;
      return portal;
    } finally {
      if (!up) {
        portal.close();
      }
    }
  }

  String log() throws IOException {
    return Files.readString(log);
  }

  private void await() throws IOException, InterruptedException {
    HttpRequest question = HttpRequest.newBuilder(URI.create(url + "/plain")).build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      for (int tries = 0; tries < 600; tries++) {
        try {
          if (http.send(question, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
            return;
          }
        } catch (IOException notYet) {
          // The pause is below, and ends early when Payara does.
        }
        if (process.waitFor(250, TimeUnit.MILLISECONDS)) {
          break;
        }
      }
    }
    throw new IllegalStateException("Payara did not come up:\n" + Files.readString(log));
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }

  private static void pack(Path war) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(war))) {
      put(zip, "WEB-INF/beans.xml", beans().getBytes(StandardCharsets.UTF_8));
      put(
          zip,
          "WEB-INF/glassfish-web.xml",
          "<glassfish-web-app><class-loader delegate=\"false\"/></glassfish-web-app>"
              .getBytes(StandardCharsets.UTF_8));
      for (String name : CLASSES) {
        try (InputStream in = TestPortal.class.getClassLoader().getResourceAsStream(name)) {
          put(zip, "WEB-INF/classes/" + name, in.readAllBytes());
        }
      }
      List<String> classPath =
          Arrays.asList(
              System.getProperty("java.class.path").split(System.getProperty("path.separator")));
      for (String entry : classPath) {
        if (entry.endsWith(".jar")
            && (entry.contains("identity-") || LIBRARIES.stream().anyMatch(entry::contains))) {
          put(
              zip,
              "WEB-INF/lib/" + Path.of(entry).getFileName(),
              Files.readAllBytes(Path.of(entry)));
        } else if (entry.endsWith("/target/classes")) {
          put(zip, "WEB-INF/lib/identity.jar", jar(Path.of(entry)));
        }
      }
    }
  }

  /** Payara Micro has no switch for its address, and takes SameSite from its own settings only. */
  private static Path settings(Path folder) throws IOException {
    String network = "set configs.config.server-config.network-config.";
    String http = network + "protocols.protocol.http-listener.http.";
    return Files.writeString(
        folder.resolve("settings.txt"),
        String.join(
            "\n",
            network + "network-listeners.network-listener.http-listener.address=127.0.0.1",
            http + "cookie-same-site-enabled=true",
            http + "cookie-same-site-value=Lax",
            ""));
  }

  private static String beans() {
    return "<beans xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"4.0\" bean-discovery-mode=\"all\"/>";
  }

  private static byte[] jar(Path classes) throws IOException {
    var bytes = new ByteArrayOutputStream();
    List<Path> files = new ArrayList<>();
    try (Stream<Path> all = Files.walk(classes)) {
      all.filter(Files::isRegularFile).forEach(files::add);
    }
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Path file : files) {
        put(zip, classes.relativize(file).toString(), Files.readAllBytes(file));
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(bytes);
    zip.closeEntry();
  }
}
