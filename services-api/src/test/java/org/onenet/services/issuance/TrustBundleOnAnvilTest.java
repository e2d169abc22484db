package org.onenet.services.issuance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.onenet.services.issuance.OutboxOnAnvil.TYPE;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onenet.credentials.Digest;
import org.onenet.credentials.RegistryEntry;
import org.onenet.credentials.TrustBundle;
import org.onenet.credentials.Verdict.Outcome;
import org.onenet.services.issuance.store.PostgresRegistrations;
import org.onenet.services.verification.KnownCredentials;
import org.onenet.services.verification.MakeTrustBundle;
import org.onenet.services.verification.store.PostgresKnownCredentials;

/** The trust bundle gathered from a real database and a real chain. */
final class TrustBundleOnAnvilTest {
  private static EmbeddedPostgres postgres;

  @TempDir static Path folder;
  private static OutboxOnAnvil outbox;

  @BeforeAll
  static void start() throws IOException {
    postgres = EmbeddedPostgres.start();
    outbox = new OutboxOnAnvil(postgres, folder);
  }

  @AfterAll
  static void stop() throws IOException {
    outbox.close();
    postgres.close();
  }

  @BeforeEach
  void begin() {
    outbox.begin();
  }

  @Test
  void it_has_what_the_chain_has_and_verifies_with_that_alone() {
    List<String> sent = outbox.issue(2);
    outbox.untilConfirmed();
    outbox.revoke(sent.getFirst());
    outbox.untilConfirmed();
    String queued = outbox.issue(1).getFirst();
    PostgresRegistrations registrations = new PostgresRegistrations(outbox.database);
    assertEquals(
        Set.copyOf(sent),
        new HashSet<>(registrations.digests().stream().map(Digest::hex).toList()));
    assertEquals(Set.of(TYPE), registrations.types());

    TrustBundle bundle = outbox.trustBundle();
    RegistryEntry.Registered revoked =
        assertInstanceOf(RegistryEntry.Registered.class, bundle.entry(new Digest(sent.getFirst())));
    assertEquals(RegistryEntry.State.REVOKED, revoked.state());
    assertEquals(outbox.desk.account(OutboxOnAnvil.DEPARTMENT), revoked.account());
    assertInstanceOf(RegistryEntry.Absent.class, bundle.entry(new Digest(queued)));
    assertTrue(bundle.content().chain().block() > 0);
    assertEquals(outbox.contract, bundle.content().chain().contract());
    assertEquals(Outcome.INVALID, bundle.verifier().verify(compact(sent.get(0))).overall());
    assertEquals(Outcome.VALID, bundle.verifier().verify(compact(sent.get(1))).overall());
    assertEquals(Outcome.VALID, bundle.verifier().verify(compact(queued)).overall());
  }

  @Test
  void with_the_chain_away_there_is_no_bundle() {
    outbox.issue(1);
    outbox.chain.stop();
    try {
      assertInstanceOf(
          MakeTrustBundle.Result.RegistryAway.class, outbox.makeTrustBundle().current());
    } finally {
      outbox.chain.start();
    }
  }

  @Test
  void labels_of_many_certificates_are_found_together() {
    List<String> digests = outbox.issue(3);
    PostgresKnownCredentials known = new PostgresKnownCredentials(outbox.database, outbox.vault);
    Map<String, KnownCredentials.Known> found =
        known.byDigests(Set.of(digests.get(0), digests.get(2), "0".repeat(64)));
    assertEquals(Set.of(digests.get(0), digests.get(2)), found.keySet());
    assertEquals(compact(digests.get(2)), found.get(digests.get(2)).compact());
    assertEquals(compact(digests.get(1)), known.byDigest(digests.get(1)).orElseThrow().compact());
  }

  private static String compact(String digest) {
    return outbox.compact(digest);
  }
}
