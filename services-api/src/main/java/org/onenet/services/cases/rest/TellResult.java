package org.onenet.services.cases.rest;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import org.onenet.identity.Caller;
import org.onenet.services.cases.Case;
import org.onenet.services.cases.CasePolicy;
import org.onenet.services.cases.CaseViews;
import org.onenet.services.cases.Cases;
import org.onenet.services.cases.DecideCase;
import org.onenet.services.platform.Text;
import org.onenet.services.platform.web.Refusal;

/** What an act on a case came to, on the wire: the same at each door that acts. */
@Singleton
public class TellResult {
  private final Cases cases;
  private final CaseViews views;

  @Inject
  public TellResult(Cases cases, CaseViews views) {
    this.cases = cases;
    this.views = views;
  }

  /** The case, if this caller may know that it is there. */
  Case visible(Caller caller, String reference) {
    return cases
        .find(reference)
        .filter(file -> CasePolicy.maySee(caller, file))
        .orElseThrow(Refusal::notFound);
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
