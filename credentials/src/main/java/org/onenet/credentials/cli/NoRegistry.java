package org.onenet.credentials.cli;

import java.util.Optional;
import org.onenet.credentials.Accreditation;
import org.onenet.credentials.Did;
import org.onenet.credentials.Digest;
import org.onenet.credentials.KeyAccreditation;
import org.onenet.credentials.RegistrationReceipt;
import org.onenet.credentials.Registry;
import org.onenet.credentials.RegistryEntry;
import org.onenet.credentials.RegistryUnreachable;

/** The registry where there is no chain to ask: everything about it could not be checked. */
final class NoRegistry implements Registry {
  private static RegistryUnreachable away() {
    return new RegistryUnreachable("the registry was not asked", null);
  }

  @Override
  public RegistryEntry entry(Digest digest) {
    throw away();
  }

  @Override
  public RegistryEntry entry(RegistrationReceipt receipt) {
    throw away();
  }

  @Override
  public KeyAccreditation key(Did issuer, String credentialType, String thumbprint) {
    throw away();
  }

  @Override
  public Optional<Accreditation> accreditation(Did issuer, String credentialType) {
    throw away();
  }
}
