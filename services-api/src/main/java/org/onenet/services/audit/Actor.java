package org.onenet.services.audit;

import java.util.Objects;
import java.util.Optional;
import org.onenet.credentials.audit.AuditEntry;
import org.onenet.identity.Caller;

/**
 * Who reads or acts: a person by their account, or a department's own machine.
 *
 * @param account the account's id, or {@link #MACHINE}
 * @param name the account's name now, or what the machine does
 * @param organisation id of the department or organisation it acts for
 */
public record Actor(String account, String name, Optional<String> organisation) {
  /** The account of what a department does without a person. */
  public static final String MACHINE = "system";

  public Actor {
    Objects.requireNonNull(account, "account");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(organisation, "organisation");
  }

  public static Actor of(Caller caller) {
    return new Actor(caller.subject(), caller.name(), caller.department().or(caller::organisation));
  }

  /**
   * @param name what does it, as a code, such as {@code automatic-checks}
   */
  public static Actor machine(String department, String name) {
    return new Actor(MACHINE, name, Optional.of(department));
  }

  /** The chain that its entries stand in. */
  public String stream() {
    return organisation.orElse(AuditEntry.CITY);
  }
}
