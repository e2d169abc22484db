package org.onenet.credentials.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.onenet.credentials.Accreditation;
import org.onenet.credentials.BitstringStatusList;
import org.onenet.credentials.CredentialDraft;
import org.onenet.credentials.CredentialIssuer;
import org.onenet.credentials.CredentialVerifier;
import org.onenet.credentials.CryptoProvider;
import org.onenet.credentials.Did;
import org.onenet.credentials.DidDocument;
import org.onenet.credentials.Digest;
import org.onenet.credentials.HolderKey;
import org.onenet.credentials.IssuerKeys;
import org.onenet.credentials.Registry;
import org.onenet.credentials.RegistryEntry;
import org.onenet.credentials.SdJwtVcDraft;
import org.onenet.credentials.StatusEntry;
import org.onenet.credentials.StatusLists;
import org.onenet.credentials.StatusPurpose;
import org.onenet.credentials.TokenStatusList;
import org.onenet.credentials.Verdict;

/**
 * How many whole credentials of twelve claims one core signs, and judges with everything but the
 * signatures at hand, in a second: the median of several runs, printed as one line of JSON. Given
 * the folder {@code credentials/tools}, npm's libraries are measured after it, on the same claims.
 *
 * <pre>
 * {"signPerSecond":…,"verifyPerSecond":…,"bytes":…,"provider":"…",
 *  "sdJwtSignPerSecond":…,"sdJwtVerifyPerSecond":…,"sdJwtBytes":…,
 *  "peers":{"jose":{"version":"6.2.18","form":"vc+jwt","issuePerSecond":…,"verifyPerSecond":…},…}}
 * </pre>
 */
public final class CredentialBenchmark {
  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private static final int WARM_UPS = 4;
  private static final int RUNS = 5;
  private static final Duration RUN = Duration.ofSeconds(1);
  private static final Did BUREAU = new Did("did:web:lanting.example:departments:bench");
  private static final URI LIST = URI.create("https://lanting.example/status-lists/bench/1");
  private static final URI TOKENS =
      URI.create("https://lanting.example/token-status-lists/bench/1");
  private static final URI SUSPENSIONS = URI.create(LIST + "/suspension");

  private CredentialBenchmark() {}

  public static void main(String[] words) throws IOException {
    Path folder = Files.createTempDirectory("onenet-bench-");
    Clock clock = Clock.systemUTC();
    IssuerKeys keys = IssuerKeys.open(folder.resolve("keys.jwe"), "bench".toCharArray(), clock);
    CredentialIssuer issuer = new CredentialIssuer(keys);
    CredentialDraft draft = draft(clock.instant());
    String compact = issuer.issue("bench", BUREAU, draft).compact();
    CredentialVerifier verifier = verifier(keys, issuer, clock);
    if (verifier.verify(compact).overall() != Verdict.Outcome.VALID) {
      throw new IllegalStateException("the bench's own credential is not valid");
    }
    SdJwtVcDraft sdJwtDraft = sdJwtDraft(draft);
    String sdJwt = issuer.issueSdJwtVc("bench", BUREAU, sdJwtDraft).compact();
    if (verifier.verify(sdJwt).overall() != Verdict.Outcome.VALID) {
      throw new IllegalStateException("the bench's own SD-JWT VC is not valid");
    }
    double signs = median(() -> issuer.issue("bench", BUREAU, draft));
    double verifies = median(() -> verifier.verify(compact));
    double sdJwtSigns = median(() -> issuer.issueSdJwtVc("bench", BUREAU, sdJwtDraft));
    double sdJwtVerifies = median(() -> verifier.verify(sdJwt));
    String peers =
        words.length == 0
            ? "{}"
            : NpmPeers.measure(Path.of(words[0]), payload(compact), payload(sdJwt));
    System.out.printf(
        Locale.ROOT,
        "{\"signPerSecond\":%.0f,\"verifyPerSecond\":%.0f,\"bytes\":%d,\"provider\":\"%s\","
            + "\"sdJwtSignPerSecond\":%.0f,\"sdJwtVerifyPerSecond\":%.0f,\"sdJwtBytes\":%d,"
            + "\"peers\":%s}%n",
        signs,
        verifies,
        compact.length(),
        CryptoProvider.name(),
        sdJwtSigns,
        sdJwtVerifies,
        sdJwt.length(),
        peers);
    Files.walk(folder)
        .sorted(java.util.Comparator.reverseOrder())
        .forEach(file -> file.toFile().delete());
  }

