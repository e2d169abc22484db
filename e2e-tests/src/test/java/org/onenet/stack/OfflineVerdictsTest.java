package org.onenet.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onenet.credentials.JudgedOffline;
import org.onenet.credentials.Verdict;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The page that verifies offline says of every text what {@code CredentialVerifier} says over the
 * same bundle: the same checks in the same order, each with its outcome and its code, the same
 * axes. The page's own modules run in Node; they are read where portal-ui keeps them.
 */
final class OfflineVerdictsTest {
  private static final Path PAGE = Path.of("../portal-ui/src/main/webapp/assets/offline");
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  @TempDir Path folder;

  @Test
  void the_page_and_the_verifier_say_the_same_of_every_text() throws Exception {
    List<JudgedOffline> cases = JudgedOffline.all(Files.createDirectory(folder.resolve("keys")));
    List<String> differences = new ArrayList<>();
    Set<String> codes = new TreeSet<>();
    Process node = node();
    try (OutputStream questions = node.getOutputStream();
        BufferedReader answers =
            new BufferedReader(
                new InputStreamReader(node.getInputStream(), StandardCharsets.UTF_8))) {
      for (JudgedOffline one : cases) {
        questions.write(question(one));
        questions.flush();
        String line = answers.readLine();
        assertTrue(line != null, "Node has ended at: " + one.what() + "; its words are above");
        List<String> expected = one.verdict().map(OfflineVerdictsTest::told).orElse(List.of());
        List<String> actual = told(JSON.readTree(line));
        if (!expected.equals(actual)) {
          differences.add(one.what() + ": " + expected + ", the page " + actual + " " + line);
        }
        one.verdict()
            .ifPresent(
                verdict -> verdict.checks().forEach(check -> codes.add(check.code().name())));
      }
    } finally {
      node.destroy();
    }
    assertEquals(List.of(), differences, differences.size() + " of " + cases.size());
    assertTrue(cases.size() > 1_000, "only " + cases.size() + " cases");
    assertTrue(codes.size() >= 45, "the cases do not reach enough codes: " + codes);
    System.out.printf("the same of %d texts, with %d codes%n", cases.size(), codes.size());
  }

  private Process node() throws IOException {
    Path modules = Files.createDirectory(folder.resolve("page"));
    Files.writeString(modules.resolve("package.json"), "{\"type\":\"module\"}");
    try (Stream<Path> files = Files.list(PAGE)) {
      for (Path file : files.toList()) Files.copy(file, modules.resolve(file.getFileName()));
    }
    return new ProcessBuilder(
            "node", "src/test/resources/offline/judge.mjs", modules.toAbsolutePath().toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static byte[] question(JudgedOffline one) {
    Map<String, Object> question = new LinkedHashMap<>();
    question.put("anchor", one.anchor());
    question.put("bundle", one.bundle());
    question.put("now", one.at().toEpochMilli());
    question.put("text", one.text());
    one.receipt().ifPresent(receipt -> question.put("receipt", receipt));
    return (JSON.writeValueAsString(question) + "\n").getBytes(StandardCharsets.US_ASCII);
  }

  private static List<String> told(Verdict verdict) {
    List<String> told = new ArrayList<>();
    told.add(word(verdict.overall()));
    for (Verdict.Axis axis : Verdict.Axis.values()) {
      told.add(word(axis) + " " + word(verdict.of(axis)) + " " + verdict.codeOf(axis));
    }
    verdict
        .checks()
        .forEach(
            check ->
                told.add(
                    String.join(
                        " ",
                        check.id(),
                        word(check.axis()),
                        word(check.outcome()),
                        check.code().name())));
    return told;
  }

  private static List<String> told(JsonNode verdict) {
    List<String> told = new ArrayList<>();
    if (verdict.has("refused")) return told;
    told.add(verdict.get("overall").asString());
    verdict
        .get("axes")
        .properties()
        .forEach(
            axis ->
                told.add(
                    String.join(
                        " ",
                        axis.getKey(),
                        axis.getValue().get("outcome").asString(),
                        axis.getValue().get("code").asString())));
    verdict
        .get("checks")
        .forEach(
            check ->
                told.add(
                    String.join(
                        " ",
                        check.get("id").asString(),
                        check.get("axis").asString(),
                        check.get("outcome").asString(),
                        check.get("code").asString())));
    return told;
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
