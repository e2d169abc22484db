package org.onenet.services.issuance;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
  private static final Duration LIST_LIFETIME = Duration.ofMinutes(15);

  private final URI publicUrl;
  private final IssuerKeys keys;
  private final CredentialIssuer issuer;
  private final Credentials credentials;
  private final Clock clock;

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
    return keys.rotate(department);
  }

  /** The status list as it is now, signed; empty when there is none of that number. */
  public Optional<String> statusList(String department, int number) {
    return credentials
        .revokedPlaces(department, number)
        .map(
            revoked -> {
              BitstringStatusList bits = withSet(revoked);
              URI address = listAddress(department, number);
              return issuer
                  .issueStatusList(
                      department, did(department), address, bits, clock.instant(), LIST_LIFETIME)
                  .compact();
            });
  }

  private static BitstringStatusList withSet(List<Integer> places) {
    BitstringStatusList bits = BitstringStatusList.empty(BitstringStatusList.LEAST_ENTRIES);
    for (int place : places) bits = bits.with(place, true);
    return bits;
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
