package org.onenet.services.exchange;

/** Who waits for evidence. Called in the transaction that keeps the answer. */
public interface EvidenceArrived {
  void arrived(Exchange exchange);
}
