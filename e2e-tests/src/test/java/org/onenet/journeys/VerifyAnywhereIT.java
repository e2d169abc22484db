package org.onenet.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onenet.credentials.Digest;
import org.onenet.credentials.RegistrationReceipt;
import org.onenet.credentials.RegistryEntry;
import org.onenet.credentials.TrustAnchor;
import org.onenet.credentials.TrustBundle;
import org.onenet.credentials.Verdict;
import org.onenet.journeys.ScreenshotOnFailure.People;
import org.onenet.stack.ApiCaller;
import org.onenet.stack.Await;
import org.onenet.stack.Onenet;
import org.onenet.stack.Stack;
import org.onenet.stack.StackFailure;
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
    awaitBundle(stack, bundle -> bundle.entry(Digest.ofCompact(jwt)));

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
  void a_certificate_registered_in_a_batch_is_verified_with_its_receipt(Stack stack, People people)
      throws Exception {
    ApiCaller lina = ApiCaller.as("lina", stack);
    ApiCaller stranger = ApiCaller.stranger(stack);
    String reference = Cases.apply(stack, lina, "residence-certificate");
    String id = Cases.grant(ApiCaller.as("chen", stack), reference);
    String digest =
        lina.get("/credentials/" + id, "application/json")
            .expect(200)
            .json()
            .get("digest")
            .asString();
    JsonNode before = stranger.get("/registrations/" + digest).expect(200).json();
    assertEquals("root", before.get("mode").asString());
    JsonNode seen = Cases.awaitRegistered(lina, id);
    assertEquals("root", seen.at("/registration/mode").asString());
    JsonNode registration = stranger.get("/registrations/" + digest).expect(200).json();
    assertEquals("yes", registration.get("registered").asString(), registration.toString());
    RegistrationReceipt told = RegistrationReceipt.parse(registration.get("receipt").toString());
    stranger.get("/registrations/" + "0".repeat(64)).expect(404);
    stranger.get("/registrations/something").expect(400);

    // The holder takes certificate and receipt along.
    Browser browser = people.atDesk().go(stack.portal() + "/app/certificates?lang=zh");
    browser.signIn("lina").seeText("登记回执").mustBeAccessible();
    browser.go(stack.portal() + "/app/certificates?lang=en").click("download-receipt");
    Path downloaded =
        browser.downloads().resolve("ResidenceCertificate-" + reference + ".receipt.json");
    Await.until(
        () -> Files.exists(downloaded),
        Duration.ofSeconds(20),
        () -> new StackFailure("no receipt was downloaded"));
    assertEquals(told, RegistrationReceipt.parse(Files.readString(downloaded)));
    String jwt = lina.get("/credentials/" + id, "application/vc+jwt").expect(200).text();
    file("residence.jwt", jwt.getBytes(StandardCharsets.US_ASCII));
    file("residence.pdf", lina.get("/credentials/" + id, "application/pdf").expect(200).body());
    file("receipt.json", Files.readAllBytes(downloaded));
    file("did.json", stranger.get("/.well-known/did.json").expect(200).body());
    file("bundle.jwt", awaitBundle(stack, bundle -> bundle.entry(told)));

    // The city knows its own receipts; without a network the receipt is shown, or is in the PDF.
    assertTrue(
        codes(stranger.post("/verifications", Map.of("credential", jwt)).expect(200).json())
            .contains("REGISTERED"));
    assertTrue(
        terminal(0, "residence.jwt", "--offline", "bundle.jwt", "--receipt", "receipt.json")
            .contains(" REGISTERED"));
    assertTrue(terminal(0, "residence.pdf", "--offline", "bundle.jwt").contains(" REGISTERED"));
    assertTrue(
        terminal(0, "residence.jwt", "--offline", "bundle.jwt").contains("NOT_YET_REGISTERED"),
        "of a fresh one a verifier without the receipt cannot know better");
    assertTrue(
        terminal(0, "residence.jwt", "--receipt", "receipt.json", "--api", stack.api())
            .contains(" REGISTERED"));
    file(
        "broken.json",
        Files.readString(downloaded).replace(told.root(), digest).getBytes(StandardCharsets.UTF_8));
    terminal(64, "residence.jwt", "--offline", "bundle.jwt", "--receipt", "broken.json");
    file("card.jwt", otherCertificate(stack).getBytes(StandardCharsets.US_ASCII));
    assertTrue(
        terminal(2, "card.jwt", "--offline", "bundle.jwt", "--receipt", "receipt.json")
            .contains("RECEIPT_OF_ANOTHER"));

    // One leaf is taken out of force alone, and the chain says so of it.
    ApiCaller.as("chen", stack)
        .post(
            "/credentials/" + id + "/suspension",
            Map.of("reasonCode", "under-review", "reason", "A neighbour has asked."))
        .expect(200);
    Cases.awaitVerdict(stack, jwt, "SUSPENDED_ON_CHAIN");
  }

  private static String otherCertificate(Stack stack) {
    ApiCaller wang = ApiCaller.as("wang", stack);
    return wang.get("/credentials/" + card(stack, wang), "application/vc+jwt").expect(200).text();
  }

  /** A bundle is made once a minute: the next that knows this; its text. */
  private static byte[] awaitBundle(
      Stack stack, java.util.function.Function<TrustBundle, RegistryEntry> asked) {
    ApiCaller stranger = ApiCaller.stranger(stack);
    String pinned = stranger.get("/.well-known/did.json").expect(200).text();
    String[] newest = new String[1];
    Await.until(
        () -> {
          newest[0] = stranger.get("/trust-bundle").expect(200).text();
          TrustBundle read =
              TrustBundle.read(newest[0], TrustAnchor.parse(pinned), Clock.systemUTC());
          return asked.apply(read) instanceof RegistryEntry.Registered;
        },
        Duration.ofSeconds(90),
        () -> new StackFailure("no bundle knows it: " + newest[0]));
    return newest[0].getBytes(StandardCharsets.US_ASCII);
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
