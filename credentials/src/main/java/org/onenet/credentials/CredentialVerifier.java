package org.onenet.credentials;

import static org.onenet.credentials.Verdict.Axis.INTEGRITY;
import static org.onenet.credentials.Verdict.Axis.ISSUER;
import static org.onenet.credentials.Verdict.Axis.STATUS;
import static org.onenet.credentials.Verdict.Outcome.COULD_NOT_CHECK;
import static org.onenet.credentials.Verdict.Outcome.INVALID;
import static org.onenet.credentials.Verdict.Outcome.NOT_RUN;
import static org.onenet.credentials.Verdict.Outcome.VALID;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import java.net.URI;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.onenet.credentials.CompactReader.Read;
import org.onenet.credentials.CompactReader.Refused;
import org.onenet.credentials.Verdict.Axis;
import org.onenet.credentials.Verdict.Check;
import org.onenet.credentials.Verdict.Outcome;

/**
 * Judges a credential: was it changed, is it in force, may its issuer issue it. What cannot be
 * reached reads "could not check"; it never reads "revoked", and never "valid".
 */
public final class CredentialVerifier {
  /** Clocks differ a little. */
  private static final Duration SKEW = Duration.ofSeconds(60);

  /** A credential is valid at once; its digest must be on chain within a day. */
  private static final Duration TIME_TO_REGISTER = Duration.ofHours(24);

  private static final int MOST_LISTS = 256;

  /** The reader has refused every other algorithm. */
  private static final JWSHeader HEADER = new JWSHeader(JWSAlgorithm.ES256);

  /** The checklist, in its order, before anything is run. */
  private static final Map<String, Axis> CHECKLIST = checklist();

  private final Registry registry;
  private final IssuerDocuments issuers;
  private final StatusLists statusLists;
  private final Clock clock;
  private final Map<Map<String, Object>, ECDSAVerifier> verifiers = new ConcurrentHashMap<>();
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

  public CredentialVerifier(
      Registry registry, IssuerDocuments issuers, StatusLists statusLists, Clock clock) {
    this.registry = registry;
    this.issuers = issuers;
    this.statusLists = statusLists;
    this.clock = clock;
  }

  private static Map<String, Axis> checklist() {
    Map<String, Axis> checks = new LinkedHashMap<>();
    checks.put("format", INTEGRITY);
    checks.put("signature", INTEGRITY);
    checks.put("period", STATUS);
    checks.put("registration", STATUS);
    checks.put("status-list", STATUS);
    checks.put("accreditation", ISSUER);
    return checks;
  }

  /** Runs every check that can be run. Never throws for what the text is or for what is away. */
  public Verdict verify(String compact) {
    Instant now = clock.instant();
    Read read;
    try {
      read = CompactReader.read(compact.strip());
    } catch (Refused refused) {
      return refusedAtOnce(refused, now);
    }
    ReadCredential credential = read.credential();
    List<Check> checks = new ArrayList<>();
    checks.add(check("format", VALID, VerdictCode.WELL_FORMED, "", ""));
    checks.add(signature(credential, key -> verifies(read, key)));
    checks.add(period(credential, now));
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
    checks.add(registration(credential, accreditation, now));
    checks.add(statusList(credential, now));
    checks.add(accredited);
    return new Verdict(List.copyOf(checks), now, Optional.of(credential));
  }

  private static Verdict refusedAtOnce(Refused refused, Instant now) {
    List<Check> checks = new ArrayList<>();
    CHECKLIST.forEach(
        (id, axis) ->
            checks.add(
                id.equals("format")
                    ? check(id, INVALID, refused.code, refused.expected, refused.actual)
                    : check(id, NOT_RUN, VerdictCode.NOT_RUN, "", "")));
    return new Verdict(List.copyOf(checks), now, Optional.empty());
  }

