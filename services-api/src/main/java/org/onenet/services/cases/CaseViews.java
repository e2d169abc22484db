package org.onenet.services.cases;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.onenet.identity.Caller;
import org.onenet.services.applications.Applications;
import org.onenet.services.applications.Document;
import org.onenet.services.applications.FillFromEvidence;
import org.onenet.services.applications.Provenance;
import org.onenet.services.catalogue.Catalogue;
import org.onenet.services.catalogue.Department;
import org.onenet.services.catalogue.Sensitivity;
import org.onenet.services.catalogue.ServiceDefinition;
import org.onenet.services.evidence.CheckResult;
import org.onenet.services.exchange.AskRegisters;
import org.onenet.services.exchange.EvidenceOnFile;
import org.onenet.services.exchange.Exchange;
import org.onenet.services.forms.Conditions;
import org.onenet.services.forms.DisplayAnswer;
import org.onenet.services.forms.MaskedAnswer;
import org.onenet.services.identifiers.CitizenNumber;
import org.onenet.services.platform.Clocks;
import org.onenet.services.platform.Text;
import org.onenet.services.platform.WorkingDays;
import org.onenet.services.registers.Registers;
import tools.jackson.databind.JsonNode;

/**
 * A case as it is shown: answers with their provenance, checks, history, what may be done. To
 * everybody but its owner sensitive answers are masked, with all that repeats them: what registers
 * say, details of checks, names of documents. {@link ShowAnswer} shows one. Documents that are not
 * sent yet are the owner's alone.
 */
@Singleton
public class CaseViews {
  private final Cases cases;
  private final Notices notices;
  private final Applications applications;
  private final Catalogue catalogue;
  private final WorkingDays workingDays;
  private final AskRegisters askRegisters;
  private final Registers registers;
  private final Clock clock;

  @Inject
  public CaseViews(
      Cases cases,
      Notices notices,
      Applications applications,
      Catalogue catalogue,
      WorkingDays workingDays,
      AskRegisters askRegisters,
      Registers registers,
      Clock clock) {
    this.cases = cases;
    this.notices = notices;
    this.applications = applications;
    this.catalogue = catalogue;
    this.workingDays = workingDays;
    this.askRegisters = askRegisters;
    this.registers = registers;
    this.clock = clock;
  }

  /**
   * A case in a list.
   *
   * @param answerBy the day until which its applicant should complete it; null while it does not
   *     wait for them
   * @param answerLate whether that day is over
   */
  public record Row(
      String reference,
      String service,
      Text serviceName,
      String applicantName,
      String state,
      String submittedAt,
      String dueOn,
      int daysLeft,
      String answerBy,
      boolean answerLate,
      Case.Clerk assignee,
      long version,
      UUID application) {}

  public record View(
      String reference,
      UUID application,
      String service,
      int serviceVersion,
      Text serviceName,
      Department authority,
      String state,
      Applicant applicant,
      String submittedAt,
      String dueOn,
      int daysLeft,
      Case.Clerk assignee,
      long version,
      List<Page> pages,
      List<Attachment> documents,
      List<Evidence> evidence,
      List<Check> checks,
      List<Event> timeline,
      List<Told> notices,
      List<Step> steps,
      Ended decision,
      String credential,
      List<String> actions) {}

  public record Applicant(String name, String citizenNumber) {}

  public record Page(String id, Text title, List<Answer> answers) {}

  /**
   * @param masked whether value, display, provenance and the register's word hide what they are
   * @param value null where it is masked; of a citizen number its known parts
   * @param differs whether a register, or a certificate, says otherwise
   * @param registerValue what it says; null where it says the same, and where it is masked
   */
  public record Answer(
      String field,
      Text label,
      String type,
      Sensitivity sensitivity,
      boolean masked,
      JsonNode value,
      Text display,
      Provenance provenance,
      boolean differs,
      JsonNode registerValue) {}

  /**
   * An uploaded document, without its content.
   *
   * @param masked whether its name is hidden, for names tell
   * @param size in bytes; {@code sha256} in hex
   */
  public record Attachment(
      UUID id,
      String field,
      String name,
      boolean masked,
      String mediaType,
      int size,
      String sha256) {}

  /**
   * What a register was asked for this case.
   *
   * @param state idle, waiting, fetched or unavailable; {@code found} says whether there was any
   * @param ground consent, or the law under which it was asked without
   */
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

  /**
   * A one-time notice.
   *
   * @param ended completed, taken-back or withdrawn; null while the case waits
   */
  public record Told(
      int number,
      String sentAt,
      String by,
      List<Missing> items,
      String reason,
      String answerBy,
      String endedAt,
      String ended) {}

  public record Missing(String field, Text label, String text) {}

