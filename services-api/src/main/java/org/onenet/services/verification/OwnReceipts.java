package org.onenet.services.verification;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.onenet.contracts.ChainUnreachable;
import org.onenet.credentials.Accreditation;
import org.onenet.credentials.Did;
import org.onenet.credentials.Digest;
import org.onenet.credentials.KeyAccreditation;
import org.onenet.credentials.RegistrationReceipt;
import org.onenet.credentials.Registry;
import org.onenet.credentials.RegistryEntry;
import org.onenet.credentials.RegistryUnreachable;
import org.onenet.services.issuance.FindReceipts;

/**
 * The registry, asked with this city's own receipts where a digest is not registered by itself: so
 * nobody has to show here what we wrote. What is said of the digest is still the chain's word.
 */
final class OwnReceipts implements Registry {
  private final Registry registry;
  private final FindReceipts receipts;

  OwnReceipts(Registry registry, FindReceipts receipts) {
    this.registry = registry;
    this.receipts = receipts;
  }

  @Override
  public RegistryEntry entry(Digest digest) {
    RegistryEntry found = registry.entry(digest);
    if (!(found instanceof RegistryEntry.Absent)) return found;
    RegistrationReceipt receipt = ours(List.of(digest)).get(digest);
    return receipt == null ? found : registry.entry(receipt);
  }

  @Override
  public List<RegistryEntry> entries(List<Digest> digests) {
    List<RegistryEntry> found = new ArrayList<>(registry.entries(digests));
    List<Integer> absent =
        IntStream.range(0, found.size())
            .filter(i -> found.get(i) instanceof RegistryEntry.Absent)
            .boxed()
            .toList();
    if (absent.isEmpty()) return found;
    Map<Digest, RegistrationReceipt> ours = ours(absent.stream().map(digests::get).toList());
    List<Integer> known = absent.stream().filter(i -> ours.containsKey(digests.get(i))).toList();
    List<RegistryEntry> inBatches =
        registry.entriesInBatches(known.stream().map(digests::get).map(ours::get).toList());
    for (int i = 0; i < known.size(); i++) found.set(known.get(i), inBatches.get(i));
    return found;
  }

  private Map<Digest, RegistrationReceipt> ours(List<Digest> digests) {
    try {
      return receipts.find(digests);
    } catch (ChainUnreachable e) {
      throw new RegistryUnreachable(e.getMessage(), e);
    }
  }

  @Override
  public RegistryEntry entry(RegistrationReceipt receipt) {
    return registry.entry(receipt);
  }

  @Override
  public boolean registersInBatches(String account) {
    return registry.registersInBatches(account);
  }

  @Override
  public KeyAccreditation key(Did issuer, String credentialType, String thumbprint) {
    return registry.key(issuer, credentialType, thumbprint);
  }

  @Override
  public Optional<Accreditation> accreditation(Did issuer, String credentialType) {
    return registry.accreditation(issuer, credentialType);
  }
}
