package org.onenet.services.presentations.rest;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.onenet.identity.Caller;
import org.onenet.identity.rest.Callers;
import org.onenet.services.platform.Text;
import org.onenet.services.platform.web.Refusal;
import org.onenet.services.presentations.Verifier;
import org.onenet.services.presentations.Verifiers;

/** For which registered organisation the caller asks. */
@Singleton
class Asking {
  private final Callers callers;
  private final Verifiers verifiers;

  @Inject
  Asking(Callers callers, Verifiers verifiers) {
    this.callers = callers;
    this.verifiers = verifiers;
  }

  Caller caller() {
    return callers.caller();
  }

  /**
   * @throws Refusal when the caller's organisation is not registered
   */
  Verifier verifier() {
    return callers
        .caller()
        .organisation()
        .flatMap(verifiers::of)
        .orElseThrow(
            () ->
                Refusal.of(
                    403,
                    "not-registered",
                    new Text(
                        "Your organisation is not registered as a verifier here.",
                        "贵单位未登记为核验单位。")));
  }
}
