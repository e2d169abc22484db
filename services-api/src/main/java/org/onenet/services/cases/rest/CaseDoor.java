package org.onenet.services.cases.rest;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import org.onenet.identity.Caller;
import org.onenet.services.audit.GivenReasons;
import org.onenet.services.cases.Case;
import org.onenet.services.cases.CasePolicy;
import org.onenet.services.cases.CaseViews;
import org.onenet.services.cases.Cases;
import org.onenet.services.cases.DecideCase;
import org.onenet.services.cases.OpenCase;
import org.onenet.services.platform.Text;
import org.onenet.services.platform.web.ReasonFirst;
import org.onenet.services.platform.web.Refusal;

/** Seeing a case, and what an act on it came to, on the wire: the same at each door of a case. */
@Singleton
public class CaseDoor {
  private final Cases cases;
  private final CaseViews views;
  private final OpenCase openCase;

  @Inject
  public CaseDoor(Cases cases, CaseViews views, OpenCase openCase) {
    this.cases = cases;
    this.views = views;
    this.openCase = openCase;
  }

  /** The case, if this caller may know that it is there. */
  Case visible(Caller caller, String reference) {
    return cases
        .find(reference)
        .filter(file -> CasePolicy.maySee(caller, file))
        .orElseThrow(Refusal::notFound);
  }

  /**
   * Logs that staff are shown something of the case, also as the answer to an act.
   *
   * @param what as {@link OpenCase#read} names it
   * @throws Refusal 403 {@code reason-needed}, when they must first say why
   */
  void read(Caller caller, Case file, String what) {
    if (CasePolicy.staff(caller, file)
        && !openCase.read(caller, file, what, file.facts().reference())) {
      throw ReasonFirst.refusal(file.facts().reference(), GivenReasons.HOLDS);
    }
  }

  CaseViews.View done(Caller caller, DecideCase.Result result) {
    return switch (result) {
      case DecideCase.Result.Done done -> views.view(caller, done.file());
      case DecideCase.Result.AlreadyDecided over ->
          throw Refusal.of(
              409,
              "already-decided",
              new Text("%s decided this at %s: %s.", "%s 已于 %s 作出决定：%s。")
                  .with(over.by(), over.at(), over.outcome()),
              Map.of("by", over.by(), "at", over.at().toString(), "outcome", over.outcome()));
      case DecideCase.Result.Stale stale ->
          throw Refusal.stale(
              new Text("The case has changed since you opened it. Load it again.", "案件已被更新，请重新打开。"),
              stale.current());
      case DecideCase.Result.NotAllowed n -> throw Refusal.forbidden();
    };
  }
}
