package org.onenet.services.cases;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.onenet.services.catalogue.Catalogue;
import org.onenet.services.catalogue.Department;
import org.onenet.services.catalogue.ServiceDefinition;
import org.onenet.services.evidence.CheckResult;
import org.onenet.services.evidence.RunChecks;
import org.onenet.services.exchange.AskRegisters;
import org.onenet.services.exchange.EvidenceOnFile;
import org.onenet.services.exchange.Exchanges;
import org.onenet.services.issuance.Grant;
import org.onenet.services.issuance.IssueCredential;
import org.onenet.services.platform.Text;
import org.onenet.services.platform.Transactions;

/**
 * Takes a case through the steps that need nobody: the automatic checks, an automatic decision, the
 * issue of the certificate. Each step is one transaction that takes the step's claim, does its
 * effect and keeps the new state; a crash before its commit leaves nothing of it, and the case is
 * found again by {@link Cases#pending}.
 */
@Singleton
public class AdvanceCase {
  /** So long a submit may wait for registers that were not asked before, or have forgotten. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final Cases cases;
  private final Catalogue catalogue;
  private final AskRegisters askRegisters;
  private final Exchanges exchanges;
  private final RunChecks runChecks;
  private final IssueCredential issueCredential;
  private final Transactions transactions;
  private final StepListener listener;
  private final Clock clock;

  @Inject
  public AdvanceCase(
      Cases cases,
      Catalogue catalogue,
      AskRegisters askRegisters,
      Exchanges exchanges,
      RunChecks runChecks,
      IssueCredential issueCredential,
      Transactions transactions,
      StepListener listener,
      Clock clock) {
    this.cases = cases;
    this.catalogue = catalogue;
    this.askRegisters = askRegisters;
    this.exchanges = exchanges;
    this.runChecks = runChecks;
    this.issueCredential = issueCredential;
    this.transactions = transactions;
    this.listener = listener;
    this.clock = clock;
  }

  /** Does every step that can be done now; returns the case as it is then. */
  public Case advance(String reference) {
    Case file = cases.find(reference).orElseThrow();
    for (; ; ) {
      Optional<Case> next =
          switch (file) {
            case Case.Submitted submitted -> {
              EvidenceOnFile evidence = gather(submitted.facts());
              yield step("checks", submitted, () -> check(submitted, evidence));
            }
            case Case.Granted granted when granted.credential().isEmpty() ->
                step("issue", granted, () -> issue(granted));
            default -> Optional.empty();
          };
      if (next.isEmpty()) return cases.find(reference).orElseThrow();
      file = next.get();
    }
  }

  private interface Effect {
    Case take();
  }

  /** Empty when somebody else took the step or ended the case: they go on from there. */
  private Optional<Case> step(String step, Case file, Effect effect) {
    String reference = file.facts().reference();
    Optional<Case> after;
    try {
      after = transactions.inTransaction(() -> take(step, reference, effect));
    } catch (LostRace e) {
      return Optional.empty();
    }
    if (after.isPresent()) listener.at(reference, step, "after-commit");
    return after;
  }

  private Optional<Case> take(String step, String reference, Effect effect) {
    if (!cases.claim(reference, step)) return Optional.empty();
    Case next = effect.take();
    boolean more = next instanceof Case.Granted granted && granted.credential().isEmpty();
    if (!cases.keep(next, more)) throw new LostRace();
    if (more) exchanges.end(next.facts().application()); // granted: nobody waits for the rest
    listener.at(reference, step, "before-commit");
    return Optional.of(cases.find(reference).orElseThrow());
  }

  /** Another transaction changed the case in between: this one is rolled back, claim and all. */
  private static final class LostRace extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** Before the step and outside of its transaction: another department is asked. */
  private EvidenceOnFile gather(Case.Facts facts) {
    return facts
        .citizenNumber()
        .map(
            number ->
                askRegisters.ask(
                    new AskRegisters.About(facts.application(), facts.owner(), number),
                    definition(facts),
                    PATIENCE))
        .orElseGet(() -> askRegisters.onFile(facts.application()));
  }

  private Case check(Case.Submitted file, EvidenceOnFile evidence) {
    Case.Facts facts = file.facts();
    ServiceDefinition definition = definition(facts);
    Optional<ServiceDefinition.Step> automatic =
        definition.steps().stream().filter(s -> s.type().equals("automatic-checks")).findFirst();
    Instant now = clock.instant();
    Text authority = Department.answering(definition).name();
    if (automatic.isEmpty()) {
      cases.note(facts.reference(), review(now, authority));
      return file.toReview();
    }
    List<CheckResult> results =
        runChecks.run(
            automatic.get(),
            evidence,
            cases.submission(facts.reference()).answers(),
            facts.application().toString());
    cases.keepChecks(facts.reference(), results);
    boolean allHold =
        results.stream().allMatch(result -> result.outcome() == CheckResult.Outcome.PASSED);
    cases.note(facts.reference(), checked(now, results, allHold));
    if (allHold && "grant".equals(automatic.get().whenAllHold())) {
      cases.note(
          facts.reference(),
          new CaseEvent(
              now,
              "granted",
              new Text("Granted at once: every rule holds.", "各项条件均符合，已即时办结。"),
              Optional.of(authority)));
      return file.grant(
          new Case.Decision("Every rule of the service holds.", now, Case.Clerk.SYSTEM));
    }
    cases.note(facts.reference(), review(now, authority));
    return file.toReview();
  }

  private Case issue(Case.Granted file) {
    Case.Facts facts = file.facts();
    ServiceDefinition definition = definition(facts);
    UUID credential =
        issueCredential
            .issue(
                new Grant(
                    facts.reference(),
                    definition,
                    facts.owner(),
                    facts.applicantName(),
                    cases.submission(facts.reference()).answers(),
                    file.decision().at()))
            .value();
    cases.note(
        facts.reference(),
        new CaseEvent(
            clock.instant(),
            "issued",
            new Text("Your certificate is ready under \"My certificates\".", "证照已生成，请在“我的证照”中查看。"),
            Optional.of(Department.answering(definition).name())));
    return file.with(credential);
  }

  private ServiceDefinition definition(Case.Facts facts) {
    return catalogue.version(facts.service(), facts.serviceVersion()).orElseThrow();
  }

  private static CaseEvent checked(Instant at, List<CheckResult> results, boolean allHold) {
    long passed = results.stream().filter(r -> r.outcome() == CheckResult.Outcome.PASSED).count();
    Text text =
        allHold
            ? new Text("Checked automatically: everything agrees.", "系统自动核验：全部一致。")
            : new Text(
                    "Checked automatically: %s of %s agree; a clerk looks at the rest.",
                    "系统自动核验：%2$s 项中 %1$s 项一致，其余由工作人员核实。")
                .with(passed, results.size());
    return new CaseEvent(at, "checked", text, Optional.empty());
  }

  private static CaseEvent review(Instant at, Text authority) {
    return new CaseEvent(
        at, "review", new Text("A clerk is looking at it.", "工作人员正在审核。"), Optional.of(authority));
  }
}
