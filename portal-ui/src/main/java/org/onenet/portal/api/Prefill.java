package org.onenet.portal.api;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** What registers are asked for one draft: {@code Prefilled} of the contract. */
public record Prefill(
    String consent,
    Text requester,
    boolean available,
    List<Evidence> evidence,
    List<Value> values) {

  /** Of one evidence type: whose it is, what of it, and how far the asking is. */
  public record Evidence(
      String evidenceType,
      Text name,
      String provider,
      Text providerName,
      Text holder,
      List<Text> items,
      String keptFor,
      Text law,
      String state,
      Boolean found,
      String reason) {}

  public record Value(
      String field, Text label, JsonNode value, String provider, Text providerName, String at) {}

  /** Whether a register has not answered yet, and may at any moment. */
  public boolean isWaiting() {
    return evidence.stream().anyMatch(one -> "waiting".equals(one.state()));
  }
}
