package org.onenet.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onenet.credentials.TrustAnchor;
import org.onenet.credentials.TrustBundle;
import org.onenet.credentials.Verdict;
import org.onenet.stack.ApiCaller;
import org.onenet.stack.Onenet;
import org.onenet.stack.Stack;
import tools.jackson.databind.JsonNode;

/** One certificate or a thousand, with the city's help or with its bundle alone. */
@Journey
final class VerifyAnywhereIT {
  @TempDir Path folder;

  @Test
  void the_bundle_alone_gives_the_verdict_that_the_city_gives(Stack stack) throws Exception {
    ApiCaller wang = ApiCaller.as("wang", stack);
    ApiCaller stranger = ApiCaller.stranger(stack);
    String id = card(stack, wang);
    String jwt = wang.get("/credentials/" + id, "application/vc+jwt").expect(200).text();

    ApiCaller.Answer bundle = stranger.get("/trust-bundle").expect(200);
    assertEquals("public, max-age=60", bundle.headers().firstValue("Cache-Control").orElse(""));
    assertEquals("*", bundle.headers().firstValue("Access-Control-Allow-Origin").orElse(""));
    String tag = bundle.headers().firstValue("ETag").orElseThrow();
    assertEquals(
        304, stranger.send("GET", "/trust-bundle", null, Map.of("If-None-Match", tag)).status());
    String pinned = stranger.get("/.well-known/did.json").expect(200).text();

    JsonNode online = stranger.post("/verifications", Map.of("credential", jwt)).expect(200).json();
    Verdict offline =
        TrustBundle.read(bundle.text(), TrustAnchor.parse(pinned), Clock.systemUTC())
            .verifier()
            .verify(jwt);
    assertEquals(codes(online), offline.checks().stream().map(one -> one.code().name()).toList());
    assertEquals(Verdict.Outcome.VALID, offline.overall(), offline.toString());
    assertTrue(codes(online).contains("REGISTERED"), online.toString());

    file("bundle.jwt", bundle.body());
    file("did.json", pinned.getBytes(StandardCharsets.UTF_8));
    file("card.jwt", jwt.getBytes(StandardCharsets.US_ASCII));
    file("card.pdf", wang.get("/credentials/" + id, "application/pdf").expect(200).body());
    for (String certificate : List.of("card.jwt", "card.pdf")) {
      assertTrue(terminal(0, certificate, "--offline", "bundle.jwt").startsWith("VALID, as of "));
      assertTrue(terminal(0, certificate, "--api", stack.api()).startsWith("VALID, as of "));
    }
    file(
        "forged.jwt",
        (jwt.substring(0, jwt.length() - 4) + "AAAA").getBytes(StandardCharsets.US_ASCII));
    assertTrue(terminal(1, "forged.jwt", "--offline", "bundle.jwt").contains("SIGNATURE_INVALID"));
  }

  @Test
  void a_thousand_are_answered_in_their_order_and_one_more_is_refused(Stack stack) {
    ApiCaller wang = ApiCaller.as("wang", stack);
    ApiCaller stranger = ApiCaller.stranger(stack);
    String jwt =
        wang.get("/credentials/" + card(stack, wang), "application/vc+jwt").expect(200).text();
    List<String> thousand =
        Stream.concat(Stream.of("no certificate"), Collections.nCopies(999, jwt).stream()).toList();
    long began = System.nanoTime();
    JsonNode verdicts =
        stranger
            .post("/verifications", Map.of("credentials", thousand))
            .expect(200)
            .json()
            .get("verdicts");
    System.out.printf("a thousand verdicts in %d ms%n", (System.nanoTime() - began) / 1_000_000);
    assertEquals(1_000, verdicts.size());
    assertEquals("invalid", verdicts.get(0).get("verdict").asString());
    for (int i = 1; i < 1_000; i++) {
      assertEquals("valid", verdicts.get(i).get("verdict").asString(), verdicts.get(i).toString());
    }
    assertTrue(verdicts.get(999).at("/credential/facts").size() > 0, "with our own labels");

    ApiCaller.Answer refused =
        stranger
            .post("/verifications", Map.of("credentials", Collections.nCopies(1_001, jwt)))
            .expect(400);
    assertEquals("credentials", refused.json().at("/errors/0/field").asString());
  }

  private static String card(Stack stack, ApiCaller citizen) {
    String reference = Cases.apply(stack, citizen, "senior-citizen-card");
    String id =
        Cases.await(citizen, reference, "got its credential", f -> f.path("credential").isString())
            .get("credential")
            .asString();
    Cases.awaitRegistered(citizen, id);
    return id;
  }

  private static List<String> codes(JsonNode verdict) {
    return verdict.get("checks").values().stream()
        .map(check -> check.get("code").asString())
        .toList();
  }

  private void file(String name, byte[] content) throws IOException {
    Files.write(folder.resolve(name), content);
  }

  /** What {@code ./onenet verify} prints, started in the folder of the files. */
  private String terminal(int exitCode, String... words) throws Exception {
    Process process =
        new ProcessBuilder(
                Stream.concat(
                        Stream.of(
                            ProcessHandle.current().info().command().orElse("java"),
                            "-Donenet.caller=" + folder,
                            "-cp",
                            System.getProperty("java.class.path"),
                            Onenet.class.getName(),
                            "verify"),
                        Stream.of(words))
                    .toList())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(exitCode, process.waitFor(), said);
    return said;
  }
}
