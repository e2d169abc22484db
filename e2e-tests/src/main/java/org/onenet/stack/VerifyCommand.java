package org.onenet.stack;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.onenet.credentials.BundleRefused;
import org.onenet.credentials.MalformedCredential;
import org.onenet.credentials.MalformedReceipt;
import org.onenet.credentials.PrintedText;
import org.onenet.credentials.RegistrationReceipt;
import org.onenet.credentials.TrustAnchor;
import org.onenet.credentials.TrustBundle;
import org.onenet.credentials.Verdict;
import org.onenet.credentials.cli.VerdictReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/**
 * {@code ./onenet verify}: the verdict on a certificate's file, asked of a running stack, or found
 * here with a trust bundle and no network.
 */
@Command(
    name = "verify",
    description = {
      "The verdict on a certificate: a .jwt or .sdjwt text, or the PDF that carries one.",
      "Exit codes: 0 valid, 1 invalid, 2 could not check, 64 wrong usage or file.",
      "For --offline, once: curl -o bundle.jwt http://localhost:8081/trust-bundle, and the city's"
          + " keys over a line that you trust: curl -o did.json"
          + " http://localhost:8081/.well-known/did.json."
    },
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    exitCodeOnInvalidInput = VerifyCommand.USAGE,
    exitCodeOnExecutionException = VerifyCommand.COULD_NOT_CHECK)
final class VerifyCommand implements Callable<Integer> {
  static final int USAGE = 64;
  private static final int VALID = 0;
  private static final int INVALID = 1;
  static final int COULD_NOT_CHECK = 2;

  @Parameters(paramLabel = "FILE")
  private Path file;

  @Option(
      names = "--offline",
      paramLabel = "BUNDLE",
      description = "ask this trust bundle and no network")
  private Path bundle;

  @Option(
      names = "--trust",
      paramLabel = "FILE",
      description =
          "the city's DID document, or its key as a JWK (default: did.json beside BUNDLE)")
  private Path trust;

  @Option(
      names = "--receipt",
      paramLabel = "FILE",
      description =
          "where in a batch it is registered, as downloaded beside it (default: the one in the PDF)")
  private Path receipt;

  @Option(names = "--api", defaultValue = "http://localhost:8081", paramLabel = "URL")
  private String api;

  private final Clock clock = Clock.systemUTC();

  /** Where the person at the terminal stands; the launcher goes into the checkout. */
  private final Path here = Path.of(System.getProperty("onenet.caller", ""));

  @Override
  public Integer call() {
    try {
      CertificateFile certificate = CertificateFile.read(here.resolve(file));
      Optional<RegistrationReceipt> shown = receipt(certificate);
      return bundle == null ? online(certificate, shown) : offline(certificate, shown);
    } catch (CertificateFile.Unreadable e) {
      System.err.println(e.getMessage());
      return USAGE;
    }
  }

  private Optional<RegistrationReceipt> receipt(CertificateFile certificate) {
    if (receipt == null) {
      return certificate.isPdf() ? certificate.pdf().receipt() : Optional.empty();
    }
    Path given = here.resolve(receipt);
    try {
      return Optional.of(RegistrationReceipt.parse(CertificateFile.text(given)));
    } catch (MalformedReceipt e) {
      throw new CertificateFile.Unreadable(given + " is no receipt in order: " + e.getMessage());
    }
  }

  private int offline(CertificateFile certificate, Optional<RegistrationReceipt> shown) {
    Path given = here.resolve(bundle);
    Path keys = trust == null ? given.resolveSibling("did.json") : here.resolve(trust);
    String pinned = CertificateFile.text(keys);
    String signed = CertificateFile.text(given);
    TrustBundle trusted;
    try {
      trusted = TrustBundle.read(signed, TrustAnchor.parse(pinned), clock);
    } catch (MalformedCredential e) {
      throw new CertificateFile.Unreadable(keys + ": " + e.getMessage());
    } catch (BundleRefused e) {
      throw new CertificateFile.Unreadable(given + ": " + e.getMessage());
    }
    Verdict verdict =
        certificate.isPdf()
            ? trusted.verifier().verify(certificate.pdf(), PrintedText.UNKNOWN, shown)
            : trusted.verifier().verify(certificate.text(), shown);
    System.out.println(VerdictReport.of(verdict).text());
    System.out.println();
    System.out.println(VerdictReport.knowledge(trusted, clock.instant()));
    return exitCode(VerdictReport.of(verdict).overall());
  }

  private int online(CertificateFile certificate, Optional<RegistrationReceipt> shown) {
    ApiCaller.Answer answer;
    try {
      ApiCaller stranger = ApiCaller.stranger(api);
      answer =
          certificate.isPdf() && receipt == null
              ? stranger.send(
                  "POST",
                  "/verifications",
                  certificate.bytes(),
                  Map.of("Content-Type", "application/pdf"))
              : stranger.post("/verifications", question(certificate.text(), shown));
    } catch (StackFailure away) {
      System.err.println(away.getMessage());
      return COULD_NOT_CHECK;
    }
    if (answer.status() != 200) {
      System.err.println(api + " refused it: " + answer.text());
      return answer.status() < 500 ? USAGE : COULD_NOT_CHECK;
    }
    VerdictReport report = report(answer.json());
    System.out.println(report.text());
    System.out.println();
    System.out.println("Asked of " + api + " at that time.");
    return exitCode(report.overall());
  }

  private static Map<String, Object> question(String text, Optional<RegistrationReceipt> shown) {
    Map<String, Object> question = new LinkedHashMap<>();
    question.put("credential", text);
    shown.ifPresent(one -> question.put("receipt", one.toJson()));
    return question;
  }

  private static VerdictReport report(JsonNode verdict) {
    List<VerdictReport.Line> axes = new ArrayList<>();
    verdict
        .get("axes")
        .properties()
        .forEach(axis -> axes.add(line(axis.getKey(), axis.getValue())));
    List<VerdictReport.Line> checks = new ArrayList<>();
    verdict.get("checks").forEach(check -> checks.add(line(check.get("id").asString(), check)));
    return new VerdictReport(
        verdict.get("verdict").asString(), verdict.get("asOf").asString(), axes, checks);
  }

  private static VerdictReport.Line line(String name, JsonNode told) {
    return new VerdictReport.Line(
        name,
        told.get("outcome").asString(),
        told.get("code").asString(),
        told.path("expected").asString(""),
        told.path("actual").asString(""));
  }

  private static int exitCode(String overall) {
    return switch (overall) {
      case "valid" -> VALID;
      case "invalid" -> INVALID;
      default -> COULD_NOT_CHECK;
    };
  }
}
