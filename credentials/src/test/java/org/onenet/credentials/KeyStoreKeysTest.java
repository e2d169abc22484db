package org.onenet.credentials;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Issuer keys that never leave a key store: a token by PKCS#11, or whatever a JCA provider has. */
final class KeyStoreKeysTest {
  private static final String DEPARTMENT = "public-security";
  private static final byte[] PERSON_KEY = new byte[32];
  private static final char[] PIN = "1234".toCharArray();
  private static final char[] PASSWORD = "secret".toCharArray();
  private static final Clock CLOCK = Clock.fixed(TestCity.NOW, ZoneOffset.UTC);
  private static final List<Path> LIBRARIES =
      Stream.of(
              "/usr/lib/softhsm/libsofthsm2.so",
              "/usr/lib64/pkcs11/libsofthsm2.so",
              "/usr/local/lib/softhsm/libsofthsm2.so",
              "/opt/homebrew/lib/softhsm/libsofthsm2.so")
          .map(Path::of)
          .toList();

  @TempDir Path folder;

  @Test
  void in_a_token_keys_are_made_sign_and_are_rotated_and_never_seen() throws Exception {
    String token = token();
    // first, for a token that is open in this process asks for no PIN again
    assertThrows(KeysUnreadable.class, () -> KeyStoreKeys.of(token, "9999".toCharArray()));
    IssuerKeys keys = keys(KeyStoreKeys.of(token, PIN));
    TestCity city = new TestCity(keys);
    mustIssue(city);
    IssuerKey first = keys.current(DEPARTMENT);
    assertFalse(first.jwk().isPrivate());
    assertEquals(null, first.privateKey().getEncoded(), "a handle");

    String before = city.issueVcJwt().compact();
    keys.rotate(DEPARTMENT);
    String after = city.issueVcJwt().compact();
    assertNotEquals(first.fragment(), keys.current(DEPARTMENT).fragment());
    mustBeValid(city, before);
    mustBeValid(city, after);

    IssuerKeys again = keys(KeyStoreKeys.of(token, PIN));
    assertEquals(
        keys.current(DEPARTMENT).fragment(),
        again.current(DEPARTMENT).fragment(),
        "the same key in another process");
    mustBeValid(city, new TestCity(again).issueVcJwt().compact());
    assertThrows(KeysUnreadable.class, () -> keys(Optional.empty()), "no key store, no key");

    MasterKey master = MasterKey.in(KeyStoreKeys.of(token, PIN).orElseThrow());
    byte[] wrapped = master.wrap(PERSON_KEY, "somebody");
    String renewed = master.renew();
    assertEquals("master-2", renewed);
    MasterKey there = MasterKey.in(KeyStoreKeys.of(token, PIN).orElseThrow());
    assertEquals(renewed, there.name(), "the same keys in another process");
    assertArrayEquals(PERSON_KEY, there.unwrap("master-1", wrapped, "somebody"));
  }

  @Test
  void any_jca_provider_does_the_same() {
    Optional<KeyStoreKeys> bouncy =
        KeyStoreKeys.of("jca:org.bouncycastle.jce.provider.BouncyCastleProvider/BKS", PIN);
    TestCity city = new TestCity(keys(bouncy));
    mustIssue(city);
    assertFalse(city.keys.current(DEPARTMENT).jwk().isPrivate());
    assertTrue(city.keys.current(DEPARTMENT).privateKey().getClass().getName().contains("bouncy"));
    // an installed one, by name, whose key store signs by nothing of its own
    mustIssue(
        new TestCity(
            IssuerKeys.open(
                folder.resolve("others.jwe"),
                PASSWORD,
                CLOCK,
                Optional.empty(),
                KeyStoreKeys.of("jca:SunJSSE/PKCS12", PIN))));
  }

  @Test
  void a_key_from_the_file_signs_until_it_is_rotated_into_the_key_store() {
    IssuerKeys inFile = keys(Optional.empty());
    String before = new TestCity(inFile).issueVcJwt().compact();
    IssuerKeys keys = keys(KeyStoreKeys.of("jca:SunJSSE/PKCS12", PIN));
    assertTrue(keys.current(DEPARTMENT).jwk().isPrivate());
    keys.rotate(DEPARTMENT);
    assertFalse(keys.current(DEPARTMENT).jwk().isPrivate());
    mustBeValid(new TestCity(keys), before);
  }

  @Test
  void a_name_that_a_lost_file_had_is_not_given_again() throws IOException {
    Optional<KeyStoreKeys> store = KeyStoreKeys.of("jca:SunJSSE/PKCS12", PIN);
    String first = keys(store).current(DEPARTMENT).fragment();
    Files.delete(folder.resolve("keys.jwe"));
    assertNotEquals(first, keys(store).current(DEPARTMENT).fragment());
  }

  @Test
  void the_file_is_the_default_and_what_is_no_provider_is_told() {
    assertEquals(Optional.empty(), KeyStoreKeys.of("file", PIN));
    for (String wrong : List.of("", "hsm", "jca:SunJSSE", "jca:/PKCS12")) {
      String told =
          assertThrows(KeysUnreadable.class, () -> KeyStoreKeys.of(wrong, PIN)).getMessage();
      assertTrue(told.contains("expected file, pkcs11:PATH or jca:PROVIDER/TYPE"), told);
    }
    for (String away : List.of("pkcs11:/nowhere/pkcs11.cfg", "jca:Nobody/KS", "jca:SunJSSE/NONE")) {
      String told =
          assertThrows(KeysUnreadable.class, () -> KeyStoreKeys.of(away, PIN)).getMessage();
      assertTrue(told.contains(away), told);
    }
  }

  private void mustIssue(TestCity city) {
    mustBeValid(city, city.issueVcJwt().compact());
    mustBeValid(city, city.issueSdJwtVc().compact());
  }

  private static void mustBeValid(TestCity city, String compact) {
    Verdict verdict = city.verify(compact);
    assertEquals(Verdict.Outcome.VALID, verdict.overall(), verdict.toString());
  }

  private IssuerKeys keys(Optional<KeyStoreKeys> store) {
    return IssuerKeys.open(folder.resolve("keys.jwe"), PASSWORD, CLOCK, Optional.empty(), store);
  }

  /** A fresh token of SoftHSM's; where it looks is in this process's environment. */
  private String token() throws Exception {
    Optional<Path> library = LIBRARIES.stream().filter(Files::exists).findFirst();
    assumeTrue(library.isPresent(), "no SoftHSM here (Debian: apt-get install softhsm2)");
    Path configuration = Path.of(System.getenv("SOFTHSM2_CONF"));
    Path tokens = configuration.resolveSibling("tokens");
    empty(tokens);
    Files.createDirectories(tokens);
    Files.writeString(configuration, "directories.tokendir = " + tokens + "\nlog.level = ERROR\n");
    run(
        "softhsm2-util",
        "--init-token",
        "--free",
        "--label",
        "onenet",
        "--so-pin",
        "5678",
        "--pin",
        new String(PIN));
    return "pkcs11:"
        + Files.writeString(
            folder.resolve("pkcs11.cfg"),
            "name = Test\nlibrary = " + library.get() + "\nslotListIndex = 0\n");
  }

  private static void empty(Path folder) throws IOException {
    if (!Files.exists(folder)) return;
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path one : all.sorted(Comparator.reverseOrder()).toList()) Files.delete(one);
    }
  }

  private static void run(String... words) throws Exception {
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes());
    assertEquals(0, process.waitFor(), said);
  }
}
