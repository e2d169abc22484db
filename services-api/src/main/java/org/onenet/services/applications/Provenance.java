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
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Provenance(
    String kind,
    String provider,
    Text providerName,
    String at,
    JsonNode fetchedValue,
    UUID exchange) {
  public static Provenance typed() {
    return new Provenance("typed", null, null, null, null, null);
  }
}
