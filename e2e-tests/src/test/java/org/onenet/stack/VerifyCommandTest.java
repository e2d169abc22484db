package org.onenet.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onenet.credentials.Accreditation;
import org.onenet.credentials.BitstringStatusList;
import org.onenet.credentials.BundleContent;
import org.onenet.credentials.CredentialDraft;
import org.onenet.credentials.CredentialIssuer;
import org.onenet.credentials.DidDocument;
import org.onenet.credentials.KeyAccreditation;
import org.onenet.credentials.PdfCertificate;
import org.onenet.credentials.PublishedKey;
import org.onenet.credentials.SigningKey;
import org.onenet.credentials.StatusEntry;
import org.onenet.credentials.StatusPurpose;
import org.onenet.credentials.TrustAnchor;

/** A verdict at the terminal: offline from a bundle, online from whoever answers at --api. */
final class VerifyCommandTest {
  private static final URI LIST = URI.create("https://nowhere.invalid/status-lists/psb/1");
  private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);

  @TempDir Path folder;

  private final SigningKey key = SigningKey.fresh("did:web:nowhere.invalid:departments:psb#1");
  private final SigningKey city = SigningKey.fresh("did:web:nowhere.invalid#1");
  private String certificate;
  private String out;
  private String err;

  @BeforeEach
  void issue() throws IOException {
    certificate =
        new CredentialIssuer(key)
            .issue(
                "any",
                key.issuer(),
                new CredentialDraft(
                    "urn:uuid:1",
                    "Card",
                    Map.of(),
                    Map.of(),
                    NOW,
                    Optional.empty(),
                    Map.of("fullName", "Lin Na"),
                    URI.create("https://nowhere.invalid/schemas/Card.json"),
                    List.of(new StatusEntry.Bit(StatusPurpose.REVOCATION, LIST, 77))))
            .compact();
    Files.writeString(folder.resolve("one.jwt"), certificate + "\n");
    Files.writeString(folder.resolve("did.json"), city.privateJwk());
  }

  @Test
  void offline_a_text_and_a_pdf_are_valid_until_the_bundle_ends() throws IOException {
    bundle(new BitSet(), NOW);
    assertEquals(0, offline("one.jwt"), out + err);
    assertTrue(out.startsWith("VALID"), out);
    assertTrue(out.contains("Known as of " + NOW) && out.contains("accreditation"), out);
    Files.write(folder.resolve("one.pdf"), signed(PdfCertificate.carrying(page(), certificate)));
    assertEquals(0, offline("one.pdf"), out + err);
    assertTrue(out.contains("PDF_SIGNED"), out);
    Files.write(folder.resolve("one.pdf"), PdfCertificate.carrying(page(), certificate));
    assertEquals(2, offline("one.pdf"), out + err);
    assertTrue(out.contains("PDF_NOT_SIGNED"), out);
    bundle(new BitSet(), NOW.minus(Duration.ofDays(1)));
    assertEquals(2, offline("one.jwt"), out + err);
    assertTrue(out.contains("tells nothing now"), out);
  }

  @Test
  void offline_what_is_revoked_is_1() throws IOException {
    BitSet revoked = new BitSet();
    revoked.set(77);
    bundle(revoked, NOW);
    assertEquals(1, offline("one.jwt"), out + err);
    assertTrue(out.startsWith("INVALID") && out.contains("REVOKED"), out);
  }

  @Test
  void what_cannot_be_read_is_64_and_names_the_file() throws IOException {
    bundle(new BitSet(), NOW);
    told("nowhere.jwt does not exist", offline("nowhere.jwt"));
    Files.write(folder.resolve("one.pdf"), page());
    told("one.pdf: it carries no certificate", offline("one.pdf"));
    Files.writeString(folder.resolve("one.pdf"), "%PDF-but not");
    told("one.pdf: it is no PDF", offline("one.pdf"));
    Files.writeString(folder.resolve("did.json"), "{}");
    told("did.json", offline("one.jwt"));
    Files.writeString(folder.resolve("did.json"), key.privateJwk());
    told("bundle.jwt", offline("one.jwt"));
    assertEquals(64, run("verify"));
  }

  @Test
  void online_it_prints_what_the_stack_answers() throws IOException {
    HttpServer stack =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    StringBuilder asked = new StringBuilder();
    stack.createContext(
        "/verifications",
        exchange -> {
          asked.append(exchange.getRequestHeaders().getFirst("Content-Type")).append(' ');
          asked.append(
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          byte[] answer =
              ("{\"verdict\":\"could-not-check\",\"asOf\":\"2026-11-26T09:00:00Z\","
                      + "\"axes\":{\"status\":{\"outcome\":\"could-not-check\",\"code\":\"REGISTRY_UNREACHABLE\"}},"
                      + "\"checks\":[{\"id\":\"registration\",\"outcome\":\"could-not-check\","
                      + "\"code\":\"REGISTRY_UNREACHABLE\",\"expected\":\"\",\"actual\":\"away\"}],\"credential\":null}")
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    stack.start();
    String api = "http://localhost:" + stack.getAddress().getPort();
    try {
      assertEquals(2, run("verify", path("one.jwt"), "--api", api), out + err);
      assertTrue(out.startsWith("COULD NOT CHECK, as of 2026-11-26T09:00:00Z"), out);
      assertTrue(out.contains("REGISTRY_UNREACHABLE  found: away"), out);
      assertTrue(asked.toString().contains(certificate), asked.toString());
      Files.write(folder.resolve("one.pdf"), PdfCertificate.carrying(page(), certificate));
      run("verify", path("one.pdf"), "--api", api);
      assertTrue(asked.toString().contains("application/pdf"), asked.toString());
    } finally {
      stack.stop(0);
    }
    assertEquals(2, run("verify", path("one.jwt"), "--api", api), out + err);
    assertTrue(err.contains("had no answer"), err);
  }

  private void told(String why, int code) {
    assertEquals(64, code, out + err);
    assertTrue(err.contains(why), err);
  }

  private int offline(String file) {
    return run("verify", path(file), "--offline", path("bundle.jwt"));
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private int run(String... words) {
    PrintStream outBefore = System.out;
    PrintStream errBefore = System.err;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    ByteArrayOutputStream complained = new ByteArrayOutputStream();
    System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
    try {
      return Onenet.commands().execute(words);
    } finally {
      System.setOut(outBefore);
      System.setErr(errBefore);
      out = said.toString(StandardCharsets.UTF_8);
      err = complained.toString(StandardCharsets.UTF_8);
    }
  }

  private byte[] signed(byte[] pdf) {
    return new CredentialIssuer(key).signPdf("any", key.issuer(), pdf, NOW);
  }

  private static byte[] page() throws IOException {
    try (PDDocument document = new PDDocument();
        ByteArrayOutputStream out = new ByteArrayOutputStream()) {
      document.addPage(new PDPage());
      document.save(out);
      return out.toByteArray();
    }
  }

  private void bundle(BitSet revoked, Instant at) throws IOException {
    PublishedKey published =
        TrustAnchor.parse(key.privateJwk()).keyOf(key.issuer(), "1").orElseThrow();
    BundleContent content =
        new BundleContent(
            new BundleContent.Chain(31_337, "0x" + "c".repeat(40), 7),
            List.of(
                new BundleContent.Issuer(
                    new DidDocument(key.issuer(), List.of(published)),
                    List.of(
                        new BundleContent.Type(
                            "Card",
                            Optional.of(
                                new Accreditation(
                                    "0x" + "a".repeat(40), Instant.EPOCH, Optional.empty())),
                            Map.of(published.thumbprint(), KeyAccreditation.NOTHING_KNOWN))))),
            Map.of(
                LIST,
                new CredentialIssuer(key)
                    .issueStatusList(
                        "any",
                        key.issuer(),
                        LIST,
                        StatusPurpose.REVOCATION,
                        BitstringStatusList.of(131_072, revoked),
                        at,
                        Duration.ofMinutes(15))
                    .compact()),
            List.of(),
            List.of(),
            List.of());
    Files.writeString(
        folder.resolve("bundle.jwt"),
        new CredentialIssuer(city)
            .signTrustBundle("any", city.issuer(), content, at, Duration.ofDays(1))
            .compact());
  }
}
