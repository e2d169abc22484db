package org.onenet.services.corrections;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.UUID;
import org.onenet.identity.Caller;
import org.onenet.services.audit.Access;
import org.onenet.services.audit.Actor;
import org.onenet.services.audit.ReadLog;
import org.onenet.services.cases.CaseEvent;
import org.onenet.services.cases.Cases;
import org.onenet.services.catalogue.Department;
import org.onenet.services.exchange.Exchanges;
import org.onenet.services.platform.Text;
import org.onenet.services.platform.Transactions;
import org.onenet.services.registers.Registers;

/**
 * Staff of the department that holds the register answer: once, and nobody what they asked
 * themselves or what is about them. What the register said before is then forgotten, so that it is
 * asked again.
 */
@Singleton
public class AnswerCorrection {
  private final Corrections corrections;
  private final Exchanges exchanges;
  private final Cases cases;
  private final Registers registers;
  private final ReadLog readLog;
  private final Transactions transactions;
  private final Clock clock;

  @Inject
  public AnswerCorrection(
      Corrections corrections,
      Exchanges exchanges,
      Cases cases,
      Registers registers,
      ReadLog readLog,
      Transactions transactions,
      Clock clock) {
    this.corrections = corrections;
    this.exchanges = exchanges;
    this.cases = cases;
    this.registers = registers;
    this.readLog = readLog;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** How it ends. */
  public sealed interface Result {
    record Done(Correction correction) implements Result {}

    /** Somebody answered before. */
    record AlreadyAnswered(Correction correction) implements Result {}

    /** Another version was read. */
    record Stale(long current) implements Result {}

    /** The caller asked for it, or it is about them. */
    record OwnAct() implements Result {}

    /** None, or none that the caller's department must answer. */
    record NotThere() implements Result {}
  }

  public Result answer(Caller caller, UUID id, long version, boolean corrected, String text) {
    return transactions.inTransaction(
        () -> {
          Correction one =
              corrections.find(id).filter(it -> caller.worksFor(it.holder())).orElse(null);
          if (one == null) return new Result.NotThere();
          if (one.answer().isPresent()) return new Result.AlreadyAnswered(one);
          if (one.version() != version) return new Result.Stale(one.version());
          if (one.askedBy().equals(caller.subject()) || one.person().equals(caller.subject())) {
            return new Result.OwnAct();
          }
          Correction.Answer answer =
              new Correction.Answer(
                  corrected, text, clock.instant(), caller.subject(), caller.name());
          if (!corrections.answer(id, version, answer)) {
            return new Result.AlreadyAnswered(corrections.find(id).orElseThrow());
          }
          if (corrected) exchanges.outdate(one.exchange());
          cases.note(one.caseReference(), event(one, answer));
          readLog.log(
              Access.act(Actor.of(caller), "answer", "correction", id.toString(), "correction")
                  .of(one.person())
                  .inCase(one.caseReference()));
          return new Result.Done(corrections.find(id).orElseThrow());
        });
  }

  private CaseEvent event(Correction one, Correction.Answer answer) {
    Text text =
        answer.corrected()
            ? new Text("%s was corrected at the source.", "%s已在源头更正。")
            : new Text("%s was not corrected; the reason is given below.", "%s未更正，理由见下。");
    return new CaseEvent(
        answer.at(),
        "correction",
        text.with(registers.of(one.register()).orElseThrow().name()),
        Department.of(one.holder()).map(Department::name));
  }
}
