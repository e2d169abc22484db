package org.onenet.services.corrections;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.onenet.identity.Caller;
import org.onenet.services.applications.Applications;
import org.onenet.services.audit.Access;
import org.onenet.services.audit.Actor;
import org.onenet.services.audit.ReadLog;
import org.onenet.services.cases.Case;
import org.onenet.services.cases.CaseEvent;
import org.onenet.services.cases.CasePolicy;
import org.onenet.services.cases.CaseViews;
import org.onenet.services.cases.Cases;
import org.onenet.services.catalogue.Catalogue;
import org.onenet.services.catalogue.Department;
import org.onenet.services.catalogue.ServiceDefinition;
import org.onenet.services.exchange.AskRegisters;
import org.onenet.services.exchange.Exchange;
import org.onenet.services.exchange.ResolveEvidence;
import org.onenet.services.forms.DisplayAnswer;
import org.onenet.services.platform.Clocks;
import org.onenet.services.platform.Ids;
import org.onenet.services.platform.Text;
import org.onenet.services.platform.Transactions;
import org.onenet.services.platform.WorkingDays;
import org.onenet.services.registers.Register;
import org.onenet.services.registers.Registers;

/**
 * The clerk who has a case asks for a register's correction: once for each field, whoever asks
 * again gets the same. Both values are taken from the case, never from who asks, who need not have
 * seen them.
 */
@Singleton
public class AskForCorrection {
  /** Working days until the holder must have answered. */
  public static final int DAYS = 10;

  private final Corrections corrections;
  private final Cases cases;
  private final CaseViews views;
  private final Applications applications;
  private final Catalogue catalogue;
  private final AskRegisters askRegisters;
  private final Registers registers;
  private final ReadLog readLog;
  private final WorkingDays workingDays;
  private final Transactions transactions;
  private final Clock clock;

  @Inject
  public AskForCorrection(
      Corrections corrections,
      Cases cases,
      CaseViews views,
      Applications applications,
      Catalogue catalogue,
      AskRegisters askRegisters,
      Registers registers,
      ReadLog readLog,
      WorkingDays workingDays,
      Transactions transactions,
      Clock clock) {
    this.corrections = corrections;
    this.cases = cases;
    this.views = views;
    this.applications = applications;
    this.catalogue = catalogue;
    this.askRegisters = askRegisters;
    this.registers = registers;
    this.readLog = readLog;
    this.workingDays = workingDays;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** How it ends. */
  public sealed interface Result {
    /**
     * @param isNew false when it was asked before
     */
    record Asked(Correction correction, boolean isNew) implements Result {}

    /** No such case, or none that the caller may see. */
    record NotThere() implements Result {}

    /** The caller does not have the case. */
    record NotAllowed() implements Result {}

    /** No register says otherwise than the citizen on this field. */
    record NoDifference() implements Result {}

    /** The document is none of the case's. */
    record NoSuchDocument() implements Result {}
  }

  /**
   * @param field of the form
   */
  public Result ask(
      Caller caller, String reference, String field, String reason, Optional<UUID> document) {
    Case file = cases.find(reference).filter(one -> CasePolicy.staff(caller, one)).orElse(null);
    if (file == null) return new Result.NotThere();
    if (!CasePolicy.may(caller, CasePolicy.Act.ASK, file)) return new Result.NotAllowed();
    Case.Facts facts = file.facts();
    boolean known =
        document
            .map(
                id ->
                    applications.submitted(facts.application()).stream()
                        .anyMatch(one -> one.id().equals(id)))
            .orElse(true);
    if (!known) return new Result.NoSuchDocument();
    return wanted(caller, file, field, reason, document)
        .<Result>map(correction -> transactions.inTransaction(() -> keep(caller, correction)))
        .orElseGet(Result.NoDifference::new);
  }

  private Result keep(Caller caller, Correction correction) {
    if (!corrections.add(correction)) {
      return new Result.Asked(
          corrections.of(correction.exchange(), correction.field()).orElseThrow(), false);
    }
    Register register = registers.of(correction.register()).orElseThrow();
    cases.note(
        correction.caseReference(),
        new CaseEvent(
            correction.askedAt(),
            "correction",
            new Text("%s was asked to correct what it holds.", "已请%s更正其登记信息。")
                .with(register.name()),
            Department.of(correction.department()).map(Department::name)));
    readLog.log(
        Access.act(Actor.of(caller), "ask", "correction", correction.id().toString(), "correction")
            .of(correction.person())
            .inCase(correction.caseReference())
            .items(List.of(correction.evidenceType() + "." + correction.field())));
    return new Result.Asked(correction, true);
  }

  private Optional<Correction> wanted(
      Caller caller, Case file, String id, String reason, Optional<UUID> document) {
    Case.Facts facts = file.facts();
    ServiceDefinition definition =
        catalogue.version(facts.service(), facts.serviceVersion()).orElseThrow();
    ServiceDefinition.Field field =
        definition.fields().filter(one -> one.id().equals(id)).findFirst().orElse(null);
    String item = field == null ? null : field.prefill().orElse(null);
    // A citizen number is what a register finds a person by.
    if (item == null || field.isCitizenNumber()) return Optional.empty();
    CaseViews.Answer answer = views.whole(file, id).filter(CaseViews.Answer::differs).orElse(null);
    if (answer == null) return Optional.empty();
    Instant now = clock.instant();
    return exchange(facts.application(), item)
        .map(
            exchange ->
                new Correction(
                    Ids.next(clock),
                    facts.reference(),
                    facts.department(),
                    registers.of(exchange.register()).orElseThrow().owner(),
                    facts.owner(),
                    exchange.id(),
                    exchange.register(),
                    exchange.evidenceType(),
                    ResolveEvidence.field(item),
                    field.id(),
                    DisplayAnswer.of(field, answer.registerValue()),
                    answer.display(),
                    reason,
                    document,
                    caller.subject(),
                    caller.name(),
                    now,
                    workingDays.after(LocalDate.ofInstant(now, Clocks.CITY), DAYS),
                    Optional.empty(),
                    1));
  }

  private Optional<Exchange> exchange(UUID application, String item) {
    return askRegisters.onFile(application).exchanges().stream()
        .filter(one -> one.evidenceType().equals(ResolveEvidence.type(item)))
        .findFirst();
  }
}
