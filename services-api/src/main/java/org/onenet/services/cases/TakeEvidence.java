package org.onenet.services.cases;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.onenet.services.applications.Applications;
import org.onenet.services.applications.Draft;
import org.onenet.services.applications.FillFromEvidence;
import org.onenet.services.exchange.EvidenceArrived;
import org.onenet.services.exchange.Exchange;
import org.onenet.services.platform.Text;
import org.onenet.services.registers.Registers;

/**
 * What a register told goes where it was wanted: into a draft, or, when that was submitted
 * meanwhile, beside the case, whose checks are run again for the clerk; into both while the case
 * waits for its applicant.
 */
@Singleton
public class TakeEvidence implements EvidenceArrived {
  private final Applications applications;
  private final FillFromEvidence fillFromEvidence;
  private final Cases cases;
  private final Registers registers;
  private final CheckAgain checkAgain;
  private final Clock clock;

  @Inject
  public TakeEvidence(
      Applications applications,
      FillFromEvidence fillFromEvidence,
      Cases cases,
      Registers registers,
      CheckAgain checkAgain,
      Clock clock) {
    this.applications = applications;
    this.fillFromEvidence = fillFromEvidence;
    this.cases = cases;
    this.registers = registers;
    this.checkAgain = checkAgain;
    this.clock = clock;
  }

  @Override
  public void arrived(UUID application, List<Exchange> exchanges) {
    applications.find(application).ifPresent(draft -> arrived(draft, exchanges));
  }

  private void arrived(Draft draft, List<Exchange> exchanges) {
    if (!draft.submitted()) fillFromEvidence.fill(draft, exchanges);
    draft
        .caseReference()
        .flatMap(cases::find)
        .filter(
            file -> file instanceof Case.UnderReview || file instanceof Case.WaitingForApplicant)
        .ifPresent(file -> checkAgain(file.facts(), exchanges));
  }

  @Override
  public boolean isAwaited(UUID application) {
    return applications.holdDraft(application) || cases.holdOpen(application);
  }

  private void checkAgain(Case.Facts facts, List<Exchange> arrived) {
    checkAgain.check(facts);
    arrived.forEach(exchange -> cases.note(facts.reference(), answered(exchange)));
  }

  private CaseEvent answered(Exchange exchange) {
    return new CaseEvent(
        clock.instant(),
        "evidence",
        new Text("%s answered; the checks were run again.", "%s已答复，系统已重新核验。")
            .with(registers.of(exchange.register()).orElseThrow().name()),
        Optional.empty());
  }
}
