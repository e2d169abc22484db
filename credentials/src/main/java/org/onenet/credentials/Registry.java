package org.onenet.credentials;

import java.util.List;
import java.util.Optional;

/**
 * What a verifier needs of the registry on chain: who may issue what, and which digests are
 * registered, suspended, revoked. The room {@code contracts} implements it.
 */
public interface Registry {

  /**
   * What is known of a digest.
   *
   * @throws RegistryUnreachable when nothing can be said, which is not the same as "absent"
   */
  RegistryEntry entry(Digest digest);

  /**
   * What is known of each digest, in the order asked; as few questions as can be.
   *
   * @throws RegistryUnreachable when nothing can be said of one of them
   */
  default List<RegistryEntry> entries(List<Digest> digests) {
    return digests.stream().map(this::entry).toList();
  }

  /**
   * What is known of a digest by the batch that its receipt names: absent too when the root is not
   * there, or the receipt is of another chain or contract.
   *
   * @throws RegistryUnreachable when nothing can be said
   */
  RegistryEntry entry(RegistrationReceipt receipt);

  /**
   * The same of each receipt, in the order asked; as few questions as can be.
   *
   * @throws RegistryUnreachable when nothing can be said of one of them
   */
  default List<RegistryEntry> entriesInBatches(List<RegistrationReceipt> receipts) {
    return receipts.stream().map(this::entry).toList();
  }

  /**
   * Whether the account is known to register in batches: a digest that is not registered by itself
   * may then stand in one, and a receipt tells. False where nothing is known.
   *
   * @throws RegistryUnreachable when nothing can be said
   */
  default boolean registersInBatches(String account) {
    return false;
  }

  /**
   * What is known of an issuer's key.
   *
   * @param thumbprint the key's SHA-256 JWK thumbprint, in base64url (RFC 7638)
   * @throws RegistryUnreachable when nothing can be said
   */
  KeyAccreditation key(Did issuer, String credentialType, String thumbprint);

  /**
   * The accreditation of an issuer for a credential type, ended ones included.
   *
   * @throws RegistryUnreachable when nothing can be said
   */
  Optional<Accreditation> accreditation(Did issuer, String credentialType);
}
