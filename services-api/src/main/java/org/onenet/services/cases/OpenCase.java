package org.onenet.services.cases;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.onenet.identity.Caller;
import org.onenet.services.applications.Document;
import org.onenet.services.audit.Access;
import org.onenet.services.audit.Actor;
import org.onenet.services.audit.GivenReasons;
import org.onenet.services.audit.ReadLog;

/**
 * Staff open a case: logged each time, and where the case is not theirs, only for a reason that
 * they gave lately. The reason is an entry of the audit log and kept nowhere else; it stands in
 * each read that follows. Who has just taken, released or handed over a case need give none.
 */
@Singleton
public class OpenCase {
  private static final String CASE = "case";
  private static final String OPEN = "open";
  private static final String ASSIGN = "assign";
  private static final String CASE_WORK = "case-work";
  private static final String STATED = "stated-reason";

  private final ReadLog reads;
  private final GivenReasons reasons;
  private final Clock clock;

  @Inject
  public OpenCase(ReadLog reads, GivenReasons reasons, Clock clock) {
    this.reads = reads;
    this.reasons = reasons;
    this.clock = clock;
  }

  /** Keeps why this case is to be opened; answers until when that holds. */
  public Instant because(Caller caller, Case file, String reason) {
    reads.log(
        Access.act(Actor.of(caller), OPEN, CASE, file.facts().reference(), STATED)
            .of(file.facts().owner())
            .inCase(file.facts().reference())
            .because(reason));
    return clock.instant().plus(GivenReasons.HOLDS);
  }

  /** Whether the caller may open it now. */
  public boolean mayOpen(Caller caller, Case file) {
    return !CasePolicy.needsReason(caller, file) || given(caller, file).isPresent();
  }

  /**
   * Logs that something of the case is read, before it is given out.
   *
   * @param what case, decision preview, credential; {@code subject} its id
   * @return false, and nothing is logged, when a reason must be given first
   */
  public boolean read(Caller caller, Case file, String what, String subject) {
    return log(caller, file, Access.read(caller, what, subject, CASE_WORK));
  }

  /** The same of a document, by the field that asks for it. */
  public boolean readDocument(Caller caller, Case file, Document document) {
    return log(
        caller,
        file,
        Access.read(caller, "document", document.id().toString(), CASE_WORK)
            .items(List.of(file.facts().item(document.field()))));
  }

  /** The same of an answer that is hidden until somebody looks at it: by its field, each time. */
  public boolean look(Caller caller, Case file, String field) {
    return log(
        caller,
        file,
        Access.act(
                Actor.of(caller),
                Access.LOOK,
                "field",
                file.facts().reference() + "/" + field,
                CASE_WORK)
            .items(List.of(file.facts().item(field))));
  }

  private boolean log(Caller caller, Case file, Access wanted) {
    Access access = wanted.of(file.facts().owner()).inCase(file.facts().reference());
    if (CasePolicy.needsReason(caller, file)) {
      Optional<GivenReasons.Given> given = given(caller, file);
      if (given.isEmpty()) return false;
      access = given.get().reason().map(access::because).orElse(access);
    }
    reads.log(access);
    return true;
  }

  /** Logs that staff took, released or handed over the case, and so see it. */
  public void assigned(Caller caller, Case file) {
    reads.log(
        Access.act(Actor.of(caller), ASSIGN, CASE, file.facts().reference(), CASE_WORK)
            .of(file.facts().owner())
            .inCase(file.facts().reference()));
  }

  private Optional<GivenReasons.Given> given(Caller caller, Case file) {
    return reasons.last(
        caller.subject(),
        file.facts().reference(),
        List.of(OPEN, ASSIGN),
        clock.instant().minus(GivenReasons.HOLDS));
  }
}
