package org.onenet.services.cases;

import java.util.ArrayList;
import java.util.List;
import org.onenet.identity.Caller;
import org.onenet.identity.Role;

/** All rules of who may do what with a case, on one page. What is not allowed here is refused. */
public final class CasePolicy {
  /** What people do with a case; the names are the API's {@code actions}. */
  public enum Act {
    TAKE,
    RELEASE,
    REASSIGN,
    GRANT,
    REFUSE,
    /** To say once what is missing. */
    NOTIFY,
    /** To say it again, for a reason. */
    NOTIFY_AGAIN,
    /** To go on without the citizen's answer. */
    TAKE_BACK,
    /** To write down that the applicant came in person. */
    VISIT,
    WITHDRAW,
    /** To ask registers again for what is not on file. */
    ASK
  }

  private CasePolicy() {}

  /** A citizen sees their own case; staff see their department's. */
  public static boolean maySee(Caller caller, Case file) {
    return owns(caller, file) || staff(caller, file);
  }

  public static boolean staff(Caller caller, Case file) {
    return caller.worksFor(file.facts().department());
  }

  /**
   * Whether staff must say why before they open it: a case that is not theirs, since a colleague
   * has it, or since somebody else ended it. What nobody has taken yet is everybody's work.
   */
  public static boolean needsReason(Caller caller, Case file) {
    if (owns(caller, file)) return false;
    return switch (file) {
      case Case.Submitted submitted -> false;
      case Case.UnderReview review -> isAnothers(caller, file);
      case Case.WaitingForApplicant waiting -> isAnothers(caller, file);
      case Case.Granted granted -> !granted.decision().by().id().equals(caller.subject());
      case Case.Refused refused -> !refused.decision().by().id().equals(caller.subject());
      case Case.Withdrawn withdrawn -> true;
    };
  }

  public static boolean may(Caller caller, Act act, Case file) {
    return switch (act) {
      case TAKE ->
          staff(caller, file)
              && caller.is(Role.CLERK)
              && file instanceof Case.UnderReview review
              && review.assignee().isEmpty();
      case RELEASE -> isMine(caller, file);
      case REASSIGN ->
          staff(caller, file)
              && caller.is(Role.SUPERVISOR)
              && (file instanceof Case.UnderReview || file instanceof Case.WaitingForApplicant);
      // Nobody decides on their own application.
      case GRANT, REFUSE -> isMine(caller, file) && !owns(caller, file);
      case NOTIFY -> isMine(caller, file) && !owns(caller, file) && file.facts().notices() == 0;
      case NOTIFY_AGAIN ->
          staff(caller, file)
              && caller.is(Role.SUPERVISOR)
              && !owns(caller, file)
              && file instanceof Case.UnderReview
              && file.facts().notices() > 0;
      case TAKE_BACK ->
          staff(caller, file)
              && file instanceof Case.WaitingForApplicant
              && (caller.is(Role.SUPERVISOR) || has(caller, file));
      case VISIT -> staff(caller, file) && !owns(caller, file);
      case ASK -> isMine(caller, file);
      case WITHDRAW ->
          owns(caller, file)
              && (file instanceof Case.Submitted
                  || file instanceof Case.UnderReview
                  || file instanceof Case.WaitingForApplicant);
    };
  }

  /** What this caller may do now, for pages to show as buttons. */
  public static List<String> actions(Caller caller, Case file) {
    List<String> actions = new ArrayList<>();
    for (Act act : Act.values()) {
      if (may(caller, act, file)) actions.add(act.name().toLowerCase(java.util.Locale.ROOT));
    }
    return actions;
  }

  private static boolean owns(Caller caller, Case file) {
    return caller.is(Role.CITIZEN) && caller.subject().equals(file.facts().owner());
  }

  private static boolean isMine(Caller caller, Case file) {
    return staff(caller, file)
        && caller.is(Role.CLERK)
        && file instanceof Case.UnderReview
        && has(caller, file);
  }

  private static boolean has(Caller caller, Case file) {
    return file.clerk().map(clerk -> clerk.id().equals(caller.subject())).orElse(false);
  }

  private static boolean isAnothers(Caller caller, Case file) {
    return file.clerk().isPresent() && !has(caller, file);
  }
}
