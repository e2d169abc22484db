package org.onenet.services.applications;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.onenet.services.catalogue.ServiceDefinition;
import org.onenet.services.evidence.FetchEvidence;
import org.onenet.services.evidence.RegisterUnavailable;
import org.onenet.services.platform.Transactions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/**
 * Asks the registers for what the form wants prefilled, when the citizen has consented, and copies
 * it into answers that are still empty. A register that is away changes nothing.
 */
@Singleton
public class PrefillDraft {
  private final Applications applications;
  private final FetchEvidence evidence;
  private final Transactions transactions;
  private final Clock clock;

  @Inject
  public PrefillDraft(
      Applications applications, FetchEvidence evidence, Transactions transactions, Clock clock) {
    this.applications = applications;
    this.evidence = evidence;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * @param available whether the register answered
   * @param values what it said, by field id
   */
  public record Prefilled(
      boolean given, boolean available, Map<String, String> values, Instant at) {}

  public Prefilled prefill(Draft draft, ServiceDefinition definition, boolean consent) {
    Instant now = clock.instant();
    List<String> items =
        definition.fields().flatMap(field -> field.prefill().stream()).distinct().toList();
    Map<String, String> values = new LinkedHashMap<>();
    if (consent) {
      try {
        draft
            .citizenNumber()
            .ifPresent(number -> values.putAll(evidence.fetch(definition, number)));
      } catch (RegisterUnavailable e) {
        return new Prefilled(true, false, Map.of(), now);
      }
    }
    Map<String, JsonNode> fetched = new LinkedHashMap<>();
    values.forEach((field, value) -> fetched.put(field, StringNode.valueOf(value)));
    transactions.inTransaction(() -> applications.keepFetched(draft, consent, items, fetched, now));
    return new Prefilled(consent, true, values, now);
  }
}
