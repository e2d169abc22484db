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
      String since,
      String revocationAskedAt,
      Waiting waiting,
      List<Act> history,
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

  /** A revocation that waits for a second person; told to the department only. */
  public record Waiting(String act, Text reason, String askedBy, String at) {}

  /**
   * What was done to the certificate's status: {@code kind} is a {@link StatusChange}'s word,
   * {@code state} is {@code done}, {@code waiting} or {@code turned-down}; the answer is a second
   * person's.
   */
  public record Act(
      String kind,
      String state,
      Text reason,
      String askedBy,
      String askedAt,
      String answeredBy,
      String answeredAt,
      String answer) {}

  /**
   * How far the certificate is in the public registry.
   *
   * @param state queued, sent, confirmed or final
   * @param mode digests (by itself) or root (in a batch)
   */
  public record Registration(String state, String mode, String transaction, Long block, String at) {
    /** Whether a receipt says where in its batch it stands; one by itself is found without. */
    public boolean hasReceipt() {
      return "root".equals(mode) && ("confirmed".equals(state) || "final".equals(state));
    }
  }

  public record Link(boolean enabled, String url) {}

  public record Fact(String name, Text label, JsonNode value, Text display) {}
}
