package org.onenet.services.cases;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.onenet.services.applications.Applications;
import org.onenet.services.applications.Draft;
import org.onenet.services.applications.Provenance;
import org.onenet.services.applications.WaivedDocuments;
import org.onenet.services.catalogue.Catalogue;
import org.onenet.services.catalogue.ServiceDefinition;
import org.onenet.services.evidence.TradeNames;
import org.onenet.services.forms.AnswerError;
import org.onenet.services.forms.CheckAnswers;
import org.onenet.services.forms.Conditions;
import org.onenet.services.platform.Clocks;
import org.onenet.services.platform.Text;
import org.onenet.services.platform.Transactions;
import org.onenet.services.platform.WorkingDays;
import tools.jackson.databind.JsonNode;

/**
 * Turns a draft into a case, once: the same draft submitted again, or fifty times at the same
 * moment, gives the same case. The unique application in the case's row is the claim. While the
 * case waits for the applicant, submitting sends it on its way again, once for each notice.
 */
@Singleton
public class SubmitApplication {
  /** Kinds of provenance that the citizen did not type. */
  private static final Set<String> NOT_TYPED = Set.of("fetched", "presented");

  private final Applications applications;
  private final Cases cases;
  private final Catalogue catalogue;
  private final CheckAnswers checkAnswers;
  private final TradeNames tradeNames;
  private final EndNotice endNotice;
  private final CheckAgain checkAgain;
  private final WorkingDays workingDays;
  private final Transactions transactions;
  private final StepListener listener;
  private final Clock clock;

  @Inject
  public SubmitApplication(
      Applications applications,
      Cases cases,
      Catalogue catalogue,
      CheckAnswers checkAnswers,
      TradeNames tradeNames,
      EndNotice endNotice,
      CheckAgain checkAgain,
      WorkingDays workingDays,
      Transactions transactions,
      StepListener listener,
      Clock clock) {
    this.applications = applications;
    this.cases = cases;
    this.catalogue = catalogue;
    this.checkAnswers = checkAnswers;
    this.tradeNames = tradeNames;
    this.endNotice = endNotice;
    this.checkAgain = checkAgain;
    this.workingDays = workingDays;
    this.transactions = transactions;
    this.listener = listener;
    this.clock = clock;
  }

  /** How a submit ends. */
  public sealed interface Result {
    /** There is a case; {@code first} when this submit made it. */
    record Accepted(Case file, boolean first) implements Result {}

    /** The answers are not complete or not right. */
    record Invalid(List<AnswerError> errors) implements Result {}

    /** The draft was saved elsewhere since it was read. */
    record Stale(long current) implements Result {}

    /** The draft was thrown away since it was read, perhaps with all that is of its owner. */
    record Gone() implements Result {}
  }

  /**
   * @param version the draft's version that the citizen saw when submitting
   */
  public Result submit(Draft draft, long version) {
    Optional<Case> before = cases.ofApplication(draft.id());
    if (before.isEmpty()) return checked(draft, version, definition -> open(draft, definition));
    return before.get() instanceof Case.WaitingForApplicant waiting && !draft.submitted()
        ? checked(draft, version, definition -> again(draft, definition, waiting))
        : new Result.Accepted(before.get(), false);
  }

  private interface Keep {
    Result in(ServiceDefinition definition);
  }

  private Result checked(Draft draft, long version, Keep keep) {
    if (draft.version() != version) return new Result.Stale(draft.version());
    ServiceDefinition definition =
        catalogue.version(draft.service(), draft.serviceVersion()).orElseThrow();
    List<AnswerError> errors =
        checkAnswers.form(
            definition, draft.answers(), draft.id().toString(), waived(definition, draft));
    if (!errors.isEmpty()) return new Result.Invalid(errors);
    Result result;
    try {
      result = transactions.inTransaction(() -> keep.in(definition));
    } catch (SavedMeanwhile saved) {
      return applications
          .find(draft.id())
          .<Result>map(now -> new Result.Stale(now.version()))
          .orElseGet(Result.Gone::new);
    } catch (NameTaken e) {
      return new Result.Invalid(List.of(e.error));
    }
    if (result instanceof Result.Accepted accepted && accepted.first()) {
      listener.at(accepted.file().facts().reference(), "submit", "after-commit");
    }
    return result;
  }

  /** What a clerk asks for is not waived. */
  private Set<String> waived(ServiceDefinition definition, Draft draft) {
    Set<String> waived = new HashSet<>(WaivedDocuments.of(definition, draft));
    draft.caseReference().ifPresent(reference -> waived.removeAll(endNotice.missing(reference)));
    return waived;
  }

