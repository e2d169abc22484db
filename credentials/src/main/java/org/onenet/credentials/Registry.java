package org.onenet.credentials;

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
   * The accreditation of an issuer for a credential type, ended ones included.
   *
   * @throws RegistryUnreachable when nothing can be said
   */
  Optional<Accreditation> accreditation(Did issuer, String credentialType);
}
