package org.onenet.portal.inbox;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.List;
import org.onenet.identity.Caller;
import org.onenet.identity.Role;
import org.onenet.identity.login.SessionEnded;
import org.onenet.identity.login.SignedInUser;
import org.onenet.portal.api.ApiProblem;

/** Whether these pages are for whoever is signed in; the API guards the data itself. */
@Dependent
class Staff {
  private final SignedInUser user;

  @Inject
  Staff(SignedInUser user) {
    this.user = user;
  }

  /**
   * The department that the signed-in clerk or supervisor works for.
   *
   * @throws ApiProblem 403 when they are neither
   */
  String department() {
    Caller caller = user.current().orElseThrow(() -> new SessionEnded("Nobody is signed in."));
    if (!caller.is(Role.CLERK) && !caller.is(Role.SUPERVISOR)) {
      throw new ApiProblem(403, "forbidden", "", List.of(), null);
    }
    return caller.department().orElse("");
  }
}
