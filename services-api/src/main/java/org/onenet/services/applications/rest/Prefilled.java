package org.onenet.services.applications.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.onenet.services.platform.Text;
import tools.jackson.databind.JsonNode;

/**
 * What registers are asked for one draft.
 *
 * @param consent none, given or declined
 * @param requester the department that asks
 * @param available whether no register has failed to answer
 * @param evidence what is asked of whom, and how far that is
 * @param values what was told, by field
 */
record Prefilled(
    String consent,
    Text requester,
    boolean available,
    List<Evidence> evidence,
    List<Value> values) {

  /**
   * @param keptFor how long the answer may be used again, ISO 8601
   * @param law the law under which some of it is asked without consent
   * @param state idle, waiting, fetched or unavailable; {@code found} says whether there was any
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Evidence(
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

  record Value(
      String field, Text label, JsonNode value, String provider, Text providerName, String at) {}
}
