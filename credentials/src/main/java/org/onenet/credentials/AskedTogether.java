package org.onenet.credentials;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The registry as many credentials ask it at once: for all their digests in one question, and never
 * again once it was away, so that a thousand verdicts do not wait for it a thousand times.
 */
final class AskedTogether implements Registry {
  private final Registry registry;
  private final Map<Digest, RegistryEntry> entries = new HashMap<>();
  private RegistryUnreachable away;

  AskedTogether(Registry registry, List<Digest> digests) {
    this.registry = registry;
    try {
      List<RegistryEntry> found = registry.entries(digests);
      for (int i = 0; i < found.size(); i++) entries.put(digests.get(i), found.get(i));
    } catch (RegistryUnreachable e) {
      away = e;
    }
  }

  @Override
  public RegistryEntry entry(Digest digest) {
    RegistryEntry found = entries.get(digest);
    return found != null ? found : unlessAway(() -> registry.entry(digest));
  }

  @Override
  public RegistryEntry entry(RegistrationReceipt receipt) {
    return unlessAway(() -> registry.entry(receipt));
  }

  @Override
  public boolean registersInBatches(String account) {
    return unlessAway(() -> registry.registersInBatches(account));
  }

  @Override
  public KeyAccreditation key(Did issuer, String credentialType, String thumbprint) {
    return unlessAway(() -> registry.key(issuer, credentialType, thumbprint));
  }

  @Override
  public Optional<Accreditation> accreditation(Did issuer, String credentialType) {
    return unlessAway(() -> registry.accreditation(issuer, credentialType));
  }

  private <T> T unlessAway(Supplier<T> question) {
    if (away != null) throw away;
    try {
      return question.get();
    } catch (RegistryUnreachable e) {
      away = e;
      throw e;
    }
  }
}