  /** What was missing is there: the same case goes on, with the day it is due on moved. */
  private Result again(
      Draft draft, ServiceDefinition definition, Case.WaitingForApplicant waiting) {
    String reference = waiting.facts().reference();
    Instant now = clock.instant();
    Cases.Submission before = cases.submission(reference);
    Cases.Submission after = Cases.Submission.of(draft, definition);
    // The case before the application, as whoever decides takes them.
    if (!cases.keep(waiting.goOn(endNotice.dueOn(waiting, now)), false)
        || !applications.markSubmitted(draft.id(), draft.version(), reference)) {
      throw new SavedMeanwhile();
    }
    cases.resubmit(waiting.facts(), applicantName(draft), after);
    tradeNames.release(draft.id().toString());
    claimTradeName(draft, definition);
    Completion completion = Completion.of(before.answers(), after.answers());
    endNotice.end(waiting, new Notice.End(now, Notice.How.COMPLETED, completion.before()));
    checkAgain.check(waiting.facts());
    cases.note(
        reference, new CaseEvent(now, "completed", completion.told(definition), Optional.empty()));
    listener.at(reference, "complete", "before-commit");
    return new Result.Accepted(cases.find(reference).orElseThrow(), false);
  }

  /** The draft is held first: who erases its owner, or throws it away, waits or was faster. */
  private Result open(Draft draft, ServiceDefinition definition) {
    if (!applications.holdDraft(draft.id())) {
      return cases
          .ofApplication(draft.id())
          .<Result>map(file -> new Result.Accepted(file, false))
          .orElseGet(Result.Gone::new);
    }
    Instant now = clock.instant();
    LocalDate today = LocalDate.ofInstant(now, Clocks.CITY);
    Case.Facts facts =
        new Case.Facts(
            cases.nextReference(today.getYear()),
            draft.id(),
            definition.hasCompetentAuthority(),
            draft.service(),
            draft.serviceVersion(),
            draft.owner(),
            applicantName(draft),
            draft.citizenNumber(),
            now,
            workingDays.after(today, definition.processingTime().workingDays()),
            0,
            1);
    Case.Submitted file = new Case.Submitted(facts);
    if (!cases.open(file, Cases.Submission.of(draft, definition))) {
      return new Result.Accepted(cases.ofApplication(draft.id()).orElseThrow(), false);
    }
    if (!applications.markSubmitted(draft.id(), draft.version(), facts.reference())) {
      throw new SavedMeanwhile();
    }
    claimTradeName(draft, definition);
    cases.note(
        facts.reference(),
        new CaseEvent(now, "submitted", told(draft, definition), Optional.empty()));
    listener.at(facts.reference(), "submit", "before-commit");
    return new Result.Accepted(file, true);
  }

  /** The draft changed between reading and submitting it: nothing of the case is kept. */
  private static final class SavedMeanwhile extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** Another trader was faster: the case is rolled back, with its claim. */
  private static final class NameTaken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient AnswerError error;

    NameTaken(String field) {
      this.error =
          new AnswerError(
              field,
              "taken",
              new Text(
                  "Another trader was a moment faster with this name. Choose another.",
                  "该名称刚刚被他人使用，请更换名称。"));
    }
  }

  /** After the case's own claim, so that a second submit of an ended case takes no name again. */
  private void claimTradeName(Draft draft, ServiceDefinition definition) {
    Conditions.asked(definition, draft.answers()).stream()
        .filter(
            field ->
                field.validation() != null
                    && field.validation().path("check").asString("").equals("trade-name-free"))
        .filter(field -> draft.answers().containsKey(field.id()))
        .forEach(
            field -> {
              String name = draft.answers().get(field.id()).asString();
              if (!tradeNames.claim(name, draft.id().toString())) throw new NameTaken(field.id());
            });
  }

  private static String applicantName(Draft draft) {
    JsonNode name = draft.answers().get("fullName");
    return name != null && name.isString() ? name.asString() : draft.ownerName();
  }

  private static Text told(Draft draft, ServiceDefinition definition) {
    List<ServiceDefinition.Field> asked = Conditions.asked(definition, draft.answers());
    Map<String, Provenance> provenance = draft.provenance();
    long known =
        asked.stream()
            .map(field -> provenance.get(field.id()))
            .filter(from -> from != null && NOT_TYPED.contains(from.kind()))
            .count();
    long answered = asked.stream().filter(field -> draft.answers().containsKey(field.id())).count();
    return new Text(
            "You applied. %s of %s answers came from registers or certificates.",
            "已提交申请。%2$s 项内容中有 %1$s 项来自政府登记库或电子证照。")
        .with(known, answered);
  }
}
