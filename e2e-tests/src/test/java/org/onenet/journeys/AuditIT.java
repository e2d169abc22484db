package org.onenet.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onenet.stack.ApiCaller;
import org.onenet.stack.Await;
import org.onenet.stack.Onenet;
import org.onenet.stack.Stack;
import tools.jackson.databind.JsonNode;

/** An auditor sees who read what, seals the log, and checks it against the chain alone. */
@Journey
final class AuditIT {
  @TempDir Path folder;

  private record Said(int code, String text) {}

  @Test
  void what_a_clerk_read_is_sealed_on_chain_and_an_export_is_checked_without_us(Stack stack)
      throws Exception {
    ApiCaller chen = ApiCaller.as("chen", stack);
    ApiCaller sun = ApiCaller.as("sun", stack);
    String reference = Cases.apply(stack, ApiCaller.as("lina", stack), "residence-certificate");
    Cases.await(chen, reference, "came to review", file -> Cases.may(file, "take"));
    JsonNode read =
        sun.get("/audit/entries?stream=public-security&subject=" + reference)
            .expect(200)
            .json()
            .at("/entries/0/entry");
    assertEquals("read", read.get("act").asString());
    assertEquals("public-security", read.get("stream").asString());
    assertEquals(reference, read.get("case").asString());

    JsonNode seal = sun.post("/audit/seals", Map.of()).expect(201).json();
    awaitRegistered(stack, seal.get("digest").asString());
    Said running = audit("--api", stack.api(), "--issuer", stack.issuer());
    assertEquals(0, running.code(), running.text());
    assertTrue(running.text().contains("All of it holds."), running.text());
    assertTrue(!running.text().contains("waits for the chain"), running.text());

    List<String> export =
        sun.get("/audit/export", "application/x-ndjson").expect(200).text().lines().toList();
    Path file = Files.write(folder.resolve("audit.ndjson"), export);
    Said alone = audit(file.toString());
    assertEquals(2, alone.code(), alone.text());
    Said withChain = audit(Stream.concat(Stream.of(file.toString()), chain(stack)));
    assertEquals(0, withChain.code(), withChain.text());

    String line =
        export.stream()
            .filter(one -> one.contains("\"stream\":\"public-security\""))
            .filter(one -> one.contains("\"subject\":\"" + reference + "\""))
            .findFirst()
            .orElseThrow();
    Files.write(
        file,
        export.stream().map(one -> one.equals(line) ? one.replace("Chen", "Wang") : one).toList());
    Said edited = audit(Stream.concat(Stream.of(file.toString()), chain(stack)));
    assertEquals(1, edited.code(), edited.text());
    String row = "Row " + number(line) + " of public-security was changed";
    assertTrue(edited.text().contains(row), edited.text());
    Files.write(file, export.stream().filter(one -> !one.equals(line)).toList());
    Said removed = audit(file.toString());
    assertEquals(1, removed.code(), removed.text());
    assertTrue(removed.text().contains("Row " + number(line)), removed.text());

    assertEquals(64, audit(folder.resolve("nothing").toString()).code());
    assertEquals(64, audit(file.toString(), "--rpc", "http://localhost:1").code());
  }

  @Test
  void the_proof_of_one_entry_is_checked_by_the_chain_alone(Stack stack) throws Exception {
    ApiCaller chen = ApiCaller.as("chen", stack);
    ApiCaller sun = ApiCaller.as("sun", stack);
    ApiCaller lina = ApiCaller.as("lina", stack);
    String reference = Cases.apply(stack, lina, "residence-certificate");
    Cases.await(chen, reference, "came to review", file -> Cases.may(file, "take"));
    JsonNode entry =
        sun.get("/audit/entries?act=read&case=" + reference)
            .expect(200)
            .json()
            .at("/entries/0/entry");
    String place = "/audit/entries/public-security/" + entry.get("number").asLong() + "/proof";
    Path file = folder.resolve("proof.json");
    Files.writeString(file, lina.get(place).expect(200).text());
    Said young = audit(Stream.concat(Stream.of(file.toString()), chain(stack)));
    assertEquals(2, young.code(), young.text());
    assertTrue(young.text().contains("is not sealed yet"), young.text());

    JsonNode seal = sun.post("/audit/seals", Map.of()).expect(201).json();
    awaitRegistered(stack, seal.get("digest").asString());
    String proof = lina.get(place).expect(200).text();
    assertEquals(proof, sun.get(place).expect(200).text());
    Files.writeString(file, proof);
    Said good = audit(Stream.concat(Stream.of(file.toString()), chain(stack)));
    assertEquals(0, good.code(), good.text());
    Files.writeString(file, proof.replace("case-work", "curiosity"));
    Said changed = audit(Stream.concat(Stream.of(file.toString()), chain(stack)));
    assertEquals(1, changed.code(), changed.text());
    assertTrue(changed.text().contains("ROW_CHANGED"), changed.text());
    Files.writeString(
        file, proof.replaceFirst("\"root\":\"[0-9a-f]+", "\"root\":\"" + "0".repeat(64)));
    Said otherRoot = audit(Stream.concat(Stream.of(file.toString()), chain(stack)));
    assertEquals(1, otherRoot.code(), otherRoot.text());
    assertTrue(otherRoot.text().contains("SEAL_BROKEN"), otherRoot.text());
  }

  private static String number(String line) {
    return line.replaceFirst(".*\"number\":(\\d+).*", "$1");
  }

  private static Stream<String> chain(Stack stack) {
    ApiCaller stranger = ApiCaller.stranger(stack);
    JsonNode registry = stranger.get("/registry").expect(200).json();
    String account =
        stranger
            .get("/departments")
            .expect(200)
            .json()
            .get("departments")
            .valueStream()
            .filter(one -> one.get("id").asString().equals("public-security"))
            .findFirst()
            .orElseThrow()
            .get("account")
            .asString();
    return Stream.of(
        "--rpc",
        registry.get("rpcUrl").asString(),
        "--contract",
        registry.get("contract").asString(),
        "--account",
        account);
  }

  private static void awaitRegistered(Stack stack, String digest) {
    ApiCaller stranger = ApiCaller.stranger(stack);
    Await.until(
        () ->
            stranger
                .get("/registrations/" + digest)
                .expect(200)
                .json()
                .get("registered")
                .asString()
                .equals("yes"),
        Duration.ofSeconds(60),
        () -> new IllegalStateException("the seal " + digest + " did not come to the chain"));
  }

  private static Said audit(Stream<String> words) {
    return audit(words.toArray(String[]::new));
  }

  /** What {@code ./onenet audit verify} prints, and its exit code. */
  private static Said audit(String... words) {
    try {
      Process process =
          new ProcessBuilder(
                  Stream.of(
                          Stream.of(
                              ProcessHandle.current().info().command().orElse("java"),
                              "-cp",
                              System.getProperty("java.class.path"),
                              Onenet.class.getName(),
                              "audit",
                              "verify"),
                          Stream.of(words))
                      .flatMap(one -> one)
                      .toList())
              .redirectErrorStream(true)
              .start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Said(process.waitFor(), said);
    } catch (java.io.IOException | InterruptedException e) {
      throw new IllegalStateException("the command did not run", e);
    }
  }
}
