package org.onenet.services.verification;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.onenet.credentials.Accreditation;
import org.onenet.credentials.Did;
import org.onenet.credentials.Digest;
import org.onenet.credentials.KeyAccreditation;
import org.onenet.credentials.RegistrationReceipt;
import org.onenet.credentials.Registry;
import org.onenet.credentials.RegistryEntry;
import org.onenet.credentials.RegistryUnreachable;
import org.onenet.credentials.TimedCache;

/** The registry's answers, used again for a moment. That it is away is told in the log. */
final class CachedRegistry implements Registry {
  private static final Logger LOG = Logger.getLogger(CachedRegistry.class.getName());
  private static final int MOST = 10_000;

  private final Registry registry;
  private final TimedCache<Digest, RegistryEntry> entries;
  private final TimedCache<Question, Optional<Accreditation>> accreditations;

  private final TimedCache<RegistrationReceipt, RegistryEntry> inBatches;
  private final TimedCache<KeyQuestion, KeyAccreditation> keys;

  private record KeyQuestion(Did issuer, String type, String thumbprint) {}

  private record Question(Did issuer, String type) {}

  CachedRegistry(Registry registry, Duration keep, Clock clock) {
    this.registry = registry;
    this.entries = new TimedCache<>(MOST, keep, clock);
    this.inBatches = new TimedCache<>(MOST, keep, clock);
    this.keys = new TimedCache<>(MOST, keep, clock);
    this.accreditations = new TimedCache<>(MOST, keep, clock);
  }

  @Override
  public RegistryEntry entry(Digest digest) {
    return entries.get(digest, asked -> told(() -> registry.entry(asked)));
  }

  /** Many at once are asked for afresh. */
  @Override
  public List<RegistryEntry> entries(List<Digest> digests) {
    return told(() -> registry.entries(digests));
  }

  @Override
  public RegistryEntry entry(RegistrationReceipt receipt) {
    return inBatches.get(receipt, asked -> told(() -> registry.entry(asked)));
  }

  @Override
  public boolean registersInBatches(String account) {
    return told(() -> registry.registersInBatches(account));
  }

  @Override
  public KeyAccreditation key(Did issuer, String credentialType, String thumbprint) {
    return keys.get(
        new KeyQuestion(issuer, credentialType, thumbprint),
        asked -> told(() -> registry.key(asked.issuer(), asked.type(), asked.thumbprint())));
  }

  @Override
  public Optional<Accreditation> accreditation(Did issuer, String credentialType) {
    return accreditations.get(
        new Question(issuer, credentialType),
        asked -> told(() -> registry.accreditation(asked.issuer(), asked.type())));
  }

  private static <T> T told(Supplier<T> ask) {
    try {
      return ask.get();
    } catch (RegistryUnreachable away) {
      LOG.log(Level.WARNING, "the registry does not answer a verifier", away);
      throw away;
    }
  }
}
