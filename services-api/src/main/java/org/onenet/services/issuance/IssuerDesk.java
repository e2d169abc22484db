package org.onenet.services.issuance;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.onenet.credentials.BitstringStatusList;
import org.onenet.credentials.BundleContent;
import org.onenet.credentials.ChainRefused;
import org.onenet.credentials.ClientIdPrefix;
import org.onenet.credentials.CredentialDraft;
import org.onenet.credentials.CredentialIssuer;
import org.onenet.credentials.DecryptionKey;
import org.onenet.credentials.DemonstrationAuthority;
import org.onenet.credentials.Did;
import org.onenet.credentials.DidDocument;
import org.onenet.credentials.IssuerKeys;
import org.onenet.credentials.IssuerMetadata;
import org.onenet.credentials.KeyStoreKeys;
import org.onenet.credentials.PublishedKey;
import org.onenet.credentials.RequestObject;
import org.onenet.credentials.SdJwtVcDraft;
import org.onenet.credentials.SignedCredential;
import org.onenet.credentials.StatementKind;
import org.onenet.credentials.StatusEntry;
import org.onenet.credentials.StatusPurpose;
import org.onenet.credentials.TimeStampAuthority;
import org.onenet.credentials.TokenStatusList;
import org.onenet.services.issuance.StatusPlaces.ListId;
import org.onenet.services.issuance.StatusPlaces.States;
import org.onenet.services.platform.Settings;

/** Where departments sign: their DIDs, their keys, their credentials and status lists. */
@Singleton
public class IssuerDesk {
  /** No department's name has a dot. */
  private static final String CITY = "the.city";

  private static final String VERIFIER = "verifier.";

  /** What a department tells another, it signs by a key that signs no certificates. */
  private static final String PARTY = "exchange.";

  /** Of a place in a Token Status List: enough for the three states. */
  private static final int BITS = 2;

  private final URI publicUrl;
  private final IssuerKeys keys;
  private final CredentialIssuer issuer;

  @Inject
  public IssuerDesk(Settings settings, Clock clock) {
    this(
        settings.publicUrl(),
        IssuerKeys.open(
            settings.path("onenet.keys.file"),
            settings.text("onenet.keys.password").toCharArray(),
            clock,
            authority(settings),
            KeyStoreKeys.of(
                settings.text("onenet.keys.provider", "file"),
                settings.text("onenet.keys.pin", "").toCharArray())),
        settings.optional("onenet.timestamp.url").map(URI::create).map(TimeStampAuthority::new));
  }

  /** In earnest, keys are certified by an authority that others trust, or not at all. */
  private static Optional<DemonstrationAuthority> authority(Settings settings) {
    URI base = settings.publicUrl();
    return settings.flag("onenet.demo")
        ? Optional.of(
            new DemonstrationAuthority(
                settings.cityName().en(), name -> name.equals(CITY) ? base : url(base, name)))
        : Optional.empty();
  }

  /** What a key's owner is known by. */
  private static URI url(URI base, String name) {
    if (name.startsWith(VERIFIER)) {
      return Did.web(base, "verifiers", name.substring(VERIFIER.length())).url();
    }
    return name.startsWith(PARTY)
        ? Did.web(base, "exchange", name.substring(PARTY.length())).url()
        : Did.web(base, "departments", name).url();
  }

  /** The certificate of the demonstration's authority, DER. */
  public Optional<byte[]> authority() {
    return keys.authority();
  }

  public IssuerDesk(URI publicUrl, IssuerKeys keys) {
    this(publicUrl, keys, Optional.empty());
  }

  private IssuerDesk(URI publicUrl, IssuerKeys keys, Optional<TimeStampAuthority> timeStamps) {
    this.publicUrl = publicUrl;
    this.keys = keys;
    this.issuer = new CredentialIssuer(keys, timeStamps);
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
    return keys.rotate(department);
  }

  /** A request to a certificate authority for the department's key in use, PKCS#10 in PEM. */
  public String certificationRequest(String department, String organisation) {
    return issuer.certificationRequest(department, did(department), organisation);
  }

  /**
   * Puts an authority's chain beside the department's key in use.
   *
   * @throws ChainRefused when it is no chain for this key, saying what was expected
   */
  public PublishedKey certify(String department, String pem) {
    return keys.certify(department, pem);
  }

  /** The DID URL of the key that signs for the department now. */
  String keyId(String department) {
    return issuer.keyId(department, did(department));
  }

  SignedCredential sign(ListId id, ListForm form, States states, Instant at) {
    String department = id.department();
    URI address = form.address(publicUrl, department, id.number());
    return switch (form) {
      case TOKEN ->
          issuer.issueTokenStatusList(
              department,
              did(department),
              address,
              TokenStatusList.of(BITS, states.size(), place -> validity(states, place).number()),
              at,
              StatusListDesk.LIFETIME,
              StatusListDesk.TTL);
      case REVOCATION ->
          bits(department, address, StatusPurpose.REVOCATION, states.size(), states.revoked(), at);
      case SUSPENSION ->
          bits(
              department, address, StatusPurpose.SUSPENSION, states.size(), states.suspended(), at);
    };
  }

  private static Validity validity(States states, int place) {
    if (states.revoked().get(place)) return Validity.REVOKED;
    return states.suspended().get(place) ? Validity.SUSPENDED : Validity.VALID;
  }

