package org.onenet.services.verification;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.onenet.credentials.CredentialVerifier;
import org.onenet.credentials.Did;
import org.onenet.credentials.IssuerDocuments;
import org.onenet.credentials.PdfCertificate;
import org.onenet.credentials.PrintedText;
import org.onenet.credentials.Registry;
import org.onenet.credentials.Shown;
import org.onenet.credentials.StatusLists;
import org.onenet.credentials.TimedCache;
import org.onenet.credentials.Unreachable;
import org.onenet.credentials.Verdict;
import org.onenet.credentials.WebDocuments;
import org.onenet.services.catalogue.Department;
import org.onenet.services.issuance.FindReceipts;
import org.onenet.services.issuance.IssuerDesk;
import org.onenet.services.issuance.StatusListDesk;
import org.onenet.services.platform.Settings;

/**
 * Judges a certificate as any verifier would; only what this city itself publishes is looked up
 * here instead of being fetched over the network from ourselves, its receipts among them.
 */
@Singleton
public class VerifyCredential {
  private static final Duration KEEP_DOCUMENTS = Duration.ofSeconds(60);
  private static final int MOST_LISTS = 1_000;

  private final IssuerDesk desk;
  private final Registry registry;
  private final StatusLists ownLists;
  private final WebDocuments web;
  private final StatusListDesk published;
  private final Clock clock;
  private final CredentialVerifier verifier;

  @Inject
  public VerifyCredential(
      Registry registry,
      FindReceipts receipts,
      IssuerDesk desk,
      StatusListDesk published,
      Settings settings,
      Clock clock) {
    this(
        registry,
        receipts,
        desk,
        published,
        Duration.ofSeconds(settings.number("onenet.verify.cache-seconds", 2)),
        clock);
  }

  /**
   * @param keep how long the registry's answers and this city's own lists are used again
   */
  public VerifyCredential(
      Registry registry,
      FindReceipts receipts,
      IssuerDesk desk,
      StatusListDesk published,
      Duration keep,
      Clock clock) {
    this.desk = desk;
    this.published = published;
    this.clock = clock;
    String host = desk.publicUrl().getHost();
    boolean loopback = host.equals("localhost") || host.equals("127.0.0.1");
    this.web = new WebDocuments(loopback, KEEP_DOCUMENTS, clock);
    this.registry = new CachedRegistry(new OwnReceipts(registry, receipts), keep, clock);
    TimedCache<URI, String> kept = new TimedCache<>(MOST_LISTS, keep, clock);
    this.ownLists = address -> kept.get(address, asked -> ownList(published, asked));
    this.verifier = verifier(web, web);
  }

  private CredentialVerifier verifier(IssuerDocuments others, StatusLists othersLists) {
    return new CredentialVerifier(
        registry,
        (issuer, fragment) ->
            own(issuer)
                .map(department -> desk.document(department).key(fragment))
                .orElseGet(() -> others.keyOf(issuer, fragment)),
        address -> published.isOwn(address) ? ownLists.fetch(address) : othersLists.fetch(address),
        clock);
  }

  /** The verdict on a compact JWS; never fails for what the text is or for what is away. */
  public Verdict verify(String compact) {
    return verifier.verify(compact);
  }

  /** The same with what was shown beside it, and what its holder was asked to sign. */
  public Verdict verify(Shown shown) {
    return verifier.verify(shown.text(), shown.receipt(), shown.binding());
  }

  /** The same of a printed certificate, its page included. */
  Verdict verify(PdfCertificate pdf, PrintedText printed) {
    return verifier.verify(pdf, printed);
  }

  /**
   * The verdict on each, in their order. One that cannot be read, or whose issuer is away, takes
   * nothing from the others; all together they wait for other issuers' servers only so long.
   */
  public List<Verdict> verify(List<Shown> shown) {
    ShortPatience patience = new ShortPatience(web, web);
    return verifier(patience, patience).verify(shown);
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