  public record Event(String at, String code, Text text, Text by) {}

  public record Step(String id, Text name, String state) {}

  public record Ended(String outcome, String reason, String at, String by) {}

  public Row row(Case file) {
    Case.Facts facts = file.facts();
    Optional<LocalDate> answerBy =
        file instanceof Case.WaitingForApplicant waiting
            ? Optional.of(waiting.answerBy())
            : Optional.empty();
    return new Row(
        facts.reference(),
        facts.service(),
        definition(facts).name(),
        facts.applicantName(),
        file.state(),
        facts.submittedAt().toString(),
        facts.dueOn().toString(),
        daysLeft(facts),
        answerBy.map(LocalDate::toString).orElse(null),
        answerBy.filter(day -> day.isBefore(today())).isPresent(),
        file.clerk().orElse(null),
        facts.version(),
        facts.application());
  }

  public View view(Caller caller, Case file) {
    Case.Facts facts = file.facts();
    ServiceDefinition definition = definition(facts);
    boolean owner = caller.subject().equals(facts.owner());
    EvidenceOnFile evidence = askRegisters.onFile(facts.application());
    MaskedChecks masked = new MaskedChecks(definition, registers);
    return new View(
        facts.reference(),
        facts.application(),
        facts.service(),
        facts.serviceVersion(),
        definition.name(),
        Department.answering(definition),
        file.state(),
        new Applicant(
            facts.applicantName(), facts.citizenNumber().map(CitizenNumber::masked).orElse(null)),
        facts.submittedAt().toString(),
        facts.dueOn().toString(),
        daysLeft(facts),
        file.clerk().orElse(null),
        facts.version(),
        pages(definition, cases.submission(facts.reference()), evidence, owner),
        (owner
                ? applications.documents(facts.application())
                : applications.submitted(facts.application()))
            .stream()
                .map(document -> attachment(document, !owner && isSensitive(definition, document)))
                .toList(),
        evidence.exchanges().stream().map(this::evidence).toList(),
        cases.checks(facts.reference()).stream()
            .map(result -> check(result, owner ? result.detail() : masked.detail(result)))
            .toList(),
        cases.events(facts.reference()).stream()
            .map(e -> new Event(e.at().toString(), e.code(), e.text(), e.by().orElse(null)))
            .toList(),
        notices.of(facts.reference()).stream().map(one -> told(definition, one)).toList(),
        steps(definition, file),
        ended(file),
        file instanceof Case.Granted granted
            ? granted.credential().map(UUID::toString).orElse(null)
            : null,
        CasePolicy.actions(caller, file));
  }

  private List<Page> pages(
      ServiceDefinition definition,
      Cases.Submission submission,
      EvidenceOnFile evidence,
      boolean owner) {
    Map<String, JsonNode> answers = submission.answers();
    return Conditions.pages(definition, answers).stream()
        .map(
            page ->
                new Page(
                    page.id(),
                    page.title(),
                    Conditions.asked(page, answers).stream()
                        .map(field -> answer(field, submission, evidence, owner))
                        .toList()))
        .toList();
  }

  /** One answer as it is: for who has said that they look at it, and for acts of the case. */
  public Optional<Answer> whole(Case file, String field) {
    Case.Facts facts = file.facts();
    Cases.Submission submission = cases.submission(facts.reference());
    return Conditions.asked(definition(facts), submission.answers()).stream()
        .filter(one -> one.id().equals(field))
        .findFirst()
        .map(one -> answer(one, submission, askRegisters.onFile(facts.application()), true));
  }

  /** The documents that answer a question, by their names. */
  public List<Attachment> documents(Case file, String field) {
    return applications.submitted(file.facts().application()).stream()
        .filter(document -> document.field().equals(field))
        .map(document -> attachment(document, false))
        .toList();
  }

  private static Answer answer(
      ServiceDefinition.Field field,
      Cases.Submission submission,
      EvidenceOnFile evidence,
      boolean owner) {
    JsonNode value = submission.answers().get(field.id());
    Provenance provenance =
        Optional.ofNullable(submission.provenance().get(field.id())).orElse(Provenance.typed());
    JsonNode told = told(field, provenance, evidence, value);
    if (owner || !MaskedAnswer.hides(field, value, told)) {
      return new Answer(
          field.id(),
          field.label(),
          field.type(),
          field.sensitivity(),
          false,
          value,
          DisplayAnswer.of(field, value),
          provenance,
          told != null,
          told);
    }
    return new Answer(
        field.id(),
        field.label(),
        field.type(),
        field.sensitivity(),
        true,
        MaskedAnswer.value(field, value),
        MaskedAnswer.display(field, value),
        provenance.masked(),
        told != null,
        MaskedAnswer.value(field, told));
  }

