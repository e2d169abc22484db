package org.onenet.services.cases;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/**
 * A case and its life, told once:
 *
 * <p>The citizen submits, and the case is {@link Submitted}: the registers are asked. When every
 * rule of an automatic service holds, it is {@link Granted} at once; otherwise, or where the
 * service says so, it is {@link UnderReview} until a clerk takes it and grants or refuses it. Where
 * something is missing the clerk says so once, and the case is {@link WaitingForApplicant} until
 * the citizen has sent the application again. Until a decision stands the citizen may withdraw it.
 * A granted case gets its certificate in a step of its own; a refused or withdrawn one is at its
 * end.
 *
 * <p>Each act belongs to the state it is possible in, so an illegal one does not compile. The store
 * keeps a new state only over the version that was read: of two that race, one stands.
 */
public sealed interface Case {
  Facts facts();

  /**
   * What does not change with the state, and the version that was read.
   *
   * @param notices how many {@link Notice}s were sent
   */
  record Facts(
      String reference,
      UUID application,
      String department,
      String service,
      int serviceVersion,
      String owner,
      String applicantName,
      Optional<String> citizenNumber,
      Instant submittedAt,
      LocalDate dueOn,
      int notices,
      long version) {
    /** A field of its form, as the log names it: {@code residence-certificate/1/ethnicity}. */
    public String item(String field) {
      return service + "/" + serviceVersion + "/" + field;
    }

    private Facts noticed() {
      return with(dueOn, notices + 1);
    }

    private Facts due(LocalDate day) {
      return with(day, notices);
    }

    private Facts with(LocalDate due, int sent) {
      return new Facts(
          reference,
          application,
          department,
          service,
          serviceVersion,
          owner,
          applicantName,
          citizenNumber,
          submittedAt,
          due,
          sent,
          version);
    }
  }

  /** A clerk, by account id and name. */
  record Clerk(String id, String name) {
    /** Decides by the rules of a service. */
    static final Clerk SYSTEM = new Clerk("system", "OneNet");

    public boolean isSystem() {
      return id.equals(SYSTEM.id());
    }
  }

  /**
   * Why a case ended as it did.
   *
   * @param by who decided; the system itself for automatic decisions
   */
  record Decision(String reason, Instant at, Clerk by) {}

  /** The registers are being asked. */
  record Submitted(Facts facts) implements Case {
    public UnderReview toReview() {
      return new UnderReview(facts, Optional.empty());
    }

    public Granted grant(Decision decision) {
      return new Granted(facts, decision, Optional.empty());
    }

    public Withdrawn withdraw(Instant at) {
      return new Withdrawn(facts, at);
    }
  }

  /** A clerk's turn. */
  record UnderReview(Facts facts, Optional<Clerk> assignee) implements Case {
    public UnderReview assignTo(Clerk clerk) {
      return new UnderReview(facts, Optional.of(clerk));
    }

    public UnderReview release() {
      return new UnderReview(facts, Optional.empty());
    }

    public Granted grant(Decision decision) {
      return new Granted(facts, decision, Optional.empty());
    }

    public Refused refuse(Decision decision) {
      return new Refused(facts, decision);
    }

    public WaitingForApplicant askApplicant(LocalDate answerBy) {
      return new WaitingForApplicant(facts.noticed(), assignee, answerBy);
    }

    public Withdrawn withdraw(Instant at) {
      return new Withdrawn(facts, at);
    }
  }

  /**
   * Something is missing, and the citizen's turn to say it.
   *
   * @param answerBy the day until which they should
   */
  record WaitingForApplicant(Facts facts, Optional<Clerk> assignee, LocalDate answerBy)
      implements Case {
    public WaitingForApplicant assignTo(Clerk clerk) {
      return new WaitingForApplicant(facts, Optional.of(clerk), answerBy);
    }

    /**
     * Back to whose case it was, completed or not.
     *
     * @param dueOn the authority's day, later by as long as it waited
     */
    public UnderReview goOn(LocalDate dueOn) {
      return new UnderReview(facts.due(dueOn), assignee);
    }

    public Withdrawn withdraw(Instant at) {
      return new Withdrawn(facts, at);
    }
  }

  /** Granted; its certificate follows in a step of its own. */
  record Granted(Facts facts, Decision decision, Optional<UUID> credential) implements Case {
    public Granted with(UUID issued) {
      return new Granted(facts, decision, Optional.of(issued));
    }
  }

  record Refused(Facts facts, Decision decision) implements Case {}

  record Withdrawn(Facts facts, Instant at) implements Case {}

  /** Who has it; empty while nobody has, and when it has ended. */
  default Optional<Clerk> clerk() {
    return switch (this) {
      case UnderReview review -> review.assignee();
      case WaitingForApplicant waiting -> waiting.assignee();
      default -> Optional.empty();
    };
  }

  /** The state's word on the wire. */
  default String state() {
    return switch (this) {
      case Submitted s -> "submitted";
      case UnderReview s -> "under-review";
      case WaitingForApplicant s -> "waiting-for-applicant";
      case Granted s -> "granted";
      case Refused s -> "refused";
      case Withdrawn s -> "withdrawn";
    };
  }
}
