package org.onenet.services.audit;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.onenet.credentials.audit.AuditEntry;
import org.onenet.identity.Caller;
import org.onenet.identity.Role;

/**
 * Who reads or acts: a person by their account, or a department's own machine.
 *
 * @param account the account's id, or {@link #MACHINE}
 * @param name the account's name now, or what the machine does; empty for a citizen
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

  /** Citizens go into the log, which nobody can change, without their names. */
  public static Actor of(Caller caller) {
    Optional<String> organisation = caller.department().or(caller::organisation);
    boolean isCitizen = organisation.isEmpty() && caller.roles().equals(Set.of(Role.CITIZEN));
    return new Actor(caller.subject(), isCitizen ? "" : caller.name(), organisation);
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
