package org.onenet.identity.staff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.onenet.identity.StaffDirectory.StaffMember;
import org.onenet.identity.StaffDirectoryUnreachable;
import org.onenet.identity.server.TestKeycloak;

class StaffDirectoryIT {

  @Test
  void a_departments_clerks_are_listed_and_kept_for_a_minute() throws Exception {
    try (TestKeycloak keycloak = TestKeycloak.start(true)) {
      String issuer = keycloak.keycloak().issuer();
      Instant now = Instant.parse("2026-11-23T09:00:00Z");
      KeycloakStaffDirectory directory =
          new KeycloakStaffDirectory(
              issuer, TestKeycloak.SERVICES_SECRET, Clock.fixed(now, ZoneOffset.UTC));
      assertEquals(
          List.of("Chen Wei 陈伟", "He Jun 何军"), names(directory.clerksOf("public-security")));
      assertEquals(
          List.of("Tang Rui 唐瑞", "Zhou Min 周敏"), names(directory.clerksOf("market-regulation")));
      assertEquals(List.of(), directory.clerksOf("public"));
      assertThrows(
          StaffDirectoryUnreachable.class,
          () ->
              new KeycloakStaffDirectory(issuer, "wrong", Clock.systemUTC())
                  .clerksOf("civil-affairs"));

      keycloak.keycloak().kill();
      assertEquals(
          List.of("Tang Rui 唐瑞", "Zhou Min 周敏"), names(directory.clerksOf("market-regulation")));
      assertThrows(StaffDirectoryUnreachable.class, () -> directory.clerksOf("civil-affairs"));
    }
  }

  private static List<String> names(List<StaffMember> members) {
    return members.stream().map(StaffMember::name).toList();
  }
}
