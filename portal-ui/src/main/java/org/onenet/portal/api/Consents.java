package org.onenet.portal.api;

import java.util.List;

/** What the citizen agreed to. */
public record Consents(List<Consent> consents) {

  /** {@code state} is in-force, withdrawn or expired; {@code caseReference} null for a draft. */
  public record Consent(
      String id,
      String service,
      Text serviceName,
      String application,
      String caseReference,
      Text requester,
      List<Item> items,
      String givenAt,
      String expiresAt,
      String withdrawnAt,
      String state) {
    public boolean isInForce() {
      return "in-force".equals(state);
    }
  }

  public record Item(Text evidence, Text provider, Text holder, List<Text> fields) {}
}
