package org.onenet.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.onenet.identity.ClaimsRefused.Code;

class CallerClaimsTest {

  @Test
  void a_clerks_claims_make_a_caller() {
    Caller chen = CallerClaims.toCaller(clerk());
    assertEquals(
        new Caller(
            "7b0c",
            "chen",
            "Chen Wei",
            Set.of(Role.CLERK),
            Optional.of("public-security"),
            Optional.empty(),
            Optional.empty()),
        chen);
    assertTrue(chen.worksFor("public-security"));
    assertFalse(chen.worksFor("civil-affairs"));
  }

  @Test
  void roles_that_are_not_ours_are_left_out() {
    assertEquals(
        Set.of(Role.CLERK),
        CallerClaims.toCaller(with("groups", List.of("offline_access", "clerk", "CLERK", "root")))
            .roles());
  }

  @Test
  void roles_come_from_groups_alone() {
    Map<String, Object> claims = with("groups", List.of());
    claims.put("realm_access", Map.of("roles", List.of("admin")));
    assertEquals(Set.of(), CallerClaims.toCaller(claims).roles());
  }

  @Test
  void a_department_without_a_staff_role_gives_no_cases() {
    assertFalse(
        CallerClaims.toCaller(with("groups", List.of("citizen"))).worksFor("public-security"));
  }

  @Test
  void each_missing_claim_is_refused_by_name() {
    assertRefused(Code.SUBJECT_MISSING, without("sub"));
    assertRefused(Code.USERNAME_MISSING, without("preferred_username"));
    assertRefused(Code.GROUPS_MISSING, without("groups"));
    assertRefused(Code.DEPARTMENT_MISSING, without("department"));
    assertRefused(Code.DEPARTMENT_MISSING, with("department", " "));
    assertRefused(Code.ORGANISATION_MISSING, with("groups", List.of("verifier")));
  }

  @Test
  void claims_of_a_wrong_type_are_refused() {
    assertRefused(Code.CLAIM_MALFORMED, with("groups", "clerk"));
    assertRefused(Code.CLAIM_MALFORMED, with("groups", List.of(7)));
    assertRefused(
        Code.CLAIM_MALFORMED, with("department", List.of("public-security", "civil-affairs")));
    assertRefused(Code.CLAIM_MALFORMED, with("citizen_number", 990102199203140029L));
  }

  @Test
  void a_caller_prints_without_the_citizen_number() {
    assertFalse(
        CallerClaims.toCaller(with("citizen_number", "990102199203140029"))
            .toString()
            .contains("1992"));
  }

  private static void assertRefused(Code code, Map<String, Object> claims) {
    ClaimsRefused refused = assertThrows(ClaimsRefused.class, () -> CallerClaims.toCaller(claims));
    assertEquals(code, refused.code());
  }

  private static Map<String, Object> clerk() {
    return new HashMap<>(
        Map.of(
            "sub", "7b0c",
            "preferred_username", "chen",
            "name", "Chen Wei",
            "groups", List.of("clerk"),
            "department", "public-security"));
  }

  private static Map<String, Object> with(String claim, Object value) {
    Map<String, Object> claims = clerk();
    claims.put(claim, value);
    return claims;
  }

  private static Map<String, Object> without(String claim) {
    Map<String, Object> claims = clerk();
    claims.remove(claim);
    return claims;
  }
}