  private static String payload(String signed) {
    return new String(
        Base64.getUrlDecoder().decode(signed.split("\\.")[1]), StandardCharsets.UTF_8);
  }

  /** By this process's own processor time, as {@code openssl speed} counts too. */
  private static double median(Runnable act) {
    double[] rates = new double[RUNS];
    for (int run = -WARM_UPS; run < RUNS; run++) {
      long end = System.nanoTime() + RUN.toNanos();
      long before = PROCESS.getProcessCpuTime();
      int done = 0;
      while (System.nanoTime() < end) {
        act.run();
        done++;
      }
      if (run >= 0) rates[run] = done / ((PROCESS.getProcessCpuTime() - before) / 1e9);
    }
    Arrays.sort(rates);
    return rates[RUNS / 2];
  }

  private static CredentialDraft draft(Instant now) {
    Map<String, Object> subject = new LinkedHashMap<>();
    for (int i = 1; i <= 12; i++) {
      subject.put("claim" + i, "value number " + i + " 兰亭市");
    }
    return new CredentialDraft(
        "urn:uuid:9d2a3c5e-6f8b-4e7b-9a51-0c8a3a1d7b11",
        "BenchCertificate",
        Map.of("en", "Bench", "zh", "基准"),
        Map.of("en", "Bench certificate", "zh", "基准证照"),
        now,
        Optional.empty(),
        subject,
        URI.create("https://lanting.example/schemas/BenchCertificate.json"),
        List.of(
            new StatusEntry.Bit(StatusPurpose.REVOCATION, LIST, 77),
            new StatusEntry.Bit(StatusPurpose.SUSPENSION, SUSPENSIONS, 77)));
  }

  /** The same claims, each of them hidden and then shown. */
  private static SdJwtVcDraft sdJwtDraft(CredentialDraft draft) {
    return new SdJwtVcDraft(
        draft.type(),
        URI.create("https://lanting.example/credential-types/" + draft.type()),
        Optional.empty(),
        draft.validFrom(),
        draft.validUntil(),
        draft.subject(),
        draft.subject().keySet(),
        0,
        Optional.of(HolderKey.fresh().publicJwk()),
        new StatusEntry.Token(TOKENS, 77));
  }

  /** Documents, list and registry are at hand, as with warm caches; every check is made. */
  private static CredentialVerifier verifier(
      IssuerKeys keys, CredentialIssuer issuer, Clock clock) {
    DidDocument document = new DidDocument(BUREAU, keys.published("bench"));
    BitstringStatusList bits = BitstringStatusList.empty(BitstringStatusList.LEAST_ENTRIES);
    Map<URI, String> published = new LinkedHashMap<>();
    Map.of(LIST, StatusPurpose.REVOCATION, SUSPENSIONS, StatusPurpose.SUSPENSION)
        .forEach(
            (address, purpose) ->
                published.put(
                    address,
                    issuer
                        .issueStatusList(
                            "bench",
                            BUREAU,
                            address,
                            purpose,
                            bits,
                            clock.instant(),
                            Duration.ofHours(1))
                        .compact()));
    published.put(
        TOKENS,
        issuer
            .issueTokenStatusList(
                "bench",
                BUREAU,
                TOKENS,
                TokenStatusList.of(2, BitstringStatusList.LEAST_ENTRIES, index -> 0),
                clock.instant(),
                Duration.ofHours(1),
                Duration.ofMinutes(1))
            .compact());
    StatusLists lists = published::get;
    Registry registry =
        new Registry() {
          @Override
          public RegistryEntry entry(Digest digest) {
            return new RegistryEntry.Absent();
          }

          @Override
          public RegistryEntry entry(org.onenet.credentials.RegistrationReceipt receipt) {
            return new RegistryEntry.Absent();
          }

          @Override
          public org.onenet.credentials.KeyAccreditation key(
              Did issuer, String type, String thumbprint) {
            return org.onenet.credentials.KeyAccreditation.NOTHING_KNOWN;
          }

          @Override
          public Optional<Accreditation> accreditation(Did did, String type) {
            return Optional.of(new Accreditation("0x", Instant.EPOCH, Optional.empty()));
          }
        };
    return new CredentialVerifier(
        registry, (did, fragment) -> document.key(fragment), lists, clock);
  }
}
