package org.onenet.credentials.cli;

import java.io.PrintStream;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.onenet.credentials.CredentialDraft;
import org.onenet.credentials.CredentialIssuer;
import org.onenet.credentials.Did;
import org.onenet.credentials.SdJwtVcDraft;
import org.onenet.credentials.SignedCredential;
import org.onenet.credentials.SigningKey;
import org.onenet.credentials.StatusEntry;
import org.onenet.credentials.StatusPurpose;

/** {@code issue}: a credential from a key file and a file of claims. */
final class IssueCommand {
  private static final Set<String> OPTIONS =
      Set.of("--key", "--type", "--claims", "--holder-key", "--status", "--valid-until");
  private static final String NONE = "any";

  private final PrintStream out;
  private final PrintStream err;
  private final Clock clock;

  IssueCommand(PrintStream out, PrintStream err, Clock clock) {
    this.out = out;
    this.err = err;
    this.clock = clock;
  }

  int run(List<String> words) {
    Arguments asked = Arguments.of(words, OPTIONS, Set.of("--sd-jwt"));
    asked.none();
    SigningKey key = Inputs.parsed("--key", asked.required("--key"), SigningKey::parse);
    String type = asked.required("--type");
    if (!type.matches("[A-Za-z0-9._-]+")) {
      throw new UsageError("--type " + type + ": expected a name such as ResidenceCertificate");
    }
    Map<String, Object> claims = Inputs.object("--claims", asked.required("--claims"));
    if (!asked.has("--sd-jwt") && asked.has("--holder-key")) {
      throw new UsageError("--holder-key goes with --sd-jwt only");
    }
    SignedCredential signed;
    try {
      signed =
          asked.has("--sd-jwt")
              ? new CredentialIssuer(key)
                  .issueSdJwtVc(NONE, key.issuer(), sdJwtVc(asked, type, claims, key.issuer()))
              : new CredentialIssuer(key)
                  .issue(NONE, key.issuer(), vcJwt(asked, type, claims, key.issuer()));
    } catch (IllegalArgumentException e) {
      throw new UsageError("--claims " + asked.required("--claims") + ": " + e.getMessage());
    }
    if (!asked.has("--status")) {
      err.println("Without --status it can never be revoked, and no verifier here calls it valid.");
    }
    out.println(signed.compact());
    return Main.VALID;
  }

  private CredentialDraft vcJwt(
      Arguments asked, String type, Map<String, Object> claims, Did issuer) {
    return new CredentialDraft(
        "urn:uuid:" + UUID.randomUUID(),
        type,
        Map.of("en", issuer.value()),
        Map.of("en", type),
        now(),
        until(asked),
        claims,
        at(issuer, "/schemas/" + type + ".json"),
        asked
            .option("--status")
            .map(IssueCommand::place)
            .map(
                place -> new StatusEntry.Bit(StatusPurpose.REVOCATION, place.list(), place.index()))
            .stream()
            .toList());
  }

  /** Every claim may be shown or kept back. */
  private SdJwtVcDraft sdJwtVc(
      Arguments asked, String type, Map<String, Object> claims, Did issuer) {
    return new SdJwtVcDraft(
        type,
        at(issuer, "/credential-types/" + type),
        Optional.empty(),
        now(),
        until(asked),
        claims,
        claims.keySet(),
        0,
        asked.option("--holder-key").map(IssueCommand::holderKey),
        asked.option("--status").map(IssueCommand::place));
  }

  /** Of a private key the public part is taken. */
  private static Map<String, Object> holderKey(String file) {
    Map<String, Object> jwk = new LinkedHashMap<>(Inputs.object("--holder-key", file));
    jwk.remove("d");
    if (!"EC".equals(jwk.get("kty")) || !"P-256".equals(jwk.get("crv"))) {
      throw new UsageError("--holder-key " + file + ": expected a JWK on the curve P-256");
    }
    return jwk;
  }

  private static StatusEntry.Token place(String text) {
    int hash = text.lastIndexOf('#');
    try {
      int index = Integer.parseInt(text.substring(hash + 1));
      URI list = URI.create(text.substring(0, Math.max(hash, 0)));
      if (list.isAbsolute() && index >= 0) return new StatusEntry.Token(list, index);
    } catch (IllegalArgumentException e) {
      // told below, with what was expected
    }
    throw new UsageError(
        "--status " + text + ": expected a list's address and a place, https://…/1#77");
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }

  private static Optional<Instant> until(Arguments asked) {
    return asked
        .option("--valid-until")
        .map(
            time -> {
              try {
                return Instant.parse(time);
              } catch (DateTimeParseException e) {
                throw new UsageError(
                    "--valid-until " + time + ": expected a time such as 2027-11-26T09:00:00Z");
              }
            });
  }

  private static URI at(Did issuer, String path) {
    URI url = issuer.url();
    return URI.create(url.getScheme() + "://" + url.getRawAuthority() + path);
  }
}
