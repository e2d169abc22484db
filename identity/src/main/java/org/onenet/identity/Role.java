package org.onenet.identity;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What an account may be. The claim {@code groups} carries these names in lower case. */
public enum Role {
  CITIZEN,
  CLERK,
  SUPERVISOR,
  AUDITOR,
  VERIFIER,
  ADMIN;

  /** The realm role's name in Keycloak and in tokens, for example {@code clerk}. */
  public String claim() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The role of a realm role's name; empty for Keycloak's own roles such as {@code offline_access}.
   */
  public static Optional<Role> ofClaim(String name) {
    return Arrays.stream(values()).filter(role -> role.claim().equals(name)).findFirst();
  }
}
