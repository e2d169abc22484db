package org.onenet.services.verification;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.onenet.credentials.Accreditation;
import org.onenet.credentials.BundleContent;
import org.onenet.credentials.BundleContent.Batch;
import org.onenet.credentials.BundleContent.Group;
import org.onenet.credentials.BundleContent.Issuer;
import org.onenet.credentials.BundleContent.Type;
import org.onenet.credentials.DidDocument;
import org.onenet.credentials.Digest;
import org.onenet.credentials.DigestPrefixes;
import org.onenet.credentials.KeyAccreditation;
import org.onenet.credentials.PublishedKey;
import org.onenet.credentials.RegistrationReceipt;
import org.onenet.credentials.Registry;
import org.onenet.credentials.RegistryEntry;
import org.onenet.services.catalogue.Department;
import org.onenet.services.issuance.FindReceipts;
import org.onenet.services.issuance.IssuerDesk;
import org.onenet.services.issuance.Registrations;
import org.onenet.services.issuance.StatusListDesk;

/**
 * What verifiers ask of this city, all of it at once: each department, whether or not it may issue
 * each credential type, its keys, its lists, every digest that it registered by itself, and the
 * root of every batch, whose digests are shown with their receipts.
 */
final class GatherTrust {
  /** Digests in one group: a text of 1.3 million characters. */
  private static final int MOST_IN_A_GROUP = 100_000;

  private final Registry registry;
  private final Supplier<BundleContent.Chain> chain;
  private final IssuerDesk desk;
  private final StatusListDesk lists;
  private final Registrations registrations;
  private final FindReceipts receipts;
  private final BiFunction<String, String, Optional<Batch>> batch;
  private final Supplier<Set<String>> offered;

  /**
   * @param batch a department's batch by its root, as the registry has it
   * @param offered the credential types of the services in force
   */
  GatherTrust(
      Registry registry,
      Supplier<BundleContent.Chain> chain,
      IssuerDesk desk,
      StatusListDesk lists,
      Registrations registrations,
      FindReceipts receipts,
      BiFunction<String, String, Optional<Batch>> batch,
      Supplier<Set<String>> offered) {
    this.registry = registry;
    this.chain = chain;
    this.desk = desk;
    this.lists = lists;
    this.registrations = registrations;
    this.receipts = receipts;
    this.batch = batch;
    this.offered = offered;
  }

  /**
   * The lists first: they must hold at the time that the bundle will carry.
   *
   * @throws org.onenet.credentials.RegistryUnreachable when the registry is away
   * @throws org.onenet.contracts.ChainUnreachable the same
   */
  BundleContent now() {
    Map<java.net.URI, String> published = lists.all();
    BundleContent.Chain height = chain.get();
    Set<String> types = new TreeSet<>(offered.get());
    types.addAll(registrations.types());
    List<Issuer> issuers =
        Department.all().stream()
            .map(department -> desk.document(department.id()))
            .map(document -> new Issuer(document, types(document, types)))
            .toList();
    return new BundleContent(
        height, issuers, published, registered(), batches(), leavesNotInForce());
  }

  private List<Type> types(DidDocument document, Set<String> names) {
    return names.stream().map(name -> type(document, name)).toList();
  }

  private Type type(DidDocument document, String name) {
    Optional<Accreditation> held = registry.accreditation(document.id(), name);
    Map<String, KeyAccreditation> keys = new LinkedHashMap<>();
    if (held.isPresent()) {
      for (PublishedKey key : document.keys()) {
        keys.put(key.thumbprint(), registry.key(document.id(), name, key.thumbprint()));
      }
    }
    return new Type(name, held, keys);
  }

  private record Alike(String account, RegistryEntry.State state, int reasonCode) {}

  private List<Group> registered() {
    List<Digest> sent = registrations.digests();
    List<RegistryEntry> found = registry.entries(sent);
    Map<Alike, List<Digest>> alike = new LinkedHashMap<>();
    for (int i = 0; i < sent.size(); i++) {
      if (found.get(i) instanceof RegistryEntry.Registered one) add(alike, one, sent.get(i));
    }
    return groups(alike);
  }

  private List<Batch> batches() {
    return registrations.batches().stream()
        .flatMap(sent -> batch.apply(sent.department(), sent.root()).stream())
        .toList();
  }

  /** Only those whose status was changed here: a leaf that nobody changed is in force. */
  private List<Group> leavesNotInForce() {
    Map<Alike, List<Digest>> alike = new LinkedHashMap<>();
    List<RegistrationReceipt> changed =
        List.copyOf(receipts.find(registrations.changedLeaves()).values());
    List<RegistryEntry> found = registry.entriesInBatches(changed);
    for (int i = 0; i < changed.size(); i++) {
      if (found.get(i) instanceof RegistryEntry.Registered one
          && one.state() != RegistryEntry.State.IN_FORCE) {
        add(alike, one, changed.get(i).digest());
      }
    }
    return groups(alike);
  }

  private static void add(
      Map<Alike, List<Digest>> alike, RegistryEntry.Registered one, Digest digest) {
    alike
        .computeIfAbsent(
            new Alike(one.account(), one.state(), one.reasonCode()), key -> new ArrayList<>())
        .add(digest);
  }

  private static List<Group> groups(Map<Alike, List<Digest>> alike) {
    List<Group> groups = new ArrayList<>();
    alike.forEach(
        (key, digests) -> {
          for (int from = 0; from < digests.size(); from += MOST_IN_A_GROUP) {
            List<Digest> some =
                digests.subList(from, Math.min(from + MOST_IN_A_GROUP, digests.size()));
            groups.add(
                new Group(key.account(), key.state(), key.reasonCode(), DigestPrefixes.of(some)));
          }
        });
    return groups;
  }
}
