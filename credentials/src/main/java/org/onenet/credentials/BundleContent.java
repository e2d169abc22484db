package org.onenet.credentials;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a trust bundle says: all that a verifier asks of issuers, of their status lists and of the
 * registry, as it was at one moment.
 *
 * @param chain which registry was asked
 * @param issuers whom the bundle is about; of others it knows nothing
 * @param statusLists the signed lists as they are published, by their addresses
 * @param registered digests that are registered by themselves, each in one group
 * @param batches Merkle roots that are anchored
 * @param leaves digests in such batches that are not in force
 */
public record BundleContent(
    Chain chain,
    List<Issuer> issuers,
    Map<URI, String> statusLists,
    List<Group> registered,
    List<Batch> batches,
    List<Group> leaves) {

  public BundleContent {
    issuers = List.copyOf(issuers);
    statusLists = Map.copyOf(statusLists);
    registered = List.copyOf(registered);
    batches = List.copyOf(batches);
    leaves = List.copyOf(leaves);
  }

  /**
   * The registry.
   *
   * @param contract 0x and 40 lower-case hex digits
   * @param block its height when the asking began: nothing told is older
   */
  public record Chain(long id, String contract, long block) {}

  /**
   * An issuer.
   *
   * @param document its DID document, retired keys included
   */
  public record Issuer(DidDocument document, List<Type> types) {
    public Issuer {
      types = List.copyOf(types);
    }

    Did did() {
      return document.id();
    }
  }

  /**
   * What the registry says of an issuer and a credential type.
   *
   * @param accreditation empty when there never was one
   * @param keys what it says of each of the issuer's keys, by RFC 7638's thumbprint; none when
   *     there is no accreditation
   */
  public record Type(
      String name, Optional<Accreditation> accreditation, Map<String, KeyAccreditation> keys) {
    public Type {
      keys = Map.copyOf(keys);
    }
  }

  /**
   * Digests of one account in one state.
   *
   * @param reasonCode the account's code for the last change of state; 0 when there was none
   */
  public record Group(
      String account, RegistryEntry.State state, int reasonCode, DigestPrefixes digests) {}

  /** A Merkle root, as the registry has it. */
  public record Batch(String account, String root, long leafCount, Instant anchoredAt) {}
}