  private static boolean isSensitive(ServiceDefinition definition, Document document) {
    return definition
        .field(document.field())
        .map(ServiceDefinition.Field::isSensitive)
        .orElse(true);
  }

  private static Attachment attachment(Document document, boolean masked) {
    return new Attachment(
        document.id(),
        document.field(),
        masked ? MaskedAnswer.HIDDEN_NAME : document.name(),
        masked,
        document.mediaType(),
        document.size(),
        document.sha256());
  }

  /**
   * What the register says otherwise, also where the citizen had typed before it answered. What it
   * says now counts before what it said when the citizen corrected it.
   */
  private static JsonNode told(
      ServiceDefinition.Field field,
      Provenance provenance,
      EvidenceOnFile evidence,
      JsonNode value) {
    boolean corrected = provenance.kind().equals("corrected");
    if (!corrected && !provenance.kind().equals("typed")) return null;
    if (corrected && provenance.exchange() == null) return provenance.fetchedValue();
    return field
        .prefill()
        .flatMap(evidence::value)
        .flatMap(text -> FillFromEvidence.value(field, text))
        .or(() -> Optional.ofNullable(provenance.fetchedValue()))
        .filter(other -> !other.equals(value))
        .orElse(null);
  }

  private Evidence evidence(Exchange exchange) {
    return new Evidence(
        exchange.evidenceType(),
        registers.evidenceType(exchange.evidenceType()).orElseThrow().name(),
        registers.of(exchange.register()).orElseThrow().name(),
        exchange.state().word(),
        exchange.state() == Exchange.State.FETCHED ? !exchange.records().isEmpty() : null,
        exchange.reason().orElse(null),
        exchange.answeredAt().map(Instant::toString).orElse(null),
        exchange.law().orElseGet(() -> new Text("Consent", "本人同意")));
  }

  private static Told told(ServiceDefinition definition, Notice notice) {
    return new Told(
        notice.number(),
        notice.sentAt().toString(),
        notice.by().name(),
        notice.items().stream()
            .map(
                item ->
                    new Missing(
                        item.field(),
                        definition
                            .field(item.field())
                            .map(ServiceDefinition.Field::label)
                            .orElseGet(() -> Text.same(item.field())),
                        item.text()))
            .toList(),
        notice.reason().orElse(null),
        notice.answerBy().toString(),
        notice.end().map(end -> end.at().toString()).orElse(null),
        notice.end().map(end -> end.how().word()).orElse(null));
  }

  private static Check check(CheckResult result, Text detail) {
    return new Check(
        result.id(),
        result.name(),
        result.outcome().name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'),
        detail);
  }

  private static List<Step> steps(ServiceDefinition definition, Case file) {
    int now =
        switch (file) {
          case Case.Submitted s -> 1;
          case Case.UnderReview r -> 2;
          case Case.WaitingForApplicant w -> 2;
          case Case.Granted g -> g.credential().isPresent() ? 5 : 4;
          case Case.Refused r -> 4;
          case Case.Withdrawn w -> 4;
        };
    List<Step> steps = new ArrayList<>();
    steps.add(new Step("applied", new Text("You applied", "提交申请"), state(0, now)));
    steps.add(new Step("checks", new Text("Checked automatically", "系统核验"), state(1, now)));
    if (!(definition.decidedAtOnce() && file instanceof Case.Granted)) {
      steps.add(new Step("review", new Text("A clerk looks at it", "人工审核"), state(2, now)));
    }
    steps.add(new Step("decision", new Text("Decision", "作出决定"), state(3, now)));
    if (!(file instanceof Case.Refused) && !(file instanceof Case.Withdrawn)) {
      steps.add(new Step("certificate", new Text("Certificate", "发放证照"), state(4, now)));
    }
    return steps;
  }

  private static String state(int step, int now) {
    return step < now ? "done" : step == now ? "now" : "ahead";
  }

  private static Ended ended(Case file) {
    return switch (file) {
      case Case.Granted g -> ended("granted", g.decision());
      case Case.Refused r -> ended("refused", r.decision());
      case Case.Withdrawn w ->
          new Ended("withdrawn", "", w.at().toString(), w.facts().applicantName());
      default -> null;
    };
  }

  private static Ended ended(String outcome, Case.Decision decision) {
    return new Ended(outcome, decision.reason(), decision.at().toString(), decision.by().name());
  }

  private ServiceDefinition definition(Case.Facts facts) {
    return catalogue.version(facts.service(), facts.serviceVersion()).orElseThrow();
  }

  private int daysLeft(Case.Facts facts) {
    return workingDays.left(today(), facts.dueOn());
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), Clocks.CITY);
  }
}
