package org.onenet.credentials.audit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.onenet.credentials.RegistryEntry;
import org.onenet.credentials.RegistryUnreachable;
import org.onenet.credentials.audit.AuditFinding.Kind;

/** Whether others than us hold a seal: the chain, and a time-stamp authority where there is one. */
final class SealCheck {
  /** A seal that is younger may still wait for its block. */
  private static final Duration MAY_WAIT = Duration.ofDays(1);

  private final Optional<SealsOnChain> chain;
  private final Clock clock;
  private final List<AuditFinding> findings;
  private final List<String> open;
  private final List<String> notes;
  private int onChain;

  /** Adds to these lists what it finds, what it could not check, and what a reader should know. */
  SealCheck(
      Optional<SealsOnChain> chain,
      Clock clock,
      List<AuditFinding> findings,
      List<String> open,
      List<String> notes) {
    this.chain = chain;
    this.clock = clock;
    this.findings = findings;
    this.open = open;
    this.notes = notes;
  }

  /** How many seals the chain has. */
  int onChain() {
    return onChain;
  }

  /** False when the chain does not know it, so that it proves nothing. */
  boolean checkOnChain(AuditSeal seal) {
    if (chain.isEmpty()) {
      if (open.isEmpty()) open.add("The chain was not asked whether it has the seals.");
      return true;
    }
    RegistryEntry entry;
    try {
      entry = chain.get().registry().entry(seal.digest());
    } catch (RegistryUnreachable e) {
      open.add("Seal " + seal.number() + ": the chain gave no answer.");
      return true;
    }
    if (!(entry instanceof RegistryEntry.Registered registered)) {
      if (seal.at().plus(MAY_WAIT).isAfter(clock.instant())) {
        notes.add("Seal " + seal.number() + " of " + seal.at() + " waits for the chain.");
        return true;
      }
      return notOnChain(seal, "the chain does not know its digest " + seal.digest().hex());
    }
    if (!registered.account().equals(chain.get().account())) {
      return notOnChain(
          seal, "registered by " + registered.account() + ", expected " + chain.get().account());
    }
    if (registered.state() != RegistryEntry.State.IN_FORCE) {
      return notOnChain(seal, "its registration is " + registered.state());
    }
    onChain++;
    return true;
  }

  private boolean notOnChain(AuditSeal seal, String why) {
    findings.add(
        new AuditFinding(
            Kind.SEAL_NOT_ON_CHAIN,
            "",
            seal.number(),
            "Seal " + seal.number() + " of " + seal.at() + ": " + why + "."));
    return false;
  }

  void checkTimeStamp(AuditSeal seal, Optional<byte[]> timeStamp) {
    if (timeStamp.isEmpty()) return;
    Optional<Instant> stamped = SealTimeStamp.time(timeStamp.get(), seal.digest());
    stamped.ifPresentOrElse(
        at -> notes.add("Seal " + seal.number() + " was time-stamped at " + at + "."),
        () ->
            findings.add(
                new AuditFinding(
                    Kind.TIME_STAMP_BROKEN,
                    "",
                    seal.number(),
                    "Seal " + seal.number() + ": its time stamp is not one of its digest.")));
  }
}
