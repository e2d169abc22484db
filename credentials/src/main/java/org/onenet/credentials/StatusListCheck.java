package org.onenet.credentials;

import static org.onenet.credentials.Checklist.check;
import static org.onenet.credentials.Verdict.Outcome.COULD_NOT_CHECK;
import static org.onenet.credentials.Verdict.Outcome.INVALID;
import static org.onenet.credentials.Verdict.Outcome.VALID;

import java.net.URI;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.onenet.credentials.CompactReader.Read;
import org.onenet.credentials.CompactReader.Refused;
import org.onenet.credentials.Verdict.Check;

/** What the issuer's status list says of a credential, the list itself being judged first. */
final class StatusListCheck {
  private static final int MOST_LISTS = 256;

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

  /**
   * A status list that was read before, by its text to the letter, and the key that it was found
   * signed with: what does not change is not worked out for each credential.
   */
  private static final class KnownList {
    final String compact;
    final Read read;
    private volatile BitstringStatusList bits;
    private volatile PublishedKey signedWith;

    KnownList(String compact, Read read) {
      this.compact = compact;
      this.read = read;
    }

    BitstringStatusList bits() {
      if (bits == null) {
        bits =
            BitstringStatusList.decode(
                String.valueOf(read.credential().subject().get("encodedList")));
      }
      return bits;
    }
  }

  StatusListCheck(StatusLists statusLists, SignatureCheck signatures) {
    this.statusLists = statusLists;
    this.signatures = signatures;
  }

  Check of(ReadCredential credential, Instant now) {
    if (credential.status().isEmpty()) {
      return check(
          "status-list", INVALID, VerdictCode.STATUS_LIST_REFUSED, "a credentialStatus", "none");
    }
    CredentialDraft.StatusPlace place = credential.status().get();
    String compact;
    try {
      compact = statusLists.fetch(place.list());
    } catch (Unreachable e) {
      return check(
          "status-list", COULD_NOT_CHECK, VerdictCode.STATUS_LIST_UNREACHABLE, "", e.getMessage());
    }
    try {
      return bit(credential, place, compact, now);
    } catch (Refused refused) {
      return check(
          "status-list",
          COULD_NOT_CHECK,
          VerdictCode.STATUS_LIST_REFUSED,
          refused.expected,
          refused.actual);
    } catch (MalformedCredential | IllegalArgumentException e) {
      return check(
          "status-list", COULD_NOT_CHECK, VerdictCode.STATUS_LIST_REFUSED, "", e.getMessage());
    }
  }

  /** Bitstring Status List 1.0 §3.2: its own signature, purpose, age and length, then the bit. */
  private Check bit(
      ReadCredential credential, CredentialDraft.StatusPlace place, String compact, Instant now) {
    KnownList list = known(place.list(), compact);
    ReadCredential said = list.read.credential();
    if (!said.issuer().equals(credential.issuer())) {
      throw new Refused(
          VerdictCode.STATUS_LIST_REFUSED,
          "a list of " + credential.issuer(),
          "of " + said.issuer());
    }
    if (!said.id().equals(place.list().toString())) {
      throw new Refused(VerdictCode.STATUS_LIST_REFUSED, place.list().toString(), said.id());
    }
    Check signed = signatures.of(said, key -> isSignedWith(list, key));
    if (signed.outcome() != VALID) {
      throw new Refused(
          VerdictCode.STATUS_LIST_REFUSED, "a signed status list", signed.code().name());
    }
    Check current = PeriodCheck.of(said, now);
    if (current.outcome() != VALID) {
      throw new Refused(
          VerdictCode.STATUS_LIST_REFUSED, "a status list in its period", current.code().name());
    }
    if (!VcTerms.STATUS_LIST.equals(said.subject().get("type"))
        || !VcTerms.REVOCATION.equals(said.subject().get("statusPurpose"))) {
      throw new Refused(
          VerdictCode.STATUS_LIST_REFUSED,
          "a BitstringStatusList for revocation",
          said.subject().get("type") + " for " + said.subject().get("statusPurpose"));
    }
    return list.bits().get(place.index())
        ? check("status-list", INVALID, VerdictCode.REVOKED, "bit 0", "bit 1")
        : check("status-list", VALID, VerdictCode.NOT_REVOKED, "", said.validFrom().toString());
  }

  private KnownList known(URI address, String compact) {
    KnownList before = lists.get(address);
    if (before != null && before.compact.equals(compact)) return before;
    KnownList fresh = new KnownList(compact, CompactReader.readStatusList(compact));
    lists.put(address, fresh);
    return fresh;
  }

  private boolean isSignedWith(KnownList list, PublishedKey key) {
    if (key.equals(list.signedWith)) return true;
    if (!signatures.verifies(list.read, key)) return false;
    list.signedWith = key;
    return true;
  }
}
