package org.onenet.services.privacy;

import java.util.Optional;
import org.onenet.identity.Caller;
import org.onenet.services.audit.Actor;

/** What a citizen does with their own data is logged by account alone: the log forgets no name. */
final class OwnActs {
  private static final String NAMELESS = "citizen";

  private OwnActs() {}

  static Actor by(Caller caller) {
    return new Actor(caller.subject(), NAMELESS, Optional.empty());
  }
}
