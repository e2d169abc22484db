package org.onenet.credentials.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onenet.credentials.Accreditation;
import org.onenet.credentials.BitstringStatusList;
import org.onenet.credentials.BundleContent;
import org.onenet.credentials.CredentialIssuer;
import org.onenet.credentials.Did;
import org.onenet.credentials.DidDocument;
import org.onenet.credentials.Digest;
import org.onenet.credentials.HolderKey;
import org.onenet.credentials.KeyAccreditation;
import org.onenet.credentials.MerkleTree;
import org.onenet.credentials.PublishedKey;
import org.onenet.credentials.RegistrationReceipt;
import org.onenet.credentials.SigningKey;
import org.onenet.credentials.StatusPurpose;
import org.onenet.credentials.TokenStatusList;
import org.onenet.credentials.TrustAnchor;
import tools.jackson.databind.json.JsonMapper;

/** A terminal, key files and credential files, and no server. */
final class MainTest {
  private static final Instant NOW = Instant.parse("2026-11-26T09:00:00Z");
  private static final String ISSUER = "did:web:nowhere.invalid:departments:psb";
  private static final URI BITS = URI.create("https://nowhere.invalid/status-lists/psb/1");
  private static final URI TOKENS = URI.create("https://nowhere.invalid/token-status-lists/psb/1");
  private static final String TYPE = "ResidenceCertificate";
  private static final String ACCOUNT = "0x" + "a".repeat(40);

  @TempDir Path folder;

  private Instant now = NOW;
  private String out;
  private String err;

  @BeforeEach
  void keysAndClaims() throws IOException {
    assertEquals(0, run("key", "--kid", ISSUER + "#2026-1"));
    file("key.json", out);
    assertEquals(0, run("key", "--kid", "did:web:nowhere.invalid#2026-1"));
    file("city.json", out);
    file("holder.json", HolderKey.fresh().privateJwk());
    file("claims.json", "{\"fullName\": \"Lin Na\", \"address\": {\"district\": \"Yuecheng\"}}");
  }

  @Test
  void what_is_issued_verifies_by_a_bundle_alone_in_both_forms() throws IOException {
    bundle(new BitSet(), NOW);
    file("one.jwt", issued("--status", BITS + "#77"));
    assertEquals(0, verifyOffline("one.jwt"), out + err);
    assertTrue(out.startsWith("VALID, as of 2026-11-26T09:00:00Z"), out);
    assertTrue(out.contains("Known as of 2026-11-26T09:00:00Z, 0 h 0 min ago"), out);
    file(
        "two.sdjwt",
        issued("--sd-jwt", "--status", TOKENS + "#77", "--holder-key", path("holder.json")));
    assertEquals(0, verifyOffline("two.sdjwt"), out + err);
    now = NOW.plus(Duration.ofHours(3).plusMinutes(12));
    assertEquals(0, verifyOffline("two.sdjwt"), out + err);
    assertTrue(out.contains("3 h 12 min ago"), out);
  }

  @Test
  void a_receipt_tells_where_in_a_batch_it_is_registered() throws IOException {
    file("one.jwt", issued("--status", BITS + "#77"));
    Digest digest = Digest.ofCompact(Files.readString(folder.resolve("one.jwt")).strip());
    MerkleTree tree = MerkleTree.of(List.of(digest, Digest.ofCompact("another")));
    file("receipt.json", receipt(tree, digest, 0));
    file("anothers.json", receipt(tree, Digest.ofCompact("another"), 1));
    now = NOW.plus(Duration.ofDays(2));
    bundle(new BitSet(), now, List.of(tree));
    assertEquals(2, verifyOffline("one.jwt"), out + err);
    assertTrue(out.contains("RECEIPT_NEEDED"), out);
    assertEquals(0, verifyOffline("one.jwt", "--receipt", path("receipt.json")), out + err);
    assertTrue(out.contains(" REGISTERED"), out);
    assertEquals(2, verifyOffline("one.jwt", "--receipt", path("anothers.json")), out + err);
    assertTrue(out.contains("RECEIPT_OF_ANOTHER"), out);
    usage(
        "--receipt " + path("claims.json"),
        "verify",
        path("one.jwt"),
        "--receipt",
        path("claims.json"));
  }

  private static String receipt(MerkleTree tree, Digest digest, int leaf) {
    return JsonMapper.shared()
        .writeValueAsString(
            new RegistrationReceipt(
                    digest,
                    leaf,
                    tree.path(leaf).stream().map(HexFormat.of()::formatHex).toList(),
                    tree.root(),
                    tree.leafCount(),
                    31_337,
                    "0x" + "c".repeat(40),
                    ACCOUNT,
                    "0x" + "1".repeat(64),
                    7,
                    NOW)
                .toJson());
  }

