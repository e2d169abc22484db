package org.onenet.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
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
import java.util.zip.DeflaterOutputStream;
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
  private static final Path MODULES = Path.of("../portal-ui/src/main/webapp/assets/offline");
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  @TempDir Path folder;

  @Test
  void the_page_and_the_verifier_say_the_same_of_every_text() throws Exception {
    List<JudgedOffline> cases = JudgedOffline.all(Files.createDirectory(folder.resolve("keys")));
    List<String> differences = new ArrayList<>();
    Set<String> codes = new TreeSet<>();
    try (Page page = Page.in(folder)) {
      for (JudgedOffline one : cases) {
        JsonNode answer = page.ask(question(one));
        List<String> expected = one.verdict().map(OfflineVerdictsTest::told).orElse(List.of());
        List<String> actual = told(answer);
        if (!expected.equals(actual)) {
          differences.add(one.what() + ": " + expected + ", the page " + actual + " " + answer);
        }
        one.verdict()
            .ifPresent(
                verdict -> verdict.checks().forEach(check -> codes.add(check.code().name())));
      }
    }
    assertEquals(List.of(), differences, differences.size() + " of " + cases.size());
    assertTrue(cases.size() > 1_000, "only " + cases.size() + " cases");
    assertTrue(codes.size() >= 45, "the cases do not reach enough codes: " + codes);
    System.out.printf("the same of %d texts, with %d codes%n", cases.size(), codes.size());
  }

  @Test
  void the_page_finds_the_certificate_inside_a_pdf_however_it_is_laid_out() throws Exception {
    String jwt = "eyJ.eyJ." + "x".repeat(900);
    String receipt = "{\"leafIndex\":0}";
    byte[] plain = jwt.getBytes(StandardCharsets.US_ASCII);
    byte[] packed = zlib(plain);
    String file = "/Type /EmbeddedFile /Subtype /application#2Fvc+jwt";
    try (Page page = Page.in(folder)) {
      for (byte[] pdf :
          List.of(
              pdf(stream(file + " /Length " + plain.length, plain)),
              pdf(stream(file.replace(" ", "\n") + "/Length 9 0 R", plain)),
              pdf(stream(file + " /Filter /FlateDecode /Length " + packed.length, packed)),
              pdf(stream(file + "/Filter[/FlateDecode]/Length 7 0 R", packed)),
              pdf(stream("/Type /XObject /Length 4", plain), stream(file + "/Length 3", plain)),
              pdf(stream(file, plain), stream(file + "/Filter/FlateDecode", packed)),
              pdf(stream(file, plain), stream(file, "a letter".getBytes(StandardCharsets.UTF_8))),
              pdf(
                  stream(file + "/Filter/FlateDecode", zlib(new byte[64 << 20])),
                  stream(file, plain)))) {
        assertEquals(jwt, page.ask(Map.of("pdf", pdf)).path("text").asString(""));
      }
      JsonNode both =
          page.ask(
              Map.of(
                  "pdf",
                  pdf(
                      stream(file, plain),
                      stream(file, receipt.getBytes(StandardCharsets.US_ASCII)))));
      assertEquals(receipt, both.path("receipt").asString(""));
      byte[] other = "eyJ.eyJ.other".getBytes(StandardCharsets.US_ASCII);
      byte[] several = pdf(stream(file, plain), stream(file, other));
      assertEquals("several", page.ask(Map.of("pdf", several)).path("refused").asString(""));
      for (byte[] none :
          List.of(
              pdf(),
              pdf(stream("/Type /XObject", plain)),
              pdf(stream(file + "/Filter/LZWDecode", plain)),
              pdf(stream(file + "/Filter/FlateDecode", plain)),
              "%PDF-1.7 1 0 obj << /Type /EmbeddedFile >> stream\n"
                  .getBytes(StandardCharsets.UTF_8),
              pdf(stream(file, "x".repeat(200_000).getBytes(StandardCharsets.US_ASCII))))) {
        assertEquals("none", page.ask(Map.of("pdf", none)).path("refused").asString(""));
      }
    }
  }

  private static byte[] pdf(byte[]... objects) throws IOException {
    ByteArrayOutputStream pdf = new ByteArrayOutputStream();
    pdf.write("%PDF-1.7\n%\u00e2\u00e3\n".getBytes(StandardCharsets.ISO_8859_1));
    for (byte[] object : objects) pdf.write(object);
    pdf.write("startxref\n0\n%%EOF\n".getBytes(StandardCharsets.US_ASCII));
    return pdf.toByteArray();
  }

  private static byte[] stream(String dictionary, byte[] content) throws IOException {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    stream.write(
        ("1 0 obj\n<< " + dictionary + " >>\nstream\r\n").getBytes(StandardCharsets.US_ASCII));
    stream.write(content);
    stream.write("\nendstream\nendobj\n".getBytes(StandardCharsets.US_ASCII));
    return stream.toByteArray();
  }

  private static byte[] zlib(byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DeflaterOutputStream zlib = new DeflaterOutputStream(out)) {
      zlib.write(content);
    }
    return out.toByteArray();
  }

  /** The page's modules in a Node process, asked line by line: {@code judge.mjs}. */
  private record Page(Process node, OutputStream questions, BufferedReader answers)
      implements AutoCloseable {

    static Page in(Path folder) throws IOException {
      Path copy = Files.createDirectory(folder.resolve("page"));
      Files.writeString(copy.resolve("package.json"), "{\"type\":\"module\"}");
      try (Stream<Path> files = Files.list(MODULES)) {
        for (Path file : files.toList()) Files.copy(file, copy.resolve(file.getFileName()));
      }
      Process node =
          new ProcessBuilder("node", "src/test/resources/offline/judge.mjs", copy.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      return new Page(
          node,
          node.getOutputStream(),
          new BufferedReader(new InputStreamReader(node.getInputStream(), StandardCharsets.UTF_8)));
    }

    JsonNode ask(Map<String, Object> question) throws IOException {
      questions.write(
          (JSON.writeValueAsString(question) + "\n").getBytes(StandardCharsets.US_ASCII));
      questions.flush();
      String answer = answers.readLine();
      assertTrue(answer != null, "Node has ended; its words are above");
      return JSON.readTree(answer);
    }

    @Override
    public void close() {
      node.destroy();
    }
  }

  private static Map<String, Object> question(JudgedOffline one) {
    Map<String, Object> question = new LinkedHashMap<>();
    question.put("anchor", one.anchor());
    question.put("bundle", one.bundle());
    question.put("now", one.at().toEpochMilli());
    question.put("text", one.text());
    one.receipt().ifPresent(receipt -> question.put("receipt", receipt));
    return question;
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
