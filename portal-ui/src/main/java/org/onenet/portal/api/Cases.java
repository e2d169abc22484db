package org.onenet.portal.api;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A page of an inbox. */
public record Cases(List<Row> cases, int total, Counts counts) {
  /** What somebody comes in person for, as the API names it. */
  public static final List<String> VISITED_FOR =
      List.of("original", "document", "signature", "collection", "question");

  /** A case in a list; {@code answerBy} is null while it does not wait for its applicant. */
  public record Row(
      String reference,
      String service,
      Text serviceName,
      String applicantName,
      String state,
      String submittedAt,
      String dueOn,
      Integer daysLeft,
      String answerBy,
      boolean answerLate,
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
      List<Notice> notices,
      List<Step> steps,
      Decision decision,
      String credential,
      List<String> actions) {
    public boolean may(String action) {
      return actions != null && actions.contains(action);
    }

    /** It is still being decided. */
    public boolean isOpen() {
      return "submitted".equals(state) || "under-review".equals(state) || isWaiting();
    }

    /** It waits for the applicant, who was told what is missing. */
    public boolean isWaiting() {
      return "waiting-for-applicant".equals(state);
    }

    /** The notice that waits for its answer, if any. */
    public Optional<Notice> openNotice() {
      return notices.stream().filter(Notice::isOpen).findFirst();
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

  /** A one-time notice; {@code ended} is null while it waits, {@code reason} for the first. */
  public record Notice(
      int number,
      String sentAt,
      String by,
      List<Missing> items,
      String reason,
      String answerBy,
      String endedAt,
      String ended) {
    public boolean isOpen() {
      return ended == null;
    }
  }

  /** What is missing, as the API tells it; {@code Wanted} as it is told. */
  public record Missing(String field, Text label, String text) {}

  public record Wanted(String field, String text) {}

  public record Event(String at, String code, Text text, Text by) {}

  public record Step(String id, Text name, String state) {}

  public record Decision(String outcome, String reason, String at, JsonNode by) {}

  public record Preview(Text letter, PreviewCredential credential) {}

  public record PreviewCredential(
      Text name, List<Credentials.Fact> facts, String validFrom, String validUntil) {}
}
