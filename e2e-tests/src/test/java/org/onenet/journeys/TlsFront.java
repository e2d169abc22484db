package org.onenet.journeys;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/** What stands before a server in earnest: it ends TLS and passes all else on. */
final class TlsFront implements AutoCloseable {
  /** Of one connection, not of the message. */
  private static final Set<String> HOP_BY_HOP =
      lowerCased(
          "connection", "content-length", "host", "transfer-encoding", "upgrade", "http2-settings");

  /**
   * An address of the loopback interface as a host's name: what is called {@code localhost} is
   * taken to have no TLS ({@code Did.documentUrl}).
   */
  static final String HOST = "127.0.0.2";

  private final HttpsServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private volatile String behind;

  /** Listens on a free port of {@link #HOST}. */
  TlsFront(SSLContext identity) throws IOException {
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getByName(HOST), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(identity));
    server.setExecutor(threads);
    server.createContext("/", this::pass);
    server.start();
  }

  /** {@code https://127.0.0.2:port}. */
  String url() {
    return "https://" + HOST + ":" + server.getAddress().getPort();
  }

  /** What it passes on to: {@code http://localhost:port}. */
  void standBefore(String url) {
    behind = url;
  }

  private void pass(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(behind + exchange.getRequestURI()))
              .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
      exchange
          .getRequestHeaders()
          .forEach(
              (name, values) -> {
                if (!HOP_BY_HOP.contains(name)) {
                  values.forEach(value -> request.header(name, value));
                }
              });
      request.header("X-Forwarded-Proto", "https");
      request.header("X-Forwarded-Host", HOST);
      request.header("X-Forwarded-Port", String.valueOf(server.getAddress().getPort()));
      HttpResponse<byte[]> answer =
          http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      answer
          .headers()
          .map()
          .forEach(
              (name, values) -> {
                if (!HOP_BY_HOP.contains(name)) {
                  values.forEach(value -> exchange.getResponseHeaders().add(name, value));
                }
              });
      int length = answer.body().length;
      exchange.sendResponseHeaders(answer.statusCode(), length == 0 ? -1 : length);
      exchange.getResponseBody().write(answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Set<String> lowerCased(String... names) {
    Set<String> set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    set.addAll(Set.of(names));
    return set;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
