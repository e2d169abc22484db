package org.onenet.portal.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A draft, or what was submitted: {@code ApplicationView} of the contract. */
public record Application(
    String id,
    String service,
    int serviceVersion,
    Text serviceName,
    String state,
    Map<String, JsonNode> answers,
    Map<String, Provenance> provenance,
    String consent,
    String page,
    Integer version,
    String savedAt,
    Progress progress,
    List<String> waived,
    List<Document> documents,
    @JsonProperty("case") String caseReference) {

  /** Whether a register makes the documents of this field needless. */
  public boolean isWaived(String field) {
    return waived != null && waived.contains(field);
  }

  /**
   * Where a value comes from: {@code typed}, {@code fetched}, {@code presented} or {@code
   * corrected}.
   */
  public record Provenance(
      String kind, String provider, Text providerName, String at, JsonNode fetchedValue) {}

  public record Progress(int done, int of) {}

  /**
   * @param masked whether its name is hidden
   * @param submitted whether the application was submitted with it, so that it stays
   */
  public record Document(
      String id,
      String field,
      String name,
      boolean masked,
      String mediaType,
      long size,
      boolean submitted) {}

  public record Drafts(List<Application> applications) {}

  public record Errors(List<ApiProblem.FieldError> errors) {}

  /** What a submission answers; state and term are the case's. */
  public record Receipt(
      @JsonProperty("case") String caseReference,
      String state,
      String submittedAt,
      String dueOn,
      Text serviceName) {}
}
