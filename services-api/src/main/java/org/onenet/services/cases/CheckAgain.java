package org.onenet.services.cases;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import org.onenet.services.catalogue.Catalogue;
import org.onenet.services.catalogue.ServiceDefinition;
import org.onenet.services.evidence.CheckResult;
import org.onenet.services.evidence.RunChecks;
import org.onenet.services.exchange.EvidenceOnFile;
import org.onenet.services.exchange.Exchanges;

/**
 * Runs a case's automatic checks again, for its clerk: a register answered late, or the citizen
 * completed the application. They decide nothing any more.
 */
@Singleton
public class CheckAgain {
  private final Cases cases;
  private final Catalogue catalogue;
  private final Exchanges exchanges;
  private final RunChecks runChecks;
  private final Clock clock;

  @Inject
  public CheckAgain(
      Cases cases, Catalogue catalogue, Exchanges exchanges, RunChecks runChecks, Clock clock) {
    this.cases = cases;
    this.catalogue = catalogue;
    this.exchanges = exchanges;
    this.runChecks = runChecks;
    this.clock = clock;
  }

  void check(Case.Facts facts) {
    ServiceDefinition definition =
        catalogue.version(facts.service(), facts.serviceVersion()).orElseThrow();
    definition.steps().stream()
        .filter(step -> step.type().equals("automatic-checks"))
        .findFirst()
        .ifPresent(step -> cases.keepChecks(facts.reference(), results(facts, step)));
  }

  private List<CheckResult> results(Case.Facts facts, ServiceDefinition.Step step) {
    return runChecks.run(
        step,
        new EvidenceOnFile(exchanges.of(facts.application()), clock.instant()),
        cases.submission(facts.reference()).answers(),
        facts.application().toString());
  }
}
