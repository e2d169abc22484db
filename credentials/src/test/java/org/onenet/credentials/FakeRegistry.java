package org.onenet.credentials;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A registry in memory, which can be away. */
final class FakeRegistry implements Registry {
  static final String ACCOUNT = "0x00000000000000000000000000000000000000aa";

  final Map<String, Accreditation> accreditations = new HashMap<>();
  final Map<Digest, RegistryEntry> entries = new HashMap<>();
  final Map<String, RegistryEntry> batches = new HashMap<>();
  final Set<String> inBatches = new HashSet<>();
  final Map<String, KeyAccreditation.Window> windows = new HashMap<>();
  final Map<String, Instant> stolen = new HashMap<>();
  boolean keysRequired;
  final List<Integer> askedTogether = new ArrayList<>();
  boolean away;
  int timesAway;

  void register(Digest digest, RegistryEntry.State state, Instant at) {
    entries.put(digest, new RegistryEntry.Registered(ACCOUNT, at, state, 0, at));
  }

  private void mustBeThere() {
    if (!away) return;
    timesAway++;
    throw new RegistryUnreachable("away", null);
  }

  @Override
  public List<RegistryEntry> entries(List<Digest> digests) {
    askedTogether.add(digests.size());
    return Registry.super.entries(digests);
  }

  @Override
  public RegistryEntry entry(Digest digest) {
    mustBeThere();
    return entries.getOrDefault(digest, new RegistryEntry.Absent());
  }

  @Override
  public RegistryEntry entry(RegistrationReceipt receipt) {
    mustBeThere();
    return batches.getOrDefault(receipt.root(), new RegistryEntry.Absent());
  }

  @Override
  public boolean registersInBatches(String account) {
    mustBeThere();
    return inBatches.contains(account);
  }

  @Override
  public KeyAccreditation key(Did issuer, String type, String thumbprint) {
    mustBeThere();
    return keysRequired || stolen.containsKey(thumbprint)
        ? new KeyAccreditation(
            keysRequired,
            Optional.ofNullable(windows.get(thumbprint)).stream().toList(),
            Optional.ofNullable(stolen.get(thumbprint)))
        : KeyAccreditation.NOTHING_KNOWN;
  }

  @Override
  public Optional<Accreditation> accreditation(Did did, String type) {
    mustBeThere();
    return Optional.ofNullable(accreditations.get(type));
  }
}
