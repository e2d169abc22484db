package org.onenet.services.applications.rest;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.onenet.services.applications.Draft;
import org.onenet.services.applications.Fetched;
import org.onenet.services.applications.PrefillDraft;
import org.onenet.services.catalogue.Department;
import org.onenet.services.catalogue.ServiceDefinition;
import org.onenet.services.exchange.AskRegisters;
import org.onenet.services.exchange.Exchange;
import org.onenet.services.exchange.Need;
import org.onenet.services.platform.web.Refusal;
import org.onenet.services.registers.DataField;

/** Puts on the wire what registers are asked for a draft. */
@Singleton
class Prefills {
  private final PrefillDraft prefillDraft;
  private final AskRegisters askRegisters;

  @Inject
  Prefills(PrefillDraft prefillDraft, AskRegisters askRegisters) {
    this.prefillDraft = prefillDraft;
    this.askRegisters = askRegisters;
  }

  /**
   * The evidence types that the citizen agrees to.
   *
   * @param named null for all
   */
  Set<String> chosen(ServiceDefinition definition, List<String> named) {
    Set<String> known =
        prefillDraft.wanted(definition).stream()
            .map(need -> need.type().identifier())
            .collect(Collectors.toSet());
    if (named == null) return known;
    named.stream()
        .filter(type -> !known.contains(type))
        .findFirst()
        .ifPresent(
            type -> {
              throw Refusal.malformed(
                  "evidenceTypes", "evidence types that this service asks for", "该事项所需的证明类型");
            });
    return Set.copyOf(named);
  }

  Prefilled view(Draft draft, ServiceDefinition definition) {
    Map<String, Exchange> exchanges =
        askRegisters.onFile(draft.id()).exchanges().stream()
            .collect(Collectors.toMap(Exchange::evidenceType, Function.identity()));
    List<Prefilled.Evidence> evidence =
        prefillDraft.wanted(definition).stream()
            .map(
                need ->
                    evidence(need, Optional.ofNullable(exchanges.get(need.type().identifier()))))
            .toList();
    return new Prefilled(
        draft.consent().name().toLowerCase(Locale.ROOT),
        Department.answering(definition).name(),
        evidence.stream().noneMatch(one -> one.state().equals("unavailable")),
        evidence,
        definition
            .fields()
            .filter(field -> draft.fetched().containsKey(field.id()))
            .map(field -> value(field, draft.fetched().get(field.id())))
            .toList());
  }

  private static Prefilled.Evidence evidence(Need need, Optional<Exchange> exchange) {
    Exchange.State state = exchange.map(Exchange::state).orElse(Exchange.State.IDLE);
    return new Prefilled.Evidence(
        need.type().identifier(),
        need.type().name(),
        need.register().identifier(),
        need.register().name(),
        Department.of(need.register().owner()).orElseThrow().name(),
        need.fields().stream()
            .map(name -> need.type().field(name).map(DataField::label).orElseThrow())
            .toList(),
        need.type().keptFor(),
        need.law().filter(law -> !need.lawFields().isEmpty()).orElse(null),
        state.word(),
        state == Exchange.State.FETCHED ? !exchange.orElseThrow().records().isEmpty() : null,
        exchange.flatMap(Exchange::reason).orElse(null));
  }

  private static Prefilled.Value value(ServiceDefinition.Field field, Fetched told) {
    return new Prefilled.Value(
        field.id(), field.label(), told.value(), told.provider(), told.providerName(), told.at());
  }
}
