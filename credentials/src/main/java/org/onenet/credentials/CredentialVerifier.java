package org.onenet.credentials;

import static org.onenet.credentials.Checklist.check;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.onenet.credentials.CompactReader.Read;
import org.onenet.credentials.CompactReader.Refused;
import org.onenet.credentials.Verdict.Check;
import org.onenet.credentials.Verdict.Outcome;

/**
 * Judges a credential: was it changed, is it in force, may its issuer issue it. What cannot be
 * reached reads "could not check"; it never reads "revoked", and never "valid".
 */
public final class CredentialVerifier {
  private final Registry registry;
  private final SignatureCheck signatures;
  private final RegistryChecks registered;
  private final StatusListCheck statusLists;
  private final PdfChecks pdfs;
  private final Clock clock;

  public CredentialVerifier(
      Registry registry, IssuerDocuments issuers, StatusLists statusLists, Clock clock) {
    this.registry = registry;
    this.signatures = new SignatureCheck(issuers);
    this.registered = new RegistryChecks(registry);
    this.statusLists = new StatusListCheck(statusLists, signatures);
    this.pdfs = new PdfChecks(issuers, registry);
    this.clock = clock;
  }

  /** Runs every check that can be run. Never throws for what the text is or for what is away. */
  public Verdict verify(String text) {
    return verify(text, Optional.empty());
  }

  /** The same of a credential that was registered in a batch, with the receipt that says where. */
  public Verdict verify(String text, Optional<RegistrationReceipt> receipt) {
    return verify(text, receipt, Optional.empty());
  }

  /**
   * The same of a presentation, which must be its holder's own when a key binding is asked for.
   *
   * @param text a {@code vc+jwt}, or an SD-JWT VC with the disclosures its holder chose
   * @param binding what the holder was asked to sign; empty when nobody asked
   */
  public Verdict verify(
      String text, Optional<RegistrationReceipt> receipt, Optional<KeyBindingExpected> binding) {
    return verdict(asked(new Shown(text, receipt, binding)), registered, clock.instant());
  }

  /**
   * The verdict on a printed certificate: on the text inside, and whether the page says the same.
   *
   * @param printed how its issuer prints it; {@link PrintedText#UNKNOWN} when nobody here knows
   */
  public Verdict verify(PdfCertificate pdf, PrintedText printed) {
    return verify(pdf, printed, pdf.receipt());
  }

  /** The same with another receipt than the PDF carries. */
  public Verdict verify(
      PdfCertificate pdf, PrintedText printed, Optional<RegistrationReceipt> receipt) {
    Shown shown = new Shown(pdf.compact(), receipt, Optional.empty());
    Verdict inside = verdict(asked(shown), registered, clock.instant());
    List<Check> checks = new ArrayList<>(inside.checks());
    int behindSignature = 2;
    checks.addAll(
        behindSignature,
        inside
            .credential()
            .map(credential -> pdfs.of(pdf, credential, printed))
            .orElseGet(Checklist::pdfNotRun));
    return new Verdict(List.copyOf(checks), inside.asOf(), inside.credential());
  }

  /**
   * The verdict on each, in their order and as of one moment, each the same as if it were alone;
   * the registry is asked for all of them together.
   */
  public List<Verdict> verify(List<Shown> shown) {
    Instant now = clock.instant();
    List<Asked> asked = shown.stream().map(CredentialVerifier::asked).toList();
    List<Digest> digests =
        asked.stream()
            .flatMap(one -> one.read().stream())
            .map(Read::credential)
            .flatMap(one -> Stream.concat(Stream.of(one.digest()), one.digestAsWritten().stream()))
            .distinct()
            .toList();
    RegistryChecks together = new RegistryChecks(new AskedTogether(registry, digests));
    return asked.stream().map(one -> verdict(one, together, now)).toList();
  }

  /** What is shown, and what was read of it or why it was refused at once. */
  private record Asked(Shown shown, Optional<Read> read, Optional<Refused> refused) {}

  private static Asked asked(Shown shown) {
    try {
      Read read = CompactReader.read(shown.text().strip());
      return new Asked(shown, Optional.of(read), Optional.empty());
    } catch (Refused refused) {
      return new Asked(shown, Optional.empty(), Optional.of(refused));
    }
  }

  private Verdict verdict(Asked asked, RegistryChecks registered, Instant now) {
    Optional<KeyBindingExpected> binding = asked.shown().binding();
    if (asked.refused().isPresent()) {
      return new Verdict(
          Checklist.refusedAtOnce(asked.refused().get(), binding.isPresent()),
          now,
          Optional.empty());
    }
    Read read = asked.read().orElseThrow();
    ReadCredential credential = read.credential();
    RegistryChecks.Answers chain =
        registered.of(credential, signatures.thumbprint(credential), asked.shown().receipt(), now);
    List<Check> checks = new ArrayList<>();
    checks.add(check("format", Outcome.VALID, VerdictCode.WELL_FORMED, "", ""));
    checks.add(signatures.of(read));
    KeyBindingCheck.of(read.presented(), binding, now).ifPresent(checks::add);
    checks.add(PeriodCheck.of(credential, now));
    checks.add(chain.registration());
    checks.add(statusLists.of(credential, now));
    checks.add(chain.accreditation());
    return new Verdict(List.copyOf(checks), now, Optional.of(credential));
  }
}
