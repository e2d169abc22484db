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

  /**
   * @param thumbprint of the key that signed; empty when it is not known, which is the signature's
   *     own check to tell
   * @param receipt shown with the credential, when it was registered in a batch
   */
  Answers of(
      ReadCredential credential,
      Optional<String> thumbprint,
      Optional<RegistrationReceipt> receipt,
      Instant now) {
    Optional<Accreditation> accreditation = Optional.empty();
    Check accredited;
    Check registration = null;
    try {
      accreditation = registry.accreditation(credential.issuer(), credential.type());
      accredited = accreditation(credential, accreditation);
      if (accredited.outcome() == VALID && thumbprint.isPresent()) {
        KeyAccreditation key =
            registry.key(credential.issuer(), credential.type(), thumbprint.get());
        registration = registration(credential, accreditation, receipt, now);
        accredited =
            key(credential, key, registration.code() == VerdictCode.REGISTERED).orElse(accredited);
      }
    } catch (RegistryUnreachable e) {
      accredited =
          check(
              "accreditation",
              COULD_NOT_CHECK,
              VerdictCode.REGISTRY_UNREACHABLE,
              "",
              e.getMessage());
    }
    if (registration == null) {
      registration = registration(credential, accreditation, receipt, now);
    }
    return new Answers(registration, accredited);
  }

  /**
   * What speaks against the key. A thief dates what he signs as he likes, and cannot register it:
   * so of what is dated before the theft only the registered is believed.
   */
  private static Optional<Check> key(
      ReadCredential credential, KeyAccreditation key, boolean registered) {
    Instant issued = credential.validFrom();
    if (key.stolenAt(issued)) {
      return Optional.of(
          check(
              "accreditation",
              INVALID,
              VerdictCode.KEY_STOLEN,
              key.stolenSince().orElseThrow().toString(),
              issued.toString()));
    }
    if (!key.covers(issued)) {
      return Optional.of(
          check(
              "accreditation",
              INVALID,
              VerdictCode.KEY_NOT_ACCREDITED,
              credential.keyId(),
              issued.toString()));
    }
    return key.stolenSince()
        .filter(since -> !registered)
        .map(
            since ->
                check(
                    "accreditation",
                    COULD_NOT_CHECK,
                    VerdictCode.KEY_STOLEN_AND_UNREGISTERED,
                    since.toString(),
                    issued.toString()));
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
      ReadCredential credential,
      Optional<Accreditation> accreditation,
      Optional<RegistrationReceipt> receipt,
      Instant now) {
    if (receipt.filter(shown -> !isOf(shown, credential)).isPresent()) {
      return check(
          "registration",
          COULD_NOT_CHECK,
          VerdictCode.RECEIPT_OF_ANOTHER,
          credential.digest().hex(),
          receipt.get().digest().hex());
    }
    RegistryEntry entry = new RegistryEntry.Absent();
    boolean mayStandInABatch = false;
    try {
      if (receipt.isPresent()) entry = registry.entry(receipt.get());
      if (entry instanceof RegistryEntry.Absent) entry = registry.entry(credential.digest());
      if (entry instanceof RegistryEntry.Absent && credential.digestAsWritten().isPresent()) {
        entry = registry.entry(credential.digestAsWritten().get());
      }
      if (entry instanceof RegistryEntry.Absent && receipt.isEmpty() && accreditation.isPresent()) {
        mayStandInABatch = registry.registersInBatches(accreditation.get().account());
      }
    } catch (RegistryUnreachable e) {
      return check(
          "registration", COULD_NOT_CHECK, VerdictCode.REGISTRY_UNREACHABLE, "", e.getMessage());
    }
    return switch (entry) {
      case RegistryEntry.Absent() -> absent(credential, receipt.isPresent(), mayStandInABatch, now);
      case RegistryEntry.Registered found -> registered(found, accreditation);
    };
  }

  private static Check absent(
      ReadCredential credential, boolean receiptShown, boolean mayStandInABatch, Instant now) {
    if (credential.validFrom().isAfter(now.minus(TIME_TO_REGISTER))) {
      return check("registration", VALID, VerdictCode.NOT_YET_REGISTERED, "", "");
    }
    return check(
        "registration",
        COULD_NOT_CHECK,
        mayStandInABatch ? VerdictCode.RECEIPT_NEEDED : VerdictCode.NOT_REGISTERED,
        "registered within a day of " + credential.validFrom(),
        receiptShown ? "not registered" : "not registered by itself; no receipt was shown");
  }

  private static boolean isOf(RegistrationReceipt receipt, ReadCredential credential) {
    return receipt.digest().equals(credential.digest())
        || credential.digestAsWritten().filter(receipt.digest()::equals).isPresent();
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
