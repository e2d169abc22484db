package org.onenet.services.verification.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onenet.services.platform.web.Refusal;
import org.onenet.services.verification.VerifierWorld;

final class TrustBundleResourceTest {
  @Test
  void while_the_registry_is_away_there_is_no_bundle(@TempDir Path folder) {
    VerifierWorld city = new VerifierWorld(VerifierWorld.keysIn(folder));
    city.chain.away = true;
    Refusal refusal =
        assertThrows(
            Refusal.class, () -> new TrustBundleResource(city.makeTrustBundle()).bundle(null));
    assertEquals(503, refusal.status());
    assertEquals("registry-away", refusal.code());
  }
}
