package org.onenet.credentials.cli;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.onenet.credentials.CredentialVerifier;
import org.onenet.credentials.IssuerDocuments;
import org.onenet.credentials.PdfCertificate;
import org.onenet.credentials.PrintedText;
import org.onenet.credentials.RegistrationReceipt;
import org.onenet.credentials.TrustAnchor;
import org.onenet.credentials.TrustBundle;
import org.onenet.credentials.UnreadablePdf;
import org.onenet.credentials.Verdict;
import org.onenet.credentials.WebDocuments;

/**
 * {@code verify}: a verdict from a bundle, without a network; or from the issuer's own documents,
 * which tell nothing of the registry.
 */
final class VerifyCommand {
  private static final Duration KEEP = Duration.ofMinutes(1);

  private final PrintStream out;
  private final Clock clock;

  VerifyCommand(PrintStream out, Clock clock) {
    this.out = out;
    this.clock = clock;
  }

  int run(List<String> words) {
    Arguments asked = Arguments.of(words, Set.of("--bundle", "--trust", "--receipt"), Set.of());
    String file = asked.only("FILE");
    byte[] certificate = Inputs.bytes("FILE", file);
    Optional<TrustAnchor> trusted =
        asked.option("--trust").map(one -> Inputs.parsed("--trust", one, TrustAnchor::parse));
    Optional<RegistrationReceipt> receipt =
        asked
            .option("--receipt")
            .map(one -> Inputs.parsed("--receipt", one, RegistrationReceipt::parse));
    Verdict verdict;
    String knowledge;
    if (asked.has("--bundle")) {
      TrustAnchor anchor =
          trusted.orElseThrow(
              () -> new UsageError("--bundle needs --trust: the city's did.json, or its key"));
      TrustBundle bundle =
          Inputs.parsed(
              "--bundle", asked.required("--bundle"), one -> TrustBundle.read(one, anchor, clock));
      verdict = verdict(bundle.verifier(), file, certificate, receipt);
      knowledge = VerdictReport.knowledge(bundle, clock.instant());
    } else {
      WebDocuments web = new WebDocuments(true, KEEP, clock);
      IssuerDocuments documents = trusted.<IssuerDocuments>map(one -> one).orElse(web);
      verdict =
          verdict(
              new CredentialVerifier(new NoRegistry(), documents, web, clock),
              file,
              certificate,
              receipt);
      knowledge = "The registry was not asked: --bundle has what it says.";
    }
    out.println(VerdictReport.of(verdict).text());
    out.println(knowledge);
    return Main.exitCode(verdict.overall());
  }

  private static Verdict verdict(
      CredentialVerifier verifier,
      String file,
      byte[] certificate,
      Optional<RegistrationReceipt> receipt) {
    if (!PdfCertificate.isPdf(certificate)) {
      return verifier.verify(new String(certificate, StandardCharsets.UTF_8), receipt);
    }
    try {
      PdfCertificate pdf = PdfCertificate.read(certificate);
      return verifier.verify(pdf, PrintedText.UNKNOWN, receipt.or(pdf::receipt));
    } catch (UnreadablePdf e) {
      throw new UsageError("FILE " + file + ": " + e.reason().words());
    }
  }
}
