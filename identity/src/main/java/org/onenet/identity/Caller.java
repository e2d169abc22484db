package org.onenet.identity;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Who is asking: the one translation of a token's claims that OneNet's rooms decide by.
 *
 * @param subject the account's id, a UUID (claim {@code sub})
 * @param username the login name (claim {@code preferred_username})
 * @param name the name to show (claim {@code name})
 * @param roles realm roles known to OneNet (claim {@code groups}); may be empty
 * @param department the department's id; always there for clerks and supervisors
 * @param organisation the id of a registered verifier; always there for verifiers
 * @param citizenNumber GB 11643 number, where the account is linked to a person of the register
 */
public record Caller(
    String subject,
    String username,
    String name,
    Set<Role> roles,
    Optional<String> department,
    Optional<String> organisation,
    Optional<String> citizenNumber) {

  public Caller {
    Objects.requireNonNull(subject, "subject");
    Objects.requireNonNull(username, "username");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(department, "department");
    Objects.requireNonNull(organisation, "organisation");
    Objects.requireNonNull(citizenNumber, "citizenNumber");
    Set<Role> ordered = EnumSet.noneOf(Role.class);
    ordered.addAll(roles);
    roles = Collections.unmodifiableSet(ordered);
  }

  /** Whether the caller has this role. */
  public boolean is(Role role) {
    return roles.contains(role);
  }

  /** Whether the caller works cases of this department, as clerk or as supervisor. */
  public boolean worksFor(String departmentId) {
    return (is(Role.CLERK) || is(Role.SUPERVISOR))
        && department.filter(departmentId::equals).isPresent();
  }

  /** Without the citizen number, since callers end up in logs. */
  @Override
  public String toString() {
    return "Caller["
        + username
        + " "
        + subject
        + " "
        + roles
        + department.map(d -> " of " + d).orElse("")
        + "]";
  }
}
