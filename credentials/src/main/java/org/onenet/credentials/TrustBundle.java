package org.onenet.credentials;

import com.nimbusds.jose.JOSEException;
import java.net.URI;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.onenet.credentials.BundleContent.Batch;
import org.onenet.credentials.BundleContent.Group;
import org.onenet.credentials.BundleContent.Issuer;
import org.onenet.credentials.BundleContent.Type;
import org.onenet.credentials.CompactReader.Refused;

/**
 * Everything a verifier asks, signed by the city in one text: with it {@link CredentialVerifier}
 * reaches its verdict without a network.
 *
 * <pre>
 * {"typ":"onenet-trust-bundle+jwt","alg":"ES256","kid":"did:web:lanting.example#2026-1"}
 * {"iss":"did:web:lanting.example","iat":1795424400,"exp":1795510800,
 *  "chain":{"id":31337,"contract":"0x…","block":4711},
 *  "issuers":[{"document":{…the DID document, see {@link DidDocument}…},
 *    "types":[{"type":"ResidenceCertificate","account":"0x…","from":1735689600,
 *              "keys":[{"thumbprint":"…","required":false,"windows":[],"stolenSince":1795000000}]},
 *             {"type":"SoleTraderLicence"}]}],
 *  "statusLists":{"https://lanting.example/status-lists/psb/1":"eyJ…"},
 *  "registered":[{"account":"0x…","state":"in-force","reason":0,"digests":"…"}],
 *  "batches":[{"account":"0x…","root":"64 hex","leafCount":7,"anchoredAt":1795424400}],
 *  "leaves":[{"account":"0x…","state":"revoked","reason":4,"digests":"…"}]}
 * </pre>
 *
 * <p>A type without an account is one for which the chain knows no accreditation; what is not in
 * the bundle was not asked, and reads "could not check". {@code digests} are {@link
 * DigestPrefixes}: with what chance one is taken for another is told there. Status lists live for
 * minutes, the bundle for a day: they are judged as of {@code iat}, at which they held.
 *
 * <p>Before {@code iat} and after {@code exp} it answers nothing: all reads "could not check".
 */
public final class TrustBundle implements Registry, IssuerDocuments, StatusLists {
  /** Some 1.7 million digests. */
  private static final int MOST_CHARACTERS = 32 << 20;

  /** Nobody's word is good for longer, whatever it says. */
  private static final Duration MOST_LIFETIME = Duration.ofDays(7);

  private final BundleContent content;
  private final Instant asOf;
  private final Instant until;
  private final Clock clock;
  private final Map<Did, Issuer> issuers = new HashMap<>();

  private TrustBundle(BundleContent content, Instant asOf, Instant until, Clock clock) {
    this.content = content;
    this.asOf = asOf;
    this.until = until;
    this.clock = clock;
    content.issuers().forEach(issuer -> issuers.put(issuer.did(), issuer));
  }

  /**
   * Reads a bundle and sees who signed it. One that has ended is read too, and answers nothing.
   *
   * @param pinned the city's keys, known beforehand: {@link TrustAnchor}
   * @param clock tells when it ends
   * @throws BundleRefused when it is none, or not signed by a pinned key
   */
  public static TrustBundle read(String compact, IssuerDocuments pinned, Clock clock) {
    try {
      CompactJws jws = CompactJws.read(compact.strip(), JwsKind.TRUST_BUNDLE, MOST_CHARACTERS);
      Map<String, Object> claims = jws.payload();
      Did city = new Did(Claims.text(claims, "iss"));
      CompactReader.mustBeOf(city, jws.header().keyId());
      Instant asOf = Claims.seconds(claims, "iat");
      Instant until = Claims.seconds(claims, "exp");
      mustBeSignedBy(city, jws, pinned, asOf);
      if (!until.isAfter(asOf) || until.isAfter(asOf.plus(MOST_LIFETIME))) {
        throw new BundleRefused(
            "exp: expected within " + MOST_LIFETIME.toDays() + " days of iat, got " + until);
      }
      return new TrustBundle(BundleJson.read(claims), asOf, until, clock);
    } catch (Refused | MalformedCredential | IllegalArgumentException e) {
      throw new BundleRefused("this is no trust bundle: " + e.getMessage());
    } catch (DateTimeException | ArithmeticException e) {
      throw new BundleRefused("this is no trust bundle: it has a number out of range");
    }
  }

  private static void mustBeSignedBy(
      Did city, CompactJws jws, IssuerDocuments pinned, Instant asOf) {
    String keyId = jws.header().keyId();
    try {
      PublishedKey key =
          pinned
              .keyOf(city, keyId.substring(keyId.indexOf('#') + 1))
              .orElseThrow(() -> new BundleRefused("its key " + keyId + " is not a trusted one"));
      if (!SignatureCheck.verifier(key.jwk())
          .verify(SignatureCheck.HEADER, jws.signed(), jws.signature())) {
        throw new BundleRefused("it is not signed by the trusted key " + keyId);
      }
      boolean tooEarly = asOf.isBefore(key.from().minus(Checklist.SKEW));
      if (tooEarly
          || key.until().filter(end -> asOf.isAfter(end.plus(Checklist.SKEW))).isPresent()) {
        throw new BundleRefused("its key " + keyId + " did not sign at " + asOf);
      }
    } catch (Unreachable e) {
      throw new BundleRefused("its key " + keyId + " is not a trusted one: " + e.getMessage());
    } catch (JOSEException e) {
      throw new BundleRefused("it is not signed by the trusted key " + keyId);
    }
  }

