package org.onenet.credentials;

import static org.onenet.credentials.Checklist.check;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.onenet.credentials.CompactReader.Read;
import org.onenet.credentials.CompactReader.Refused;
import org.onenet.credentials.Verdict.Check;
import org.onenet.credentials.Verdict.Outcome;

/**
 * Judges a credential: was it changed, is it in force, may its issuer issue it. What cannot be
 * reached reads "could not check"; it never reads "revoked", and never "valid".
 */
public final class CredentialVerifier {
  private final SignatureCheck signatures;
  private final RegistryChecks registered;
  private final StatusListCheck statusLists;
  private final Clock clock;

  public CredentialVerifier(
      Registry registry, IssuerDocuments issuers, StatusLists statusLists, Clock clock) {
    this.signatures = new SignatureCheck(issuers);
    this.registered = new RegistryChecks(registry);
    this.statusLists = new StatusListCheck(statusLists, signatures);
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
    Instant now = clock.instant();
    Read read;
    try {
      read = CompactReader.read(text.strip());
    } catch (Refused refused) {
      return new Verdict(
          Checklist.refusedAtOnce(refused, binding.isPresent()), now, Optional.empty());
    }
    ReadCredential credential = read.credential();
    RegistryChecks.Answers chain =
        registered.of(credential, signatures.thumbprint(credential), receipt, now);
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
