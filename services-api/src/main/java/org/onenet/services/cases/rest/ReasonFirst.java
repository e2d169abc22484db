package org.onenet.services.cases.rest;

import java.util.Map;
import org.onenet.services.cases.Case;
import org.onenet.services.cases.OpenCase;
import org.onenet.services.platform.Text;
import org.onenet.services.platform.web.Refusal;

/** The refusal of staff who open a case that is not theirs and have not said why. */
final class ReasonFirst {
  private ReasonFirst() {}

  static Refusal refusal(Case file) {
    return Refusal.of(
        403,
        "reason-needed",
        new Text(
            "This case is not yours. Give your reason first; the citizen will read it.",
            "该办件不由您办理。请先说明查看理由，申请人将看到该理由。"),
        Map.of(
            "openings",
            "/cases/" + file.facts().reference() + "/openings",
            "holdsMinutes",
            OpenCase.HOLDS.toMinutes()));
  }
}
