package org.onenet.services.issuance;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.onenet.credentials.BitstringStatusList;
import org.onenet.credentials.CredentialDraft;
import org.onenet.credentials.CredentialIssuer;
import org.onenet.credentials.Did;
import org.onenet.credentials.DidDocument;
import org.onenet.credentials.IssuerKeys;
import org.onenet.credentials.PublishedKey;
import org.onenet.credentials.SignedCredential;
import org.onenet.services.platform.Settings;

/** Where departments sign and publish: their DIDs, their keys, their status lists. */
@Singleton
public class IssuerDesk {
  /** How long a verifier may rely on a status list. */
  static final Duration LIST_LIFETIME = Duration.ofMinutes(15);

  /**
   * How long anyone may keep a list before asking again: so late is a revocation seen. A list half
   * its life old still outlives it. The list itself says no {@code ttl}, of which Bitstring Status
   * List 1.0 §2.2 assumes no default.
   */
  public static final Duration LIST_TTL = Duration.ofMinutes(1);

  private final URI publicUrl;
  private final IssuerKeys keys;
  private final CredentialIssuer issuer;
  private final Credentials credentials;
  private final Clock clock;

  /** What this node has signed: every other node may sign its own, of the same content. */
  private final Map<URI, KeptList> lists = new ConcurrentHashMap<>();

  /** A list as it was signed; the tag names these bytes and no others. */
  public record SignedList(String compact, String tag) {}

  private record KeptList(SignedList signed, BitSet revoked, Instant signedAt) {
    /** A bit once set stays: who has read fewer has read them earlier. */
    boolean tells(BitSet read, Instant now) {
      BitSet untold = (BitSet) read.clone();
      untold.andNot(revoked);
      return untold.isEmpty() && now.isBefore(signedAt.plus(LIST_LIFETIME.dividedBy(2)));
    }
  }

  @Inject
  public IssuerDesk(Settings settings, Credentials credentials, Clock clock) {
    this(
        settings.publicUrl(),
        IssuerKeys.open(
            settings.path("onenet.keys.file"),
            settings.text("onenet.keys.password").toCharArray(),
            clock),
        credentials,
        clock);
  }

  public IssuerDesk(URI publicUrl, IssuerKeys keys, Credentials credentials, Clock clock) {
    this.publicUrl = publicUrl;
    this.keys = keys;
    this.issuer = new CredentialIssuer(keys);
    this.credentials = credentials;
    this.clock = clock;
  }

  public Did did(String department) {
    return Did.web(publicUrl, "departments", department);
  }

  /** The department's keys, retired ones with their dates. */
  public DidDocument document(String department) {
    return new DidDocument(did(department), keys.publishedWithOneInUse(department));
  }

  /** A new signing key for the department; what the old one signed still verifies. */
  public PublishedKey rotate(String department) {
    PublishedKey key = keys.rotate(department);
    lists.keySet().removeIf(address -> address.getPath().contains("/" + department + "/"));
    return key;
  }

  /**
   * The status list as it is now, signed anew when its content has changed or half its life is
   * over; empty when there is none of that number.
   */
  public Optional<SignedList> statusList(String department, int number) {
    return credentials
        .revokedPlaces(department, number)
        .map(
            places -> {
              BitSet revoked = new BitSet();
              places.forEach(revoked::set);
              Instant now = clock.instant();
              return lists
                  .compute(
                      listAddress(department, number),
                      (address, kept) ->
                          kept != null && kept.tells(revoked, now)
                              ? kept
                              : sign(department, address, revoked, now))
                  .signed();
            });
  }

  private KeptList sign(String department, URI address, BitSet revoked, Instant now) {
    BitstringStatusList bits = BitstringStatusList.empty(BitstringStatusList.LEAST_ENTRIES);
    for (int place : revoked.stream().toArray()) bits = bits.with(place, true);
    SignedCredential signed =
        issuer.issueStatusList(department, did(department), address, bits, now, LIST_LIFETIME);
    return new KeptList(new SignedList(signed.compact(), signed.digest().hex()), revoked, now);
  }

  SignedCredential sign(String department, CredentialDraft draft) {
    return issuer.issue(department, did(department), draft);
  }

  URI listAddress(String department, int number) {
    return URI.create(publicUrl + "/status-lists/" + department + "/" + number);
  }

  URI schemaAddress(String credentialType) {
    return URI.create(publicUrl + "/schemas/" + credentialType + ".json");
  }
}
