package org.onenet.services.cases;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.onenet.services.applications.Applications;
import org.onenet.services.applications.Draft;
import org.onenet.services.applications.FillFromEvidence;
import org.onenet.services.catalogue.Catalogue;
import org.onenet.services.catalogue.ServiceDefinition;
import org.onenet.services.evidence.CheckResult;
import org.onenet.services.evidence.RunChecks;
import org.onenet.services.exchange.EvidenceArrived;
import org.onenet.services.exchange.EvidenceOnFile;
import org.onenet.services.exchange.Exchange;
import org.onenet.services.exchange.Exchanges;
import org.onenet.services.platform.Text;
import org.onenet.services.registers.Registers;

/**
 * What a register told goes where it was wanted: into a draft, or, when that was submitted
 * meanwhile, beside the case, whose checks are run again for the clerk.
 */
@Singleton
public class TakeEvidence implements EvidenceArrived {
  private final Applications applications;
  private final FillFromEvidence fillFromEvidence;
  private final Cases cases;
  private final Catalogue catalogue;
  private final Registers registers;
  private final Exchanges exchanges;
  private final RunChecks runChecks;
  private final Clock clock;

  @Inject
  public TakeEvidence(
      Applications applications,
      FillFromEvidence fillFromEvidence,
      Cases cases,
      Catalogue catalogue,
      Registers registers,
      Exchanges exchanges,
      RunChecks runChecks,
      Clock clock) {
    this.applications = applications;
    this.fillFromEvidence = fillFromEvidence;
    this.cases = cases;
    this.catalogue = catalogue;
    this.registers = registers;
    this.exchanges = exchanges;
    this.runChecks = runChecks;
    this.clock = clock;
  }

  @Override
  public void arrived(UUID application, List<Exchange> exchanges) {
    Optional<Draft> draft = applications.find(application).filter(one -> !one.submitted());
    if (draft.isPresent()) {
      fillFromEvidence.fill(draft.get(), exchanges);
      return;
    }
    cases
        .ofApplication(application)
        .filter(Case.UnderReview.class::isInstance)
        .ifPresent(file -> checkAgain(file.facts(), exchanges));
  }

  @Override
  public boolean isAwaited(UUID application) {
    return applications.holdDraft(application) || cases.holdOpen(application);
  }

  private void checkAgain(Case.Facts facts, List<Exchange> arrived) {
    Instant now = clock.instant();
    ServiceDefinition definition =
        catalogue.version(facts.service(), facts.serviceVersion()).orElseThrow();
    definition.steps().stream()
        .filter(step -> step.type().equals("automatic-checks"))
        .findFirst()
        .ifPresent(
            step -> {
              List<CheckResult> results =
                  runChecks.run(
                      step,
                      new EvidenceOnFile(exchanges.of(facts.application()), now),
                      cases.submission(facts.reference()).answers(),
                      facts.application().toString());
              cases.keepChecks(facts.reference(), results);
            });
    arrived.forEach(exchange -> cases.note(facts.reference(), answered(exchange, now)));
  }

  private CaseEvent answered(Exchange exchange, Instant now) {
    return new CaseEvent(
        now,
        "evidence",
        new Text("%s answered; the checks were run again.", "%s已答复，系统已重新核验。")
            .with(registers.of(exchange.register()).orElseThrow().name()),
        Optional.empty());
  }
}