  private Check signature(ReadCredential credential, Predicate<PublishedKey> verifies) {
    PublishedKey key;
    boolean signed;
    try {
      Optional<PublishedKey> found = issuers.keyOf(credential.issuer(), fragment(credential));
      if (found.isEmpty()) {
        return check(
            "signature",
            INVALID,
            VerdictCode.KEY_UNKNOWN,
            "a key of " + credential.issuer(),
            credential.keyId());
      }
      key = found.get();
      signed = verifies.test(key);
    } catch (Unreachable e) {
      return check(
          "signature",
          COULD_NOT_CHECK,
          VerdictCode.ISSUER_DOCUMENT_UNREACHABLE,
          "",
          e.getMessage());
    } catch (MalformedCredential e) {
      return check(
          "signature", COULD_NOT_CHECK, VerdictCode.ISSUER_DOCUMENT_MALFORMED, "", e.getMessage());
    }
    if (!signed) {
      return check(
          "signature",
          INVALID,
          VerdictCode.SIGNATURE_INVALID,
          "a signature by " + credential.keyId(),
          "another");
    }
    Instant issued = credential.validFrom();
    boolean tooEarly = issued.isBefore(key.from().minus(SKEW));
    boolean tooLate = key.until().map(end -> issued.isAfter(end.plus(SKEW))).orElse(false);
    if (tooEarly || tooLate) {
      return check(
          "signature",
          INVALID,
          VerdictCode.KEY_NOT_VALID_THEN,
          "issued between "
              + key.from()
              + " and "
              + key.until().map(Instant::toString).orElse("now"),
          issued.toString());
    }
    return check("signature", VALID, VerdictCode.SIGNATURE_VALID, credential.keyId(), "");
  }

  private boolean verifies(Read read, PublishedKey key) {
    try {
      return verifiers
          .computeIfAbsent(key.jwk(), CredentialVerifier::verifier)
          .verify(HEADER, read.signed(), read.signature());
    } catch (JOSEException e) {
      return false;
    }
  }

  private static ECDSAVerifier verifier(Map<String, Object> jwk) {
    try {
      ECKey key = ECKey.parse(jwk);
      if (!Curve.P_256.equals(key.getCurve())) {
        throw new MalformedCredential("a key on the curve P-256 was expected");
      }
      ECDSAVerifier verifier = new ECDSAVerifier(CryptoProvider.own(key.toECPublicKey()));
      verifier.getJCAContext().setProvider(CryptoProvider.get());
      return verifier;
    } catch (ParseException | JOSEException e) {
      throw new MalformedCredential("publicKeyJwk is not a P-256 key");
    }
  }

  private static Check period(ReadCredential credential, Instant now) {
    if (credential.validFrom().isAfter(now.plus(SKEW))) {
      return check(
          "period",
          INVALID,
          VerdictCode.NOT_YET_VALID,
          "validFrom before " + now,
          credential.validFrom().toString());
    }
    if (credential.validUntil().map(end -> !now.isBefore(end)).orElse(false)) {
      return check(
          "period",
          INVALID,
          VerdictCode.EXPIRED,
          "validUntil after " + now,
          credential.validUntil().get().toString());
    }
    return check("period", VALID, VerdictCode.IN_PERIOD, "", "");
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

  private Check statusList(ReadCredential credential, Instant now) {
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
    Check signed = signature(said, key -> isSignedWith(list, key));
    if (signed.outcome() != VALID) {
      throw new Refused(
          VerdictCode.STATUS_LIST_REFUSED, "a signed status list", signed.code().name());
    }
    Check current = period(said, now);
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
    if (!verifies(list.read, key)) return false;
    list.signedWith = key;
    return true;
  }

  private static String fragment(ReadCredential credential) {
    return credential.keyId().substring(credential.keyId().indexOf('#') + 1);
  }

  private static Check check(
      String id, Outcome outcome, VerdictCode code, String expected, String actual) {
    return new Check(id, CHECKLIST.get(id), outcome, code, expected, String.valueOf(actual));
  }
}
