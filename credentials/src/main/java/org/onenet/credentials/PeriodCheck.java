package org.onenet.credentials;

import static org.onenet.credentials.Checklist.check;
import static org.onenet.credentials.Verdict.Outcome.INVALID;
import static org.onenet.credentials.Verdict.Outcome.VALID;

import java.time.Instant;
import org.onenet.credentials.Verdict.Check;

/** Whether it has begun to be valid, and has not ended. */
final class PeriodCheck {
  private PeriodCheck() {}

  static Check of(ReadCredential credential, Instant now) {
    Instant latest = now.plus(Checklist.SKEW);
    if (credential.validFrom().isAfter(latest)) {
      return check(
          "period",
          INVALID,
          VerdictCode.NOT_YET_VALID,
          "validFrom before " + now,
          credential.validFrom().toString());
    }
    if (credential.issuedAt().map(issued -> issued.isAfter(latest)).orElse(false)) {
      return check(
          "period",
          INVALID,
          VerdictCode.ISSUED_IN_THE_FUTURE,
          "issued before " + now,
          credential.issuedAt().get().toString());
    }
    if (credential.validUntil().map(end -> !now.isBefore(end)).orElse(false)) {
      return check(
          "period",
          INVALID,
          VerdictCode.EXPIRED,
          "validUntil after " + now,
          credential.validUntil().get().toString());
    }
    return check("period", VALID, VerdictCode.IN_PERIOD, "", "");
  }
}
