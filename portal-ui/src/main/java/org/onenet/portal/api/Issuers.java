package org.onenet.portal.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** The departments that sign certificates. */
public record Issuers(List<Issuer> departments) {
  public record Issuer(String id, Text name, String did) {}

  /** A department's DID document, as far as its keys go. */
  public record Document(@JsonProperty("verificationMethod") List<Key> keys) {}

  /**
   * One key, the oldest first.
   *
   * @param id the DID URL that certificates name it by
   * @param expires when it ended; null for the one in use
   */
  public record Key(String id, String validFrom, String expires) {
    public boolean isInUse() {
      return expires == null;
    }

    /** What tells it from the department's others. */
    public String number() {
      return id.substring(id.indexOf('#') + 1);
    }
  }
}