  /** A verifier that asks this bundle and nobody else. */
  public CredentialVerifier verifier() {
    return new CredentialVerifier(this, this, this, clock);
  }

  /** When all this was so. */
  public Instant asOf() {
    return asOf;
  }

  /** First instant at which it answers nothing more. */
  public Instant until() {
    return until;
  }

  public BundleContent content() {
    return content;
  }

  /** Whether it answers now. */
  public boolean isCurrent() {
    return whyNotCurrent().isEmpty();
  }

  private Optional<String> whyNotCurrent() {
    Instant now = clock.instant();
    if (!now.isBefore(until)) return Optional.of("the trust bundle ended at " + until);
    if (now.isBefore(asOf.minus(Checklist.SKEW))) {
      return Optional.of("the trust bundle is of " + asOf + ", which is yet to come");
    }
    return Optional.empty();
  }

  /**
   * In its state as of {@link #asOf}, which also stands for the times of its registration and last
   * change: these are not in the bundle, and are no later. Of a digest in a batch only what took it
   * out of force is told here; that it is in force takes its receipt.
   */
  @Override
  public RegistryEntry entry(Digest digest) {
    mustAnswer();
    return heaviest(Stream.concat(content.registered().stream(), content.leaves().stream()), digest)
        .<RegistryEntry>map(group -> registered(group.account(), asOf, group))
        .orElse(new RegistryEntry.Absent());
  }

  @Override
  public RegistryEntry entry(RegistrationReceipt receipt) {
    mustAnswer();
    return content.batches().stream()
        .filter(batch -> isOf(receipt, batch))
        .findFirst()
        .<RegistryEntry>map(
            batch -> {
              Stream<Group> own =
                  Stream.concat(content.leaves().stream(), content.registered().stream())
                      .filter(group -> group.account().equals(batch.account()));
              return heaviest(own, receipt.digest())
                  .map(group -> registered(batch.account(), batch.anchoredAt(), group))
                  .orElse(
                      new RegistryEntry.Registered(
                          batch.account(),
                          batch.anchoredAt(),
                          RegistryEntry.State.IN_FORCE,
                          0,
                          batch.anchoredAt()));
            })
        .orElse(new RegistryEntry.Absent());
  }

  @Override
  public boolean registersInBatches(String account) {
    mustAnswer();
    return content.batches().stream().anyMatch(batch -> batch.account().equals(account));
  }

  private boolean isOf(RegistrationReceipt receipt, Batch batch) {
    return receipt.chainId() == content.chain().id()
        && receipt.contract().equals(content.chain().contract())
        && receipt.account().equals(batch.account())
        && receipt.root().equals(batch.root())
        && receipt.leafCount() == batch.leafCount()
        && receipt.leadsTo(batch.root());
  }

  private static Optional<Group> heaviest(Stream<Group> groups, Digest digest) {
    return groups
        .filter(group -> group.digests().contains(digest))
        .max(java.util.Comparator.comparing(Group::state));
  }

  private RegistryEntry.Registered registered(String account, Instant since, Group group) {
    return new RegistryEntry.Registered(account, since, group.state(), group.reasonCode(), asOf);
  }

  @Override
  public KeyAccreditation key(Did issuer, String credentialType, String thumbprint) {
    KeyAccreditation known = type(issuer, credentialType).keys().get(thumbprint);
    if (known == null) throw untold("the key " + thumbprint + " of " + issuer);
    return known;
  }

  @Override
  public Optional<Accreditation> accreditation(Did issuer, String credentialType) {
    return type(issuer, credentialType).accreditation();
  }

  private Type type(Did issuer, String credentialType) {
    mustAnswer();
    List<Type> types = issuers.containsKey(issuer) ? issuers.get(issuer).types() : List.of();
    return types.stream()
        .filter(type -> type.name().equals(credentialType))
        .findFirst()
        .orElseThrow(() -> untold(credentialType + " of " + issuer));
  }

  private void mustAnswer() {
    whyNotCurrent()
        .ifPresent(
            why -> {
              throw new RegistryUnreachable(why, null);
            });
  }

  private RegistryUnreachable untold(String what) {
    return new RegistryUnreachable(
        "the trust bundle of " + asOf + " does not tell of " + what, null);
  }

  /** A key that is not there may be newer than the bundle: it is not called unknown. */
  @Override
  public Optional<PublishedKey> keyOf(Did issuer, String fragment) {
    mustReach();
    Optional<PublishedKey> key =
        Optional.ofNullable(issuers.get(issuer)).flatMap(known -> known.document().key(fragment));
    if (key.isPresent()) return key;
    throw new Unreachable(
        "the trust bundle of " + asOf + " has no key " + issuer + "#" + fragment, null);
  }

  @Override
  public String fetch(URI address) {
    mustReach();
    String list = content.statusLists().get(address);
    if (list == null) {
      throw new Unreachable("the trust bundle of " + asOf + " has no list " + address, null);
    }
    return list;
  }

  @Override
  public Instant judgedAt(Instant now) {
    return asOf;
  }

  private void mustReach() {
    whyNotCurrent()
        .ifPresent(
            why -> {
              throw new Unreachable(why, null);
            });
  }
}
