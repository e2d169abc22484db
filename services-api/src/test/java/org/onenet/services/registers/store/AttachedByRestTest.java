package org.onenet.services.registers.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.onenet.services.registers.RegisterUnavailable;

/** A register behind an HTTP interface of its own, attached by a document alone. */
final class AttachedByRestTest {
  private static final String LINA = "990102199203140029";
  private static final String FIELDS =
      """
      {"cardNumber": "/card/number", "issuedOn": "/issued", "since": "/issued", "books": "/books",
       "blocked": "/blocked", "kind": "/kind"}""";

  @TempDir Path folder;

  private final List<String> asked = new ArrayList<>();
  private final CountDownLatch hangUp = new CountDownLatch(1);
  private HttpServer server;
  private int status = 200;
  private String answer = "[]";

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  @AfterEach
  void stop() {
    hangUp.countDown();
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String key = exchange.getRequestHeaders().getFirst("X-Api-Key");
    asked.add(exchange.getRequestURI() + " " + key);
    if (answer.equals("never")) {
      try {
        hangUp.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    if (status == 302) exchange.getResponseHeaders().add("Location", "/elsewhere");
    byte[] body = answer.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private AttachedRegister attached(String records, String more, String header) throws IOException {
    String source =
        """
        {"kind": "rest", %s "evidence": {"reader-card": {
          "url": "http://127.0.0.1:%d/people/{citizenNumber}/cards?all=1", %s "fields": %s}}}"""
            .formatted(header, server.getAddress().getPort(), more, FIELDS);
    return AttachedRegister.in(
        folder,
        source,
        records,
        Map.of("onenet.registers.library-register.rest.header", "a secret"));
  }

  @Test
  void its_records_come_as_forms_take_them() throws IOException {
    answer =
        """
        {"data": {"items": [
          {"card": {"number": "A-1"}, "issued": "2024-06-01T09:30:00Z", "books": 3.50, "blocked": false, "kind": "adult"},
          {"card": {"number": 17}, "issued": null, "kind": "child"}]}}""";
    try (AttachedRegister library =
        attached("many", "\"records\": \"/data/items\",", "\"header\": \"X-Api-Key\",")) {
      assertEquals(
          List.of(
              Map.of(
                  "cardNumber", "A-1",
                  "issuedOn", "2024-06-01",
                  "since", "2024-06",
                  "books", "3.5",
                  "blocked", "false",
                  "kind", "adult"),
              Map.of("cardNumber", "17", "kind", "child")),
          library.records(LINA));
      assertEquals(List.of("/people/" + LINA + "/cards?all=1 a secret"), asked);
    }
  }

  @Test
  void the_newest_comes_first_where_the_document_says_by_what_and_alone_where_one_is_enough()
      throws IOException {
    answer =
        """
        [{"card": {"number": "old"}, "issued": "2020-01-01"},
         {"card": {"number": "new"}, "issued": "2025-01-01"},
         {"card": {"number": "undated"}}]""";
    try (AttachedRegister library =
        attached("one", "\"records\": \"\", \"orderBy\": \"/issued\",", "")) {
      assertEquals(
          List.of(Map.of("cardNumber", "new", "issuedOn", "2025-01-01", "since", "2025-01")),
          library.records(LINA));
      assertEquals(List.of("/people/" + LINA + "/cards?all=1 null"), asked);
    }
  }

  @Test
  void one_record_need_not_be_a_list() throws IOException {
    answer = "{\"card\": {\"number\": \"A-1\"}}";
    try (AttachedRegister library = attached("one", "\"records\": \"\",", "")) {
      assertEquals(List.of(Map.of("cardNumber", "A-1")), library.records(LINA));
    }
  }

  @Test
  void somebody_it_does_not_know_has_no_records() throws IOException {
    status = 404;
    answer = "no such person";
    try (AttachedRegister library = attached("one", "\"records\": \"\",", "")) {
      assertEquals(List.of(), library.records(LINA));
    }
  }

  @Test
  void a_number_cannot_lead_to_another_address() throws IOException {
    try (AttachedRegister library = attached("many", "\"records\": \"\",", "")) {
      library.records("../../admin?x=");
      assertEquals(List.of("/people/..%2F..%2Fadmin%3Fx%3D/cards?all=1 null"), asked);
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "500 | oops | expected status 200 or 404, got 500",
        "302 | '' | expected status 200 or 404, got 302",
        "200 | <html> | expected JSON",
        "200 | {\"rows\": []} | expected a list of records or one record at \"/data\"",
        "200 | {\"data\": \"none\"} | expected a list of records or one record at \"/data\"",
        "200 | {\"data\": [{\"card\": {\"number\": [1]}}]} | reader-card.cardNumber: expected a plain value at \"/card/number\""
      })
  void any_other_answer_is_refused_with_what_was_expected(int status, String answer, String says)
      throws IOException {
    this.status = status;
    this.answer = answer;
    try (AttachedRegister library = attached("many", "\"records\": \"/data\",", "")) {
      assertRefused(says, library);
    }
  }

  @Test
  void an_answer_without_end_and_one_that_never_comes_are_refused() throws IOException {
    try (AttachedRegister library = attached("many", "\"records\": \"\",", "")) {
      answer = " ".repeat(RestSource.MOST_BYTES + 1);
      assertRefused("larger than", library);
      answer = "never";
      assertRefused("takes longer than", library);
    }
  }

  @Test
  void nobody_at_the_address_is_a_register_that_is_away() throws IOException {
    try (AttachedRegister library = attached("many", "\"records\": \"\",", "")) {
      server.stop(0);
      assertRefused("cannot be reached", library);
    }
  }

  private static void assertRefused(String says, AttachedRegister library) {
    RegisterUnavailable away = assertThrows(RegisterUnavailable.class, () -> library.records(LINA));
    assertEquals("library-register", away.register());
    assertTrue(away.getMessage().contains(says), away.getMessage());
    assertFalse(away.getMessage().contains(LINA), "the person is named in a log");
  }
}
