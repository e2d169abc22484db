package org.onenet.services.applications;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.onenet.services.platform.Text;
import tools.jackson.databind.JsonNode;

/**
 * Where a value comes from.
 *
 * @param kind typed, fetched (as the register said) or corrected (the register said otherwise)
 * @param fetchedValue what the register said
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Provenance(
    String kind, String provider, Text providerName, String at, JsonNode fetchedValue) {
  public static Provenance typed() {
    return new Provenance("typed", null, null, null, null);
  }
}
