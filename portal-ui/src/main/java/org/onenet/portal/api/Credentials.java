package org.onenet.portal.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Certificates: the holder's own, or the department's issued ones. */
public record Credentials(List<Credential> credentials) {
  public record Credential(
      String id,
      String type,
      Text name,
      Issuer issuer,
      String holderName,
      @JsonProperty("case") String caseReference,
      String validFrom,
      String validUntil,
      String state,
      Text reason,
      Registration registration,
      Link link,
      List<Fact> facts,
      String digest,
      List<String> actions) {
    public boolean may(String action) {
      return actions != null && actions.contains(action);
    }
  }

  public record Issuer(String id, Text name, String did) {}

  public record Registration(String state, String transaction, Long block, String at) {}

  public record Link(boolean enabled, String url) {}

  public record Fact(String name, Text label, JsonNode value, Text display) {}
}