  private SignedCredential bits(
      String department, URI address, StatusPurpose purpose, int size, BitSet set, Instant at) {
    return issuer.issueStatusList(
        department,
        did(department),
        address,
        purpose,
        BitstringStatusList.of(size, set),
        at,
        StatusListDesk.LIFETIME);
  }

  SignedCredential sign(String department, CredentialDraft draft) {
    return issuer.issue(department, did(department), draft);
  }

  /** A printed certificate. */
  byte[] signPdf(String department, byte[] pdf, Instant at) {
    return issuer.signPdf(department, did(department), pdf, at);
  }

  /** A copy for a wallet. */
  SignedCredential sign(String department, SdJwtVcDraft draft) {
    return issuer.issueSdJwtVc(department, did(department), draft);
  }

  /** The city's key that wallets encrypt their requests to. */
  public DecryptionKey decryptionKey() {
    return keys.decryptionKey();
  }

  /** The city's own key signs what it says of itself, and no credential. */
  public String signMetadata(Map<String, Object> metadata, Instant at) {
    return issuer.signIssuerMetadata(CITY, Did.web(publicUrl), metadata, at);
  }

  /** The city's own key signs what a verifier without a network needs. */
  public SignedCredential signTrustBundle(BundleContent content, Instant at, Duration lifetime) {
    return issuer.signTrustBundle(CITY, Did.web(publicUrl), content, at, lifetime);
  }

  /**
   * As whom a wallet is asked: each registered verifier has a key and a DID of its own, so that a
   * wallet can tell them apart.
   *
   * @param verifier empty for the city itself
   * @return empty when that takes a certificate and there is none
   */
  public Optional<String> clientId(Optional<String> verifier, ClientIdPrefix prefix) {
    return issuer.clientId(keyOf(verifier), didOf(verifier), prefix);
  }

  /** A request as a wallet fetches it, a signed JWT. */
  public String signRequest(
      Optional<String> verifier,
      ClientIdPrefix prefix,
      RequestObject request,
      Instant at,
      Duration lifetime) {
    return issuer.signRequest(keyOf(verifier), didOf(verifier), prefix, request, at, lifetime);
  }

  /** A new key for a registered verifier; a wallet that was asked by the old one finds it ended. */
  public PublishedKey rotateVerifier(String verifier) {
    return keys.rotate(VERIFIER + verifier);
  }

  /** The keys by which a registered verifier asks. */
  public DidDocument verifierDocument(String verifier) {
    return new DidDocument(
        didOf(Optional.of(verifier)), keys.publishedWithOneInUse(VERIFIER + verifier));
  }

  /** As whom a department of this city exchanges data. */
  public Did partyDid(String department) {
    return Did.web(publicUrl, "exchange", department);
  }

  /** The keys by which it does. */
  public DidDocument partyDocument(String department) {
    return new DidDocument(partyDid(department), keys.publishedWithOneInUse(PARTY + department));
  }

  /** A new key for a department as a party; what the old one signed is believed on. */
  public PublishedKey rotateParty(String department) {
    return keys.rotate(PARTY + department);
  }

  /**
   * What a department says in an exchange, signed.
   *
   * @param claims without {@code iss}, {@code iat} and {@code exp}
   * @param lifetime empty for what stays true
   */
  public String signAsParty(
      String department,
      StatementKind kind,
      Map<String, Object> claims,
      Instant at,
      Optional<Duration> lifetime) {
    return issuer.signStatement(
        PARTY + department, partyDid(department), kind, claims, at, lifetime);
  }

  private static String keyOf(Optional<String> verifier) {
    return verifier.map(VERIFIER::concat).orElse(CITY);
  }

  private Did didOf(Optional<String> verifier) {
    return verifier
        .map(id -> Did.web(publicUrl, "verifiers", id))
        .orElseGet(() -> Did.web(publicUrl));
  }

  /** The city's own DID document. */
  public DidDocument cityDocument() {
    return new DidDocument(Did.web(publicUrl), keys.publishedWithOneInUse(CITY));
  }

  /** The department's keys for those who know SD-JWT VC and no DIDs. */
  public IssuerMetadata metadata(String department) {
    return new IssuerMetadata(did(department), keys.publishedWithOneInUse(department));
  }

  /** What a credential says of its place: an entry for each purpose, with the same index. */
  List<StatusEntry.Bit> statusEntries(String department, Credentials.Place place) {
    return List.of(
        new StatusEntry.Bit(
            StatusPurpose.REVOCATION,
            ListForm.REVOCATION.address(publicUrl, department, place.number()),
            place.index()),
        new StatusEntry.Bit(
            StatusPurpose.SUSPENSION,
            ListForm.SUSPENSION.address(publicUrl, department, place.number()),
            place.index()));
  }

  /** The same place for credentials that know Token Status Lists. */
  StatusEntry.Token tokenStatusEntry(String department, Credentials.Place place) {
    return new StatusEntry.Token(
        ListForm.TOKEN.address(publicUrl, department, place.number()), place.index());
  }

  /** Where this city's credentials are issued: the base of every id and address. */
  public URI publicUrl() {
    return publicUrl;
  }

  URI schemaAddress(String credentialType) {
    return URI.create(publicUrl + "/schemas/" + credentialType + ".json");
  }
}
