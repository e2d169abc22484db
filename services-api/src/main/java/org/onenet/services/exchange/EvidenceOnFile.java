package org.onenet.services.exchange;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What registers told for one application, as far as it may be used now. */
public record EvidenceOnFile(List<Exchange> exchanges, Instant now) {
  /** Of the newest record. */
  public Optional<String> value(String item) {
    return of(ResolveEvidence.type(item))
        .filter(exchange -> !exchange.records().isEmpty())
        .map(exchange -> exchange.records().getFirst().get(ResolveEvidence.field(item)));
  }

  /** Whether a register is being asked now. */
  boolean isWaiting() {
    return exchanges.stream().anyMatch(one -> one.state() == Exchange.State.WAITING);
  }

  /** The exchange that has told of this evidence type; it may have told that there is nothing. */
  public Optional<Exchange> of(String evidenceType) {
    return exchanges.stream()
        .filter(exchange -> exchange.evidenceType().equals(evidenceType))
        .filter(exchange -> exchange.isUsable(now))
        .findFirst();
  }
}
