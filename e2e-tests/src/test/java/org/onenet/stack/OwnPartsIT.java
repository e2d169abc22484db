package org.onenet.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onenet.contracts.Deployment;
import org.onenet.contracts.Devnet;
import org.onenet.journeys.Journey;
import tools.jackson.databind.JsonNode;

/** The same two wars with a database, an identity server and a chain that somebody else runs. */
@Journey
final class OwnPartsIT {
  private static final int REQUESTS_PER_MINUTE = 300;

  @TempDir Path folder;

  @Test
  void an_application_becomes_a_registered_certificate_on_parts_of_ones_own(Stack shared)
      throws IOException {
    Path repository = shared.options().repository();
    StackOptions theirs = StackOptions.forTests(repository, folder.resolve("theirs"));
    Secrets theirSecrets = secretsIn(theirs.data());
    Postgres database = new Postgres(theirs, theirSecrets, new Children(theirs.data()));
    try (database;
        PricedChain chain = PricedChain.start(repository, theirs.ports().devnet())) {
      database.start();
      Map<String, String> own = new HashMap<>();
      own.put("ONENET_JDBC_URL", database.url());
      own.put("ONENET_JDBC_USER", "onenet");
      own.put("ONENET_JDBC_PASSWORD", database.passwordOf("onenet"));
      own.putAll(database.registersEnvironment());
      own.put("ONENET_DEMO_PEOPLE", "400");
      own.put("ONENET_OIDC_ISSUER", shared.issuer());
      own.put("ONENET_CHAIN_RPC_URL", chain.rpcUrl);
      Path data = folder.resolve("ours");
      StackOptions options =
          new StackOptions(repository, data, Ports.free(), true, REQUESTS_PER_MINUTE, own);
      List<String> told = new ArrayList<>();

      // Without funds the root authority can do nothing there, and says which account lacks them.
      try (Stack poor = new Stack(options, told::add)) {
        String refusal = assertThrows(StackFailure.class, poor::start).getMessage();
        String account = rootAccount(data);
        assertTrue(refusal.contains(account) && refusal.contains("give it funds"), refusal);
        chain.fund(account);
      }
      try (Stack stack = new Stack(options, told::add)) {
        stack.start();
        assertEquals(java.util.Set.of("portal-ui", "services-api"), stack.processes().keySet());
        ApiCaller wang = ApiCaller.as("wang", stack);
        JsonNode definition = wang.get("/services/senior-citizen-card").expect(200).json();
        Applicant applicant = new Applicant(wang, definition, Map.of());
        applicant.submit(applicant.draft()).expect(201);
        Await.until(
            () -> {
              JsonNode mine = wang.get("/credentials").expect(200).json().get("credentials");
              String state = mine.path(0).at("/registration/state").asString("");
              return state.equals("confirmed") || state.equals("final");
            },
            Duration.ofSeconds(60),
            () -> new StackFailure("never registered: " + wang.get("/credentials").text()));
        assertEquals(
            stack.contract(), wang.get("/registry").expect(200).json().get("contract").asString());
        mustBeLimited(stack);
      }
    }
  }

  @Test
  void a_taken_port_is_told_before_anything_starts(Stack shared) throws IOException {
    StackOptions options =
        StackOptions.forTests(shared.options().repository(), folder.resolve("data"));
    try (ServerSocket taken =
            new ServerSocket(options.ports().api(), 1, java.net.InetAddress.getLoopbackAddress());
        Stack stack = new Stack(options, line -> {})) {
      String refusal = assertThrows(StackFailure.class, stack::start).getMessage();
      assertTrue(refusal.contains("Port " + taken.getLocalPort()), refusal);
      assertTrue(refusal.contains("--api-port"), refusal);
    }
  }

  /**
   * A stranger who asks without end is told to wait; who is signed in has a measure of their own.
   */
  private static void mustBeLimited(Stack stack) {
    ApiCaller stranger = ApiCaller.stranger(stack);
    ApiCaller lina = ApiCaller.as("lina", stack);
    lina.token();
    ApiCaller.Answer answer = stranger.get("/services");
    for (int i = 0; i < 3 * REQUESTS_PER_MINUTE && answer.status() == 200; i++) {
      answer = stranger.get("/services");
    }
    assertEquals(429, answer.status(), answer.text());
    assertEquals("too-many-requests", answer.json().get("code").asString());
    assertTrue(answer.headers().firstValueAsLong("Retry-After").orElse(0) > 0);
    lina.get("/me").expect(200);
  }

  private static Secrets secretsIn(Path data) throws IOException {
    java.nio.file.Files.createDirectories(data);
    return new Secrets(data);
  }

  private static String rootAccount(Path data) {
    return Deployment.rootAccount(data.resolve("keys/root"), new Secrets(data).of("keys.root"));
  }

  /** A node whose gas has a price, unlike our devnet's. */
  private record PricedChain(Process process, String rpcUrl) implements AutoCloseable {
    static PricedChain start(Path repository, int port) throws IOException {
      Process process =
          new ProcessBuilder(
                  Devnet.binary(repository.resolve("contracts")).toString(),
                  "--host",
                  "127.0.0.1",
                  "--port",
                  String.valueOf(port),
                  "--block-time",
                  "1",
                  "--silent")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      PricedChain chain = new PricedChain(process, "http://127.0.0.1:" + port);
      Await.until(
          () -> chain.ask("eth_chainId", "[]").contains("result"),
          Duration.ofSeconds(30),
          () -> new StackFailure("anvil did not start"));
      return chain;
    }

    void fund(String account) {
      Await.until(
          () ->
              ask("anvil_setBalance", "[\"" + account + "\", \"0x3635c9adc5dea00000\"]")
                  .contains("result"),
          Duration.ofSeconds(10),
          () -> new StackFailure("no funds for " + account));
    }

    private String ask(String method, String arguments) throws IOException, InterruptedException {
      String body =
          "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"%s\",\"params\":%s}"
              .formatted(method, arguments);
      return HttpClient.newHttpClient()
          .send(
              HttpRequest.newBuilder(URI.create(rpcUrl))
                  .header("Content-Type", "application/json")
                  .POST(HttpRequest.BodyPublishers.ofString(body))
                  .build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    }

    @Override
    public void close() {
      process.destroy();
      process.onExit().join();
    }
  }
}
