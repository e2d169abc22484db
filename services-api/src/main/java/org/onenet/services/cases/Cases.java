package org.onenet.services.cases;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.onenet.services.applications.Draft;
import org.onenet.services.applications.Provenance;
import org.onenet.services.catalogue.ServiceDefinition;
import org.onenet.services.evidence.CheckResult;
import org.onenet.services.forms.Conditions;
import tools.jackson.databind.JsonNode;

/** The files of all cases. */
public interface Cases {
  Optional<Case> find(String reference);

  Optional<Case> ofApplication(UUID application);

  /** What the citizen submitted. */
  Submission submission(String reference);

  /** Answers with their provenance, frozen at the submit. */
  record Submission(Map<String, JsonNode> answers, Map<String, Provenance> provenance) {
    /** Only what was asked under these answers goes to the authority. */
    static Submission of(Draft draft, ServiceDefinition definition) {
      Map<String, JsonNode> answers = new LinkedHashMap<>();
      Map<String, Provenance> provenance = draft.provenance();
      Map<String, Provenance> kept = new LinkedHashMap<>();
      for (ServiceDefinition.Field field : Conditions.asked(definition, draft.answers())) {
        JsonNode answer = draft.answers().get(field.id());
        if (answer == null) continue;
        answers.put(field.id(), answer);
        kept.put(field.id(), provenance.get(field.id()));
      }
      return new Submission(answers, kept);
    }
  }

  /** The next reference, {@code R-2026-000123}. */
  String nextReference(int year);

  /** Opens a case. Returns false when the application has one already: the claim is taken. */
  boolean open(Case.Submitted file, Submission submission);

  /** Keeps a new state over the version that was read. Returns false when that version is over. */
  boolean keep(Case file, boolean pending);

  /** Puts what the citizen sent again in the place of what was there. */
  void resubmit(Case.Facts facts, String applicantName, Submission submission);

  /** Whether the application's case is undecided; it stays so until the transaction ends. */
  boolean holdOpen(UUID application);

  /** Whether the file still says something of the person; it does until the transaction ends. */
  boolean holdKept(String reference);

  /** Takes a step's claim. Returns false when it was taken before. */
  boolean claim(String reference, String step);

  void note(String reference, CaseEvent event);

  List<CaseEvent> events(String reference);

  void keepChecks(String reference, List<CheckResult> checks);

  List<CheckResult> checks(String reference);

  /** References of cases that the workflow must go on with, skipping what another node works on. */
  List<String> pending(int most);

  /**
   * Deletes what the file says of the person; reference, service, dates and state stay, and its
   * version: nothing of its work has changed.
   */
  void clear(String reference);

  /** What an inbox asks for; null means "any". */
  record Filter(
      String department,
      String owner,
      String state,
      String assignee,
      boolean unassigned,
      LocalDate dueBefore,
      String service,
      String words,
      int page,
      int size) {}

  List<Case> list(Filter filter);

  long count(Filter filter);
}
