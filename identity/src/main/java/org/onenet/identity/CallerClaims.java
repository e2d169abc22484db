package org.onenet.identity;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.onenet.identity.ClaimsRefused.Code;

/**
 * The claims of a checked token, read into a {@link Caller}. Roles come from {@code groups} alone;
 * {@code realm_access} and the container's idea of roles are never asked.
 *
 * <pre>{"sub":"7b0c…","preferred_username":"chen","name":"Chen Wei 陈伟",
 *  "groups":["clerk"],"department":"public-security"}</pre>
 */
public final class CallerClaims {
  public static final String GROUPS = "groups";
  public static final String DEPARTMENT = "department";
  public static final String ORGANISATION = "organisation";
  public static final String CITIZEN_NUMBER = "citizen_number";

  private CallerClaims() {}

  /**
   * @param claims values as any JSON library gives them: strings, and collections whose elements
   *     print as strings
   * @throws ClaimsRefused when a needed claim is missing, malformed, or contradicts another
   */
  public static Caller toCaller(Map<String, ?> claims) {
    String subject =
        text(claims, "sub")
            .orElseThrow(
                () ->
                    new ClaimsRefused(
                        Code.SUBJECT_MISSING, "The token names no subject (claim sub)."));
    String username =
        text(claims, "preferred_username")
            .orElseThrow(
                () ->
                    new ClaimsRefused(
                        Code.USERNAME_MISSING,
                        "The token names no user (claim preferred_username)."));
    Set<Role> roles = roles(claims);
    Optional<String> department = text(claims, DEPARTMENT);
    if ((roles.contains(Role.CLERK) || roles.contains(Role.SUPERVISOR)) && department.isEmpty()) {
      throw new ClaimsRefused(
          Code.DEPARTMENT_MISSING,
          "The account "
              + username
              + " is clerk or supervisor of no department (claim department).");
    }
    Optional<String> organisation = text(claims, ORGANISATION);
    if (roles.contains(Role.VERIFIER) && organisation.isEmpty()) {
      throw new ClaimsRefused(
          Code.ORGANISATION_MISSING,
          "The account " + username + " is verifier of no organisation (claim organisation).");
    }
    return new Caller(
        subject,
        username,
        text(claims, "name").orElse(username),
        roles,
        department,
        organisation,
        text(claims, CITIZEN_NUMBER));
  }

  private static Set<Role> roles(Map<String, ?> claims) {
    Object groups = claims.get(GROUPS);
    if (groups == null) {
      throw new ClaimsRefused(Code.GROUPS_MISSING, "The token carries no roles (claim groups).");
    }
    if (!(groups instanceof Collection<?> names)) {
      throw malformed(GROUPS, "a list of role names", groups);
    }
    Set<Role> roles = EnumSet.noneOf(Role.class);
    for (String name : names(names)) {
      Role.ofClaim(name).ifPresent(roles::add);
    }
    return roles;
  }

  private static List<String> names(Collection<?> elements) {
    List<String> names = new ArrayList<>();
    for (Object element : elements) {
      if (!(element instanceof String name)) {
        throw malformed(GROUPS, "a list of role names", elements);
      }
      names.add(name);
    }
    return names;
  }

  private static Optional<String> text(Map<String, ?> claims, String claim) {
    Object value = claims.get(claim);
    if (value == null) {
      return Optional.empty();
    }
    if (!(value instanceof String text)) {
      throw malformed(claim, "one string", value);
    }
    return Optional.of(text).filter(t -> !t.isBlank());
  }

  private static ClaimsRefused malformed(String claim, String expected, Object actual) {
    return new ClaimsRefused(
        Code.CLAIM_MALFORMED,
        "The claim "
            + claim
            + " is not "
            + expected
            + " but "
            + actual.getClass().getSimpleName()
            + ".");
  }
}
