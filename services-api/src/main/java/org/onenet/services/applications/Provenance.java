package org.onenet.services.applications;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.UUID;
import org.onenet.services.platform.Text;
import tools.jackson.databind.JsonNode;

/**
 * Where a value comes from.
 *
 * @param kind typed, fetched (as the register said), presented (as a certificate from a wallet
 *     said) or corrected (the register or the certificate said otherwise)
 * @param provider the register, or the certificate's issuer
 * @param fetchedValue what the register or the certificate said
 * @param exchange the exchange that fetched it
 * @param correctedBy who said otherwise; null for what is not corrected, and for what was corrected
 *     before this was kept
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Provenance(
    String kind,
    String provider,
    Text providerName,
    String at,
    JsonNode fetchedValue,
    UUID exchange,
    Corrector correctedBy) {
  /**
   * A citizen or a clerk.
   *
   * @param kind citizen or clerk
   * @param id the account's id
   * @param at when the answer was last saved, ISO 8601
   */
  public record Corrector(String kind, String id, String name, String at) {}

  /** Whether a register or a certificate says the same. */
  public boolean isAsTold() {
    return kind.equals("fetched") || kind.equals("presented");
  }

  public static Provenance typed() {
    return new Provenance("typed", null, null, null, null, null, null);
  }

  /** The same without what was said instead. */
  public Provenance masked() {
    return new Provenance(kind, provider, providerName, at, null, exchange, correctedBy);
  }
}
