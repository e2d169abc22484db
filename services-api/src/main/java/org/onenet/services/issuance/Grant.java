package org.onenet.services.issuance;

import java.time.Instant;
import java.util.Map;
import org.onenet.services.catalogue.ServiceDefinition;
import tools.jackson.databind.JsonNode;

/** What a granted case asks to be certified. {@code holderAccount} is the account's {@code sub}. */
public record Grant(
    String caseReference,
    ServiceDefinition definition,
    String holderAccount,
    String holderName,
    Map<String, JsonNode> answers,
    Instant grantedAt) {}
