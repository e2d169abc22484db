package org.onenet.services.applications;

import org.onenet.services.platform.Text;
import tools.jackson.databind.JsonNode;

/**
 * What a certificate said that the citizen showed from a wallet.
 *
 * @param provider its issuer, a DID
 * @param at when it was shown, ISO 8601
 */
public record Presented(JsonNode value, String provider, Text providerName, String at) {}
