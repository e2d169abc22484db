package org.onenet.services.verification;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.onenet.credentials.Accreditation;
import org.onenet.credentials.Did;
import org.onenet.credentials.Digest;
import org.onenet.credentials.Registry;
import org.onenet.credentials.RegistryEntry;
import org.onenet.credentials.RegistryUnreachable;

/** The registry's answers, used again for a moment. That it is away is never kept. */
final class CachedRegistry implements Registry {
  private static final Logger LOG = Logger.getLogger(CachedRegistry.class.getName());
  private static final int MOST = 10_000;

  private final Registry registry;
  private final Duration keep;
  private final Clock clock;
  private final Map<Object, Kept> cache =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, Kept> eldest) {
          return size() > MOST;
        }
      };

  private record Kept(Object value, Instant until) {}

  private record Question(Did issuer, String type) {}

  CachedRegistry(Registry registry, Duration keep, Clock clock) {
    this.registry = registry;
    this.keep = keep;
    this.clock = clock;
  }

  @Override
  public RegistryEntry entry(Digest digest) {
    return (RegistryEntry) cached(digest, () -> registry.entry(digest));
  }

  @Override
  @SuppressWarnings("unchecked")
  public Optional<Accreditation> accreditation(Did issuer, String credentialType) {
    return (Optional<Accreditation>)
        cached(
            new Question(issuer, credentialType),
            () -> registry.accreditation(issuer, credentialType));
  }

  private Object cached(Object key, Supplier<Object> ask) {
    synchronized (cache) {
      Kept kept = cache.get(key);
      if (kept != null && clock.instant().isBefore(kept.until())) return kept.value();
    }
    Object fresh;
    try {
      fresh = ask.get();
    } catch (RegistryUnreachable away) {
      LOG.log(Level.WARNING, "the registry does not answer a verifier", away);
      throw away;
    }
    synchronized (cache) {
      cache.put(key, new Kept(fresh, clock.instant().plus(keep)));
    }
    return fresh;
  }
}
