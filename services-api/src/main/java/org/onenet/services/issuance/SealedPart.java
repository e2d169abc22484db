package org.onenet.services.issuance;

import java.util.Locale;
import java.util.UUID;
import org.onenet.services.platform.Vault;

/** What of a kept certificate is sealed by its holder's key. */
public enum SealedPart {
  HOLDER_NAME,
  COMPACT,
  FACTS;

  public String column() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The place that it is bound to. */
  public String of(UUID credential) {
    return Vault.place("credential", column(), credential);
  }
}
