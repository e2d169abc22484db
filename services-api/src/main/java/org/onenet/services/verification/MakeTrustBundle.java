package org.onenet.services.verification;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.onenet.contracts.ChainUnreachable;
import org.onenet.credentials.BundleContent;
import org.onenet.credentials.Registry;
import org.onenet.credentials.RegistryUnreachable;
import org.onenet.credentials.SignedCredential;
import org.onenet.services.catalogue.Catalogue;
import org.onenet.services.catalogue.ServiceDefinition;
import org.onenet.services.catalogue.ServiceDefinition.Output;
import org.onenet.services.issuance.ChainDesk;
import org.onenet.services.issuance.FindReceipts;
import org.onenet.services.issuance.IssuerDesk;
import org.onenet.services.issuance.Registrations;
import org.onenet.services.issuance.StatusListDesk;
import org.onenet.services.platform.Settings;

/**
 * Gathers and signs the city's trust bundle when it is asked for, at most once a minute on a node.
 * When the registry is away there is none: what it did not say is not said for it.
 *
 * <p>Decision: {@code decisions/2026-11-26-trust-bundle.md}.
 */
@Singleton
public class MakeTrustBundle {
  /** How long a bundle is given out before another is made. */
  public static final Duration KEEP = Duration.ofMinutes(1);

  /** How long a verifier may rely on it, unless {@code onenet.trust-bundle.hours} says so. */
  private static final int HOURS = 24;

  /** Those who ask meanwhile do not wait for the same node again. */
  private static final Duration AWAY_FOR = Duration.ofSeconds(5);

  private static final Logger LOG = Logger.getLogger(MakeTrustBundle.class.getName());

  private final GatherTrust gather;
  private final IssuerDesk desk;
  private final Duration lifetime;
  private final Clock clock;
  private Made last;
  private Instant awayUntil = Instant.MIN;

  /** The bundle, or why there is none. */
  public sealed interface Result {
    record RegistryAway() implements Result {}
  }

  /**
   * A bundle.
   *
   * @param tag names these bytes and no others
   */
  public record Made(String compact, String tag, Instant at) implements Result {}

  @Inject
  public MakeTrustBundle(
      Registry registry,
      ChainDesk chain,
      IssuerDesk desk,
      StatusListDesk lists,
      Registrations registrations,
      FindReceipts receipts,
      Catalogue catalogue,
      Settings settings,
      Clock clock) {
    this(
        registry,
        chain::registryNow,
        desk,
        lists,
        registrations,
        receipts,
        chain::batch,
        catalogue,
        Duration.ofHours(settings.number("onenet.trust-bundle.hours", HOURS)),
        clock);
  }

  /**
   * @param chain which registry it is, and its height now
   * @param batch a department's batch by its root, as the registry has it
   * @param lifetime how long verifiers may rely on a bundle
   */
  public MakeTrustBundle(
      Registry registry,
      Supplier<BundleContent.Chain> chain,
      IssuerDesk desk,
      StatusListDesk lists,
      Registrations registrations,
      FindReceipts receipts,
      BiFunction<String, String, Optional<BundleContent.Batch>> batch,
      Catalogue catalogue,
      Duration lifetime,
      Clock clock) {
    this.gather =
        new GatherTrust(
            registry, chain, desk, lists, registrations, receipts, batch, () -> types(catalogue));
    this.desk = desk;
    this.lifetime = lifetime;
    this.clock = clock;
  }

  private static Set<String> types(Catalogue catalogue) {
    Set<String> types = new TreeSet<>();
    catalogue.all().stream()
        .map(ServiceDefinition::output)
        .map(Output::credentialType)
        .forEach(types::add);
    return types;
  }

  /** The bundle of the last minute, or one made now. */
  public synchronized Result current() {
    Instant now = clock.instant();
    if (last != null && now.isBefore(last.at().plus(KEEP))) return last;
    if (now.isBefore(awayUntil)) return new Result.RegistryAway();
    try {
      SignedCredential signed = desk.signTrustBundle(gather.now(), now, lifetime);
      last = new Made(signed.compact(), signed.digest().hex(), now);
      return last;
    } catch (RegistryUnreachable | ChainUnreachable away) {
      LOG.log(Level.WARNING, "no trust bundle: the registry does not answer", away);
      awayUntil = clock.instant().plus(AWAY_FOR);
      return new Result.RegistryAway();
    }
  }
}
