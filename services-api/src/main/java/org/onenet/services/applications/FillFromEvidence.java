package org.onenet.services.applications;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.onenet.services.catalogue.Catalogue;
import org.onenet.services.catalogue.ServiceDefinition;
import org.onenet.services.catalogue.ServiceDefinition.Field;
import org.onenet.services.exchange.Exchange;
import org.onenet.services.exchange.ResolveEvidence;
import org.onenet.services.platform.JsonText;
import org.onenet.services.registers.Register;
import org.onenet.services.registers.Registers;
import tools.jackson.databind.JsonNode;

/**
 * Copies what a register told into the fields that ask for it. Of many records it is the newest; a
 * value that the field cannot hold is left to the citizen.
 */
@Singleton
public class FillFromEvidence {
  private static final int MONTH = 7;

  private final Applications applications;
  private final Catalogue catalogue;
  private final Registers registers;
  private final Clock clock;

  @Inject
  public FillFromEvidence(
      Applications applications, Catalogue catalogue, Registers registers, Clock clock) {
    this.applications = applications;
    this.catalogue = catalogue;
    this.registers = registers;
    this.clock = clock;
  }

  /** Fills the draft that the exchanges were for. */
  public void fill(Draft draft, List<Exchange> exchanges) {
    Map<String, Fetched> values = new LinkedHashMap<>();
    exchanges.forEach(exchange -> values.putAll(values(draft, exchange)));
    if (!values.isEmpty()) applications.keepFetched(draft.id(), values, clock.instant());
  }

  private Map<String, Fetched> values(Draft draft, Exchange exchange) {
    Map<String, Fetched> values = new LinkedHashMap<>();
    if (exchange.records().isEmpty()) return values;
    Map<String, String> record = exchange.records().getFirst();
    Register register = registers.of(exchange.register()).orElseThrow();
    definition(draft)
        .fields()
        .filter(field -> takes(field, exchange))
        .forEach(
            field ->
                Optional.ofNullable(record.get(ResolveEvidence.field(field.prefillFrom())))
                    .flatMap(text -> value(field, text))
                    .ifPresent(
                        value ->
                            values.put(
                                field.id(),
                                new Fetched(
                                    value,
                                    register.identifier(),
                                    register.name(),
                                    exchange.answeredAt().orElseThrow().toString(),
                                    exchange.id()))));
    return values;
  }

  private static boolean takes(Field field, Exchange exchange) {
    return field
        .prefill()
        .filter(item -> ResolveEvidence.type(item).equals(exchange.evidenceType()))
        .isPresent();
  }

  /** As the form keeps it; empty when the field cannot hold it. */
  public static Optional<JsonNode> value(Field field, String text) {
    return switch (field.type()) {
      case "month" ->
          text.length() < MONTH
              ? Optional.empty()
              : Optional.of(JsonText.node(text.substring(0, MONTH)));
      case "number", "money" -> number(text);
      case "checkbox" ->
          text.equals("true") || text.equals("false")
              ? Optional.of(JsonText.node(Boolean.valueOf(text)))
              : Optional.empty();
      case "checkboxes" -> option(field, text).map(List::of).map(JsonText::node);
      case "select", "radio" -> option(field, text).map(JsonText::node);
      default -> Optional.of(JsonText.node(text));
    };
  }

  private static Optional<JsonNode> number(String text) {
    try {
      return Optional.of(JsonText.node(new BigDecimal(text)));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> option(Field field, String text) {
    return field.choices().stream()
        .map(ServiceDefinition.Option::value)
        .filter(text::equals)
        .findFirst();
  }

  private ServiceDefinition definition(Draft draft) {
    return catalogue.version(draft.service(), draft.serviceVersion()).orElseThrow();
  }
}