  @Test
  void a_revoked_one_is_1_and_an_ended_bundle_is_2() throws IOException {
    BitSet revoked = new BitSet();
    revoked.set(77);
    bundle(revoked, NOW);
    file("one.jwt", issued("--status", BITS + "#77"));
    assertEquals(1, verifyOffline("one.jwt"), out + err);
    assertTrue(out.contains("status-list    invalid          REVOKED"), out);
    now = NOW.plus(Duration.ofDays(1));
    assertEquals(2, verifyOffline("one.jwt"), out + err);
    assertTrue(out.startsWith("COULD NOT CHECK"), out);
    assertTrue(out.contains("Fetch a newer one"), out);
  }

  @Test
  void without_a_bundle_the_registry_could_not_be_checked_and_a_forgery_is_invalid()
      throws IOException {
    file("one.jwt", issued());
    assertTrue(err.contains("Without --status"), err);
    file("two.jwt", issued("--status", BITS + "#77"));
    assertEquals(2, run("verify", path("two.jwt"), "--trust", path("key.json")), out + err);
    assertTrue(out.contains("SIGNATURE_VALID") && out.contains("REGISTRY_UNREACHABLE"), out);
    assertEquals(1, run("verify", path("two.jwt"), "--trust", path("city.json")), out + err);
    assertTrue(out.contains("SIGNATURE_INVALID"), out);
    file("three.jwt", "no certificate");
    assertEquals(1, run("verify", path("three.jwt"), "--trust", path("city.json")));
  }

  @Test
  void inspect_shows_header_claims_and_disclosures_and_judges_nothing() throws IOException {
    file(
        "one.sdjwt",
        issued("--sd-jwt", "--status", TOKENS + "#77", "--valid-until", "2027-01-01T00:00:00Z"));
    assertEquals(0, run("inspect", path("one.sdjwt")), err);
    for (String said :
        List.of("dc+sd-jwt", "\"vct\"", "_sd", "\"name\" : \"fullName\"", "Lin Na", "1798761600")) {
      assertTrue(out.contains(said), out);
    }
    file("steering.sdjwt", issued("--sd-jwt"));
    file("claims.json", "{\"fullName\": \"\\u009b31m\\u202eaN niL\"}");
    file("steering.jwt", issued());
    assertEquals(0, run("inspect", path("steering.jwt")));
    assertTrue(out.contains("\\u009b31m\\u202eaN"), out);
    file("broken.jwt", "a.b.c");
    assertEquals(1, run("inspect", path("broken.jwt")));
    assertTrue(err.contains("broken.jwt: header"), err);
  }

  @Test
  void what_is_asked_wrongly_is_64_and_names_the_option_or_the_file() throws IOException {
    usage("a command is missing");
    usage("no command judge", "judge");
    usage("FILE is missing", "verify");
    usage("one FILE", "verify", "a", "b");
    usage("no option --offline", "verify", "a", "--offline", "b");
    usage("--bundle needs a value", "verify", "a", "--bundle");
    usage("--trust is there twice", "verify", "a", "--trust", "b", "--trust", "c");
    usage("nowhere.jwt does not exist", "verify", path("nowhere.jwt"));
    usage("--bundle needs --trust", "verify", path("claims.json"), "--bundle", path("claims.json"));
    usage(
        "--trust " + path("claims.json"),
        "verify",
        path("claims.json"),
        "--trust",
        path("claims.json"));
    usage(
        "--bundle " + path("claims.json"),
        "verify",
        path("claims.json"),
        "--bundle",
        path("claims.json"),
        "--trust",
        path("city.json"));
    usage("--key is missing", "issue");
    usage("--key " + path("claims.json"), "issue", "--key", path("claims.json"));
    usage("--type is missing", "issue", "--key", path("key.json"));
    usage("--type a b", "issue", "--key", path("key.json"), "--type", "a b");
    usage("--claims is missing", "issue", "--key", path("key.json"), "--type", TYPE);
    file("list.json", "[1]");
    usage(
        "--claims " + path("list.json"),
        "issue",
        "--key",
        path("key.json"),
        "--type",
        TYPE,
        "--claims",
        path("list.json"));
    file("iss.json", "{\"iss\": \"me\"}");
    usage(
        "iss is never",
        "issue",
        "--sd-jwt",
        "--key",
        path("key.json"),
        "--type",
        TYPE,
        "--claims",
        path("iss.json"));
    usage("--status here", issue("--status", "here"));
    usage("--valid-until soon", issue("--valid-until", "soon"));
    usage("--holder-key goes with --sd-jwt", issue("--holder-key", path("holder.json")));
    usage(
        "--holder-key " + path("claims.json"),
        issue("--sd-jwt", "--holder-key", path("claims.json")));
    usage("--kid", "key", "--kid", "me");
    assertEquals(0, run("--help"));
    assertTrue(out.contains("inspect FILE"), out);
  }

