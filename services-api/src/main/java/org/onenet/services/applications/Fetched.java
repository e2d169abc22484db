package org.onenet.services.applications;

import java.util.UUID;
import org.onenet.services.platform.Text;
import tools.jackson.databind.JsonNode;

/**
 * What a register told for a field.
 *
 * @param provider the register's identifier
 * @param at when it told, ISO 8601
 * @param exchange under which it was asked; null for what was fetched before there were exchanges
 */
public record Fetched(
    JsonNode value, String provider, Text providerName, String at, UUID exchange) {}
