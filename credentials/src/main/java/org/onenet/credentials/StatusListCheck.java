package org.onenet.credentials;

import static org.onenet.credentials.Checklist.check;
import static org.onenet.credentials.Verdict.Outcome.COULD_NOT_CHECK;
import static org.onenet.credentials.Verdict.Outcome.INVALID;
import static org.onenet.credentials.Verdict.Outcome.VALID;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.onenet.credentials.CompactReader.Refused;
import org.onenet.credentials.Verdict.Check;

/**
 * What the issuer's status lists say of a credential, each list itself being judged first. A
 * revocation outweighs a suspension, and either outweighs a list that could not be checked.
 */
final class StatusListCheck {
  private static final int MOST_LISTS = 256;

  /** Token Status List §8.3 leaves open how long one without {@code exp} may be relied on. */
  private static final Duration MOST_AGE_WITHOUT_END = Duration.ofDays(1);

  private static final Comparator<Check> BY_WEIGHT =
      Comparator.comparing(Check::outcome)
          .thenComparing(check -> check.code() == VerdictCode.REVOKED);

  private final StatusLists statusLists;
  private final SignatureCheck signatures;
  private final Map<URI, KnownList> lists =
      Collections.synchronizedMap(
          new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<URI, KnownList> eldest) {
              return size() > MOST_LISTS;
            }
          });

  StatusListCheck(StatusLists statusLists, SignatureCheck signatures) {
    this.statusLists = statusLists;
    this.signatures = signatures;
  }

  Check of(ReadCredential credential, Instant now) {
    Check heaviest = null;
    for (StatusEntry entry : credential.status()) {
      Check one = of(credential.issuer(), entry, now);
      if (heaviest == null || BY_WEIGHT.compare(one, heaviest) > 0) heaviest = one;
    }
    return heaviest != null
        ? heaviest
        : check("status-list", INVALID, VerdictCode.STATUS_LIST_REFUSED, "a status entry", "none");
  }

  private Check of(Did issuer, StatusEntry entry, Instant now) {
    try {
      KnownList list = known(entry, statusLists.fetch(entry.list()));
      mustBeInOrder(list, issuer, entry, statusLists.judgedAt(now));
      return state(list, entry);
    } catch (Unreachable e) {
      return unsure(VerdictCode.STATUS_LIST_UNREACHABLE, "", e.getMessage());
    } catch (Refused refused) {
      return unsure(VerdictCode.STATUS_LIST_REFUSED, refused.expected, refused.actual);
    } catch (MalformedCredential | IllegalArgumentException e) {
      return unsure(VerdictCode.STATUS_LIST_REFUSED, "", e.getMessage());
    }
  }

  /**
   * Bitstring Status List 1.0 §3.2 and Token Status List draft 20 §8.3: who may say so, about which
   * address, by which key, and when. Length and value come afterwards, with the list unpacked.
   */
  private void mustBeInOrder(KnownList list, Did issuer, StatusEntry entry, Instant now) {
    ReadCredential said = list.read.credential();
    if (!said.issuer().equals(issuer)) {
      throw refused("a list of " + issuer, "of " + said.issuer());
    }
    if (!said.id().equals(entry.list().toString())) {
      throw refused(entry.list().toString(), said.id());
    }
    Check signed = signatures.of(said, key -> isSignedWith(list, key));
    if (signed.outcome() != VALID) throw refused("a signed status list", signed.code().name());
    Check current = PeriodCheck.of(said, now);
    if (current.outcome() != VALID) {
      throw refused("a status list in its period", current.code().name());
    }
    boolean endless = said.validUntil().isEmpty() && entry instanceof StatusEntry.Token;
    if (endless && now.isAfter(said.validFrom().plus(MOST_AGE_WITHOUT_END))) {
      throw refused("a status list of today, or with exp", "of " + said.validFrom());
    }
  }

  private static Check state(KnownList list, StatusEntry entry) {
    boolean suspended = false;
    boolean revoked = false;
    String actual;
    switch (entry) {
      case StatusEntry.Bit bit -> {
        boolean set = list.bits(bit.purpose()).get(bit.index());
        revoked = set && bit.purpose() == StatusPurpose.REVOCATION;
        suspended = set && bit.purpose() == StatusPurpose.SUSPENSION;
        actual = set ? "bit 1" : "bit 0";
      }
      case StatusEntry.Token token -> {
        int value = list.values().get(token.index());
        revoked = value == TokenStatusList.INVALID;
        suspended = value == TokenStatusList.SUSPENDED;
        if (value > TokenStatusList.SUSPENDED) {
          throw refused("a status of 0 to 2", String.valueOf(value)); // §7.1: not ours to guess
        }
        actual = "status " + value;
      }
    }
    String wanted = entry instanceof StatusEntry.Bit ? "bit 0" : "status 0";
    if (revoked) return check("status-list", INVALID, VerdictCode.REVOKED, wanted, actual);
    if (suspended) return check("status-list", INVALID, VerdictCode.SUSPENDED, wanted, actual);
    return check(
        "status-list",
        VALID,
        VerdictCode.NOT_REVOKED,
        "",
        list.read.credential().validFrom().toString());
  }

  private KnownList known(StatusEntry entry, String compact) {
    KnownList before = lists.get(entry.list());
    if (before != null && before.isOf(entry, compact)) return before;
    KnownList fresh = KnownList.read(entry, compact);
    lists.put(entry.list(), fresh);
    return fresh;
  }

  private boolean isSignedWith(KnownList list, PublishedKey key) {
    if (key.equals(list.signedWith)) return true;
    if (!signatures.verifies(list.read, key)) return false;
    list.signedWith = key;
    return true;
  }

  private static Check unsure(VerdictCode code, String expected, String actual) {
    return check("status-list", COULD_NOT_CHECK, code, expected, actual);
  }

  private static Refused refused(String expected, String actual) {
    return new Refused(VerdictCode.STATUS_LIST_REFUSED, expected, actual);
  }
}
