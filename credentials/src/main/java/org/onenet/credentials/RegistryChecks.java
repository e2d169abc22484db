package org.onenet.credentials;

import static org.onenet.credentials.Checklist.check;
import static org.onenet.credentials.Verdict.Outcome.COULD_NOT_CHECK;
import static org.onenet.credentials.Verdict.Outcome.INVALID;
import static org.onenet.credentials.Verdict.Outcome.VALID;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.onenet.credentials.Verdict.Check;

/**
 * What the registry on chain says: is it registered and in force, and might its issuer issue it.
 */
final class RegistryChecks {
  /** A credential is valid at once; its digest must be on chain within a day. */
  private static final Duration TIME_TO_REGISTER = Duration.ofHours(24);

  private final Registry registry;

  RegistryChecks(Registry registry) {
    this.registry = registry;
  }

  /** Registration, then accreditation. */
  record Answers(Check registration, Check accreditation) {}

  Answers of(ReadCredential credential, Instant now) {
    Optional<Accreditation> accreditation = Optional.empty();
    Check accredited;
    try {
      accreditation = registry.accreditation(credential.issuer(), credential.type());
      accredited = accreditation(credential, accreditation);
    } catch (RegistryUnreachable e) {
      accredited =
          check(
              "accreditation",
              COULD_NOT_CHECK,
              VerdictCode.REGISTRY_UNREACHABLE,
              "",
              e.getMessage());
    }
    return new Answers(registration(credential, accreditation, now), accredited);
  }

  private static Check accreditation(
      ReadCredential credential, Optional<Accreditation> accreditation) {
    if (accreditation.isEmpty()) {
      return check(
          "accreditation",
          INVALID,
          VerdictCode.NOT_ACCREDITED,
          "an accreditation for " + credential.type(),
          "none for " + credential.issuer());
    }
    Accreditation found = accreditation.get();
    if (!found.covers(credential.validFrom())) {
      return check(
          "accreditation",
          INVALID,
          VerdictCode.ACCREDITATION_DID_NOT_COVER,
          "issued between "
              + found.from()
              + " and "
              + found.until().map(Instant::toString).orElse("now"),
          credential.validFrom().toString());
    }
    return check("accreditation", VALID, VerdictCode.ACCREDITED, "", found.from().toString());
  }

  private Check registration(
      ReadCredential credential, Optional<Accreditation> accreditation, Instant now) {
    RegistryEntry entry;
    try {
      entry = registry.entry(credential.digest());
    } catch (RegistryUnreachable e) {
      return check(
          "registration", COULD_NOT_CHECK, VerdictCode.REGISTRY_UNREACHABLE, "", e.getMessage());
    }
    return switch (entry) {
      case RegistryEntry.Absent() ->
          credential.validFrom().isAfter(now.minus(TIME_TO_REGISTER))
              ? check("registration", VALID, VerdictCode.NOT_YET_REGISTERED, "", "")
              : check(
                  "registration",
                  COULD_NOT_CHECK,
                  VerdictCode.NOT_REGISTERED,
                  "registered within a day of " + credential.validFrom(),
                  "not registered");
      case RegistryEntry.Registered found -> registered(found, accreditation);
    };
  }

  private static Check registered(
      RegistryEntry.Registered found, Optional<Accreditation> accreditation) {
    if (accreditation.isPresent() && !accreditation.get().account().equals(found.account())) {
      return check(
          "registration",
          INVALID,
          VerdictCode.REGISTERED_BY_ANOTHER,
          accreditation.get().account(),
          found.account());
    }
    return switch (found.state()) {
      case REVOKED ->
          check(
              "registration",
              INVALID,
              VerdictCode.REVOKED_ON_CHAIN,
              "in force",
              found.changedAt() + ", reason " + found.reasonCode());
      case SUSPENDED ->
          check(
              "registration",
              INVALID,
              VerdictCode.SUSPENDED_ON_CHAIN,
              "in force",
              found.changedAt() + ", reason " + found.reasonCode());
      case IN_FORCE ->
          check("registration", VALID, VerdictCode.REGISTERED, "", found.registeredAt().toString());
    };
  }
}