  @Test
  void a_private_key_is_never_told() throws IOException {
    file("broken.json", Files.readString(folder.resolve("key.json")).replace("P-256", "P-999"));
    usage("--key", "issue", "--key", path("broken.json"), "--type", TYPE);
    String secret =
        Files.readString(folder.resolve("key.json"))
            .replaceAll(".*\"d\":\"([^\"]+)\".*", "$1")
            .strip();
    assertFalse(err.contains(secret), err);
  }

  private void usage(String told, String... words) {
    assertEquals(64, run(words), out + err);
    assertTrue(err.contains(told), err);
  }

  private String issued(String... more) {
    assertEquals(0, run(issue(more)), err);
    return out;
  }

  private String[] issue(String... more) {
    return Stream.concat(
            Stream.of(
                "issue",
                "--key",
                path("key.json"),
                "--type",
                TYPE,
                "--claims",
                path("claims.json")),
            Stream.of(more))
        .toArray(String[]::new);
  }

  private int verifyOffline(String file, String... more) {
    return run(
        Stream.concat(
                Stream.of(
                    "verify",
                    path(file),
                    "--bundle",
                    path("bundle.jwt"),
                    "--trust",
                    path("city.json")),
                Stream.of(more))
            .toArray(String[]::new));
  }

  private int run(String... words) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    ByteArrayOutputStream complained = new ByteArrayOutputStream();
    int code =
        new Main(
                new PrintStream(said, true, StandardCharsets.UTF_8),
                new PrintStream(complained, true, StandardCharsets.UTF_8),
                Clock.fixed(now, ZoneOffset.UTC))
            .run(List.of(words));
    out = said.toString(StandardCharsets.UTF_8);
    err = complained.toString(StandardCharsets.UTF_8);
    return code;
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private void file(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  /** What the city would publish of the department whose key it is. */
  private void bundle(BitSet revoked, Instant at) throws IOException {
    bundle(revoked, at, List.of());
  }

  private void bundle(BitSet revoked, Instant at, List<MerkleTree> batches) throws IOException {
    String jwk = Files.readString(folder.resolve("key.json"));
    SigningKey key = SigningKey.parse(jwk);
    CredentialIssuer issuer = new CredentialIssuer(key);
    PublishedKey published = TrustAnchor.parse(jwk).keyOf(key.issuer(), "2026-1").orElseThrow();
    Duration hour = Duration.ofHours(1);
    BundleContent content =
        new BundleContent(
            new BundleContent.Chain(31_337, "0x" + "c".repeat(40), 7),
            List.of(
                new BundleContent.Issuer(
                    new DidDocument(key.issuer(), List.of(published)),
                    List.of(
                        new BundleContent.Type(
                            TYPE,
                            Optional.of(
                                new Accreditation(ACCOUNT, Instant.EPOCH, Optional.empty())),
                            Map.of(published.thumbprint(), KeyAccreditation.NOTHING_KNOWN))))),
            Map.of(
                BITS,
                issuer
                    .issueStatusList(
                        "any",
                        key.issuer(),
                        BITS,
                        StatusPurpose.REVOCATION,
                        BitstringStatusList.of(131_072, revoked),
                        at,
                        hour)
                    .compact(),
                TOKENS,
                issuer
                    .issueTokenStatusList(
                        "any",
                        key.issuer(),
                        TOKENS,
                        TokenStatusList.of(2, 1_024, place -> 0),
                        at,
                        hour,
                        hour)
                    .compact()),
            List.of(),
            batches.stream()
                .map(tree -> new BundleContent.Batch(ACCOUNT, tree.root(), tree.leafCount(), NOW))
                .toList(),
            List.of());
    SigningKey city = SigningKey.parse(Files.readString(folder.resolve("city.json")));
    file(
        "bundle.jwt",
        new CredentialIssuer(city)
            .signTrustBundle(
                "any", new Did("did:web:nowhere.invalid"), content, at, Duration.ofDays(1))
            .compact());
  }
}
