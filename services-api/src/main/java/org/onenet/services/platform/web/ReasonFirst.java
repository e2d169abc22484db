package org.onenet.services.platform.web;

import java.time.Duration;
import java.util.Map;
import org.onenet.services.platform.Text;

/**
 * The refusal of staff who open a case, or what came of it, that is not theirs without saying why.
 */
public final class ReasonFirst {
  private ReasonFirst() {}

  /**
   * @param reference the case to give the reason for
   * @param holds how long a reason holds
   */
  public static Refusal refusal(String reference, Duration holds) {
    return Refusal.of(
        403,
        "reason-needed",
        new Text(
            "This case is not yours. Give your reason first; the citizen will read it.",
            "该办件不由您办理。请先说明查看理由，申请人将看到该理由。"),
        Map.of(
            "case",
            reference,
            "openings",
            "/cases/" + reference + "/openings",
            "holdsMinutes",
            holds.toMinutes()));
  }
}
