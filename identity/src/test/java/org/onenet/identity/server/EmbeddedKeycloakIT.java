package org.onenet.identity.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class EmbeddedKeycloakIT {

  @Test
  void a_production_realm_has_no_demonstration_accounts_and_survives_a_kill() throws Exception {
    long start = System.nanoTime();
    try (TestKeycloak test = TestKeycloak.start(false)) {
      System.out.println(
          "start of Keycloak with PostgreSQL, "
              + test.progress
              + ": "
              + (System.nanoTime() - start) / 1_000_000
              + " ms");
      String issuer = test.keycloak().issuer();
      String refused = Http.passwordGrant(issuer, "lina", "demo").body();
      assertTrue(refused.contains("invalid_client"), refused);
      String keys = Http.get(issuer + "/protocol/openid-connect/certs").body();

      test.keycloak().kill();
      assertFalse(test.keycloak().isAlive());
      long before = System.nanoTime();
      test.restart();
      System.out.println(
          "warm start of Keycloak: " + (System.nanoTime() - before) / 1_000_000 + " ms");

      assertEquals(keys, Http.get(issuer + "/protocol/openid-connect/certs").body());
      assertFalse(
          Files.readString(test.keycloak().log()).contains("jgroups"), "a cluster was looked for");
      Path realm = test.options.data().resolve("home/data/import/onenet-realm.json");
      assertFalse(
          Files.readString(realm).contains(TestKeycloak.PORTAL_SECRET), "a secret in a file");
      assertFalse(Files.readString(realm).contains("onenet-cli"));
    }
  }
}
