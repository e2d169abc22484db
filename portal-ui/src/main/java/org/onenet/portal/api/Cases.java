package org.onenet.portal.api;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** A page of an inbox. */
public record Cases(List<Row> cases, int total, Counts counts) {
  public record Row(
      String reference,
      String service,
      Text serviceName,
      String applicantName,
      String state,
      String submittedAt,
      String dueOn,
      Integer daysLeft,
      Person assignee,
      int version,
      String application) {}

  public record Person(String id, String name) {}

  public record Clerks(List<Person> clerks) {}

  public record Counts(int open, int mine, int unassigned, int dueThisWeek, int overdue) {}

  /** One case in full, as this caller may see it; {@code actions} is what they may do now. */
  public record Case(
      String reference,
      String application,
      String service,
      int serviceVersion,
      Text serviceName,
      Definition.Named authority,
      String state,
      Applicant applicant,
      String submittedAt,
      String dueOn,
      Integer daysLeft,
      Person assignee,
      int version,
      List<Page> pages,
      List<Application.Document> documents,
      List<Evidence> evidence,
      List<Check> checks,
      List<Event> timeline,
      List<Step> steps,
      Decision decision,
      String credential,
      List<String> actions) {
    public boolean may(String action) {
      return actions != null && actions.contains(action);
    }

    /** It is still being decided. */
    public boolean isOpen() {
      return "submitted".equals(state) || "under-review".equals(state);
    }
  }

  public record Applicant(String name, String citizenNumber) {}

  public record Page(String id, Text title, List<Answer> answers) {}

  /**
   * @param masked whether it is hidden until the caller looks at it, which is logged
   * @param differs whether a register says otherwise, which a masked answer does not tell
   */
  public record Answer(
      String field,
      Text label,
      String type,
      boolean masked,
      JsonNode value,
      Text display,
      JsonNode provenance,
      boolean differs,
      JsonNode registerValue) {}

  /** An answer that was looked at, and the documents that answer, by their names. */
  public record Looked(Answer answer, List<Application.Document> documents) {}

  /** What a register was asked, by {@code ground}, and how far that is. */
  public record Evidence(
      String evidenceType,
      Text name,
      Text providerName,
      String state,
      Boolean found,
      String reason,
      String at,
      Text ground) {}

  public record Check(String id, Text name, String outcome, Text detail) {}

  public record Event(String at, String code, Text text, Text by) {}

  public record Step(String id, Text name, String state) {}

  public record Decision(String outcome, String reason, String at, JsonNode by) {}

  public record Preview(Text letter, PreviewCredential credential) {}

  public record PreviewCredential(
      Text name, List<Credentials.Fact> facts, String validFrom, String validUntil) {}
}
