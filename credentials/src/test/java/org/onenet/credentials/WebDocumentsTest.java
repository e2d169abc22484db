package org.onenet.credentials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a verifier fetches from issuers that mean no good, from a server on this machine. */
final class WebDocumentsTest {
  private static final Clock CLOCK = Clock.fixed(TestCity.NOW, ZoneOffset.UTC);
  private static final Duration KEEP = Duration.ofMinutes(1);

  private final AtomicInteger asked = new AtomicInteger();
  private final CountDownLatch done = new CountDownLatch(1);
  private ExecutorService threads;
  private HttpServer server;

  @BeforeEach
  void open() throws IOException {
    threads = Executors.newCachedThreadPool();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.start();
  }

  @AfterEach
  void close() {
    done.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void a_list_is_fetched_once_and_used_again() {
    answers("/list", 200, "signed");
    WebDocuments web = web();
    assertEquals("signed", web.fetch(at("/list")));
    assertEquals("signed", web.fetch(at("/list")));
    assertEquals(1, asked.get());
  }

  @Test
  void a_redirect_leads_nowhere() {
    answers("/target", 200, "another's list");
    server.createContext(
        "/moved",
        exchange -> {
          exchange.getResponseHeaders().add("Location", at("/target").toString());
          exchange.sendResponseHeaders(302, -1);
          exchange.close();
        });
    mustBeUnreachable(at("/moved"), "answered 302");
    assertEquals(0, asked.get());
  }

  @Test
  void an_error_is_no_list() {
    answers("/gone", 410, "gone");
    mustBeUnreachable(at("/gone"), "answered 410");
  }

  @Test
  void an_answer_without_end_is_not_listened_to() {
    server.createContext(
        "/endless",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          byte[] part = new byte[64 << 10];
          try (OutputStream body = exchange.getResponseBody()) {
            while (done.getCount() > 0) body.write(part);
          } catch (IOException hungUp) {
            done.countDown();
          }
        });
    mustBeUnreachable(at("/endless"), "larger than 4 MiB");
  }

  @Test
  void an_answer_in_drops_takes_no_longer_than_a_whole_one() {
    server.createContext(
        "/slow",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try (OutputStream body = exchange.getResponseBody()) {
            body.write('a');
            body.flush();
            done.await();
          } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
          }
        });
    WebDocuments hurried = new WebDocuments(true, KEEP, Duration.ofMillis(300), CLOCK);
    Unreachable slow = assertThrows(Unreachable.class, () -> hurried.fetch(at("/slow")));
    assertTrue(slow.getMessage().contains("takes longer than 300 ms"), slow.getMessage());
  }

  @Test
  void a_server_that_is_away_is_unreachable() {
    URI address = at("/list");
    server.stop(0);
    mustBeUnreachable(address, "cannot be reached");
  }

  @Test
  void a_did_document_that_is_anothers_is_none() {
    int port = server.getAddress().getPort();
    answers(
        "/departments/psb/did.json",
        200,
        "{\"id\":\"did:web:evil.example\",\"verificationMethod\":[]}");
    Did issuer = new Did("did:web:localhost%3A" + port + ":departments:psb");
    assertThrows(MalformedCredential.class, () -> web().keyOf(issuer, "2026-1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://127.0.0.1/list",
        "https://[::1]/list",
        "https://10.0.0.1/list",
        "https://172.16.0.1/list",
        "https://192.168.1.1/list",
        "https://169.254.169.254/latest/meta-data",
        "https://100.64.0.1/list",
        "https://198.18.0.1/list",
        "https://0.0.0.0/list",
        "https://[fd00::1]/list",
        "https://[fe80::1]/list",
        "https://[64:ff9b::a00:1]/list",
        "https://[::ffff:10.0.0.1]/list",
        "https://255.255.255.255/list"
      })
  void private_addresses_are_not_asked(String address) {
    WebDocuments strict = new WebDocuments(false, KEEP, CLOCK);
    Unreachable refused = assertThrows(Unreachable.class, () -> strict.fetch(URI.create(address)));
    assertTrue(refused.getMessage().endsWith("is at a private address"), refused.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://127.0.0.1/list", "ftp://127.0.0.1/list", "file:///etc/passwd", "list"})
  void other_schemes_than_https_are_not_asked(String address) {
    WebDocuments strict = new WebDocuments(false, KEEP, CLOCK);
    assertThrows(Unreachable.class, () -> strict.fetch(URI.create(address)));
  }

  private void answers(String path, int status, String text) {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    server.createContext(
        path,
        exchange -> {
          asked.incrementAndGet();
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
  }

  private URI at(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  private static WebDocuments web() {
    return new WebDocuments(true, KEEP, CLOCK);
  }

  private static void mustBeUnreachable(URI address, String why) {
    Unreachable refused = assertThrows(Unreachable.class, () -> web().fetch(address));
    assertTrue(refused.getMessage().contains(why), refused.getMessage());
  }
}
