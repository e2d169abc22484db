package org.onenet.services.wallets;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Comparator;
import java.util.Optional;
import org.onenet.services.cases.Case;
import org.onenet.services.cases.Cases;
import org.onenet.services.issuance.KeptCredentials;
import org.onenet.services.issuance.KeptCredentials.Kept;
import org.onenet.services.issuance.Validity;

/** How a case, or what a holder has of a credential type, stands for a wallet. */
@Singleton
class Standings {
  private final Cases cases;
  private final KeptCredentials credentials;
  private final Clock clock;

  /** How it stands. */
  sealed interface Standing {
    /** There is a certificate in force. */
    record Ready(Kept certificate) implements Standing {}

    /** It is still being decided. */
    record Pending(String caseReference) implements Standing {}

    /** There is none, or none in force, and none will come. */
    record Nothing() implements Standing {}
  }

  @Inject
  Standings(Cases cases, KeptCredentials credentials, Clock clock) {
    this.cases = cases;
    this.credentials = credentials;
    this.clock = clock;
  }

  Standing of(Case file) {
    return switch (file) {
      case Case.Submitted submitted -> pending(file);
      case Case.UnderReview review -> pending(file);
      case Case.WaitingForApplicant waiting -> pending(file);
      case Case.Granted granted ->
          granted
              .credential()
              .map(id -> credentials.find(id).filter(this::inForce).map(Standings::ready))
              .map(found -> found.orElseGet(Standing.Nothing::new))
              .orElseGet(() -> pending(file));
      case Case.Refused refused -> new Standing.Nothing();
      case Case.Withdrawn withdrawn -> new Standing.Nothing();
    };
  }

  /** Of the holder's certificates of that type the newest in force, or else what is pending. */
  Standing of(String holder, String credentialType, String service) {
    Optional<Kept> newest =
        credentials.ofHolder(holder).stream()
            .filter(kept -> kept.type().equals(credentialType))
            .filter(this::inForce)
            .max(Comparator.comparing(Kept::validFrom));
    return newest
        .map(Standings::ready)
        .or(() -> pending(holder, service))
        .orElseGet(Standing.Nothing::new);
  }

  private Optional<Standing> pending(String holder, String service) {
    Cases.Filter open =
        new Cases.Filter(null, holder, "open", null, false, null, service, null, 0, 1);
    return cases.list(open).stream().findFirst().map(Standings::pending);
  }

  private boolean inForce(Kept kept) {
    return !kept.isErased()
        && kept.validity() == Validity.VALID
        && kept.validUntil().map(end -> clock.instant().isBefore(end)).orElse(true);
  }

  private static Standing ready(Kept kept) {
    return new Standing.Ready(kept);
  }

  private static Standing pending(Case file) {
    return new Standing.Pending(file.facts().reference());
  }
}
