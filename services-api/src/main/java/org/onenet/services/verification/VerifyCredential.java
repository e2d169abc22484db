package org.onenet.services.verification;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.onenet.credentials.CredentialVerifier;
import org.onenet.credentials.Did;
import org.onenet.credentials.IssuerDocuments;
import org.onenet.credentials.Registry;
import org.onenet.credentials.StatusLists;
import org.onenet.credentials.TimedCache;
import org.onenet.credentials.Unreachable;
import org.onenet.credentials.Verdict;
import org.onenet.credentials.WebDocuments;
import org.onenet.services.catalogue.Department;
import org.onenet.services.issuance.IssuerDesk;
import org.onenet.services.issuance.StatusListDesk;
import org.onenet.services.platform.Settings;

/**
 * Judges a certificate as any verifier would; only what this city itself publishes is looked up
 * here instead of being fetched over the network from ourselves.
 */
@Singleton
public class VerifyCredential {
  private static final Duration KEEP_DOCUMENTS = Duration.ofSeconds(60);
  private static final int MOST_LISTS = 1_000;

  private final CredentialVerifier verifier;
  private final IssuerDesk desk;

  @Inject
  public VerifyCredential(
      Registry registry,
      IssuerDesk desk,
      StatusListDesk published,
      Settings settings,
      Clock clock) {
    this.desk = desk;
    String host = settings.publicUrl().getHost();
    boolean loopback = host.equals("localhost") || host.equals("127.0.0.1");
    WebDocuments web = new WebDocuments(loopback, KEEP_DOCUMENTS, clock);
    Duration keep = Duration.ofSeconds(settings.number("onenet.verify.cache-seconds", 2));
    IssuerDocuments documents =
        (issuer, fragment) ->
            own(issuer)
                .map(department -> desk.document(department).key(fragment))
                .orElseGet(() -> web.keyOf(issuer, fragment));
    TimedCache<URI, String> ownLists = new TimedCache<>(MOST_LISTS, keep, clock);
    StatusLists lists =
        address ->
            published.isOwn(address)
                ? ownLists.get(address, asked -> ownList(published, asked))
                : web.fetch(address);
    this.verifier =
        new CredentialVerifier(new CachedRegistry(registry, keep, clock), documents, lists, clock);
  }

  /** The verdict on a compact JWS; never fails for what the text is or for what is away. */
  public Verdict verify(String compact) {
    return verifier.verify(compact);
  }

  private static String ownList(StatusListDesk published, URI address) {
    return published
        .at(address)
        .orElseThrow(() -> new Unreachable(address + " does not exist", null))
        .compact();
  }

  private Optional<String> own(Did issuer) {
    return Department.all().stream()
        .map(Department::id)
        .filter(id -> desk.did(id).equals(issuer))
        .findFirst();
  }
}
