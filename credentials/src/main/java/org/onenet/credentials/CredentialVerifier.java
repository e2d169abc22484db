package org.onenet.credentials;

import static org.onenet.credentials.Checklist.check;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.onenet.credentials.CompactReader.Read;
import org.onenet.credentials.CompactReader.Refused;
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
  public Verdict verify(String compact) {
    return verify(compact, Optional.empty());
  }

  /** The same of a credential that was registered in a batch, with the receipt that says where. */
  public Verdict verify(String compact, Optional<RegistrationReceipt> receipt) {
    Instant now = clock.instant();
    Read read;
    try {
      read = CompactReader.read(compact.strip());
    } catch (Refused refused) {
      return new Verdict(Checklist.refusedAtOnce(refused), now, Optional.empty());
    }
    ReadCredential credential = read.credential();
    RegistryChecks.Answers chain =
        registered.of(credential, signatures.thumbprint(credential), receipt, now);
    return new Verdict(
        List.of(
            check("format", Outcome.VALID, VerdictCode.WELL_FORMED, "", ""),
            signatures.of(read),
            PeriodCheck.of(credential, now),
            chain.registration(),
            statusLists.of(credential, now),
            chain.accreditation()),
        now,
        Optional.of(credential));
  }
}
