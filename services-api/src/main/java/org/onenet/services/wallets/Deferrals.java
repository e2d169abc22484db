package org.onenet.services.wallets;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Wallets that wait for a decision. */
public interface Deferrals {
  /**
   * One that waits.
   *
   * @param transaction SHA-256 of the transaction id
   * @param keys the public JWKs to issue to
   */
  record Deferral(
      String transaction,
      String caseReference,
      String credentialType,
      String holder,
      Optional<String> client,
      List<Map<String, Object>> keys,
      Instant madeAt,
      Instant expiresAt) {}

  void add(Deferral deferral);

  /** One that was not collected and is not over. */
  Optional<Deferral> waiting(String transaction, Instant at);

  /** Takes its one collection, in the caller's transaction; false when somebody was faster. */
  boolean collect(String transaction, Instant at);
}
