package org.onenet.services.issuance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onenet.credentials.Accreditation;
import org.onenet.credentials.CredentialVerifier;
import org.onenet.credentials.Did;
import org.onenet.credentials.Digest;
import org.onenet.credentials.IssuerKeys;
import org.onenet.credentials.MasterKey;
import org.onenet.credentials.PublishedKey;
import org.onenet.credentials.Registry;
import org.onenet.credentials.RegistryEntry;
import org.onenet.credentials.Verdict;
import org.onenet.services.CaseWorld;
import org.onenet.services.catalogue.ServiceDefinition;
import org.onenet.services.identifiers.UnifiedSocialCreditCode;
import org.onenet.services.issuance.store.PostgresCredentials;
import org.onenet.services.issuance.store.PostgresKeptCredentials;
import org.onenet.services.issuance.store.PostgresPublishedLists;
import org.onenet.services.issuance.store.PostgresStatusPlaces;
import org.onenet.services.platform.Database;
import org.onenet.services.platform.Text;
import org.onenet.services.platform.Vault;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** Issuance against a real PostgreSQL. */
final class IssueCredentialTest {
  private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  @TempDir static Path folder;

  private static EmbeddedPostgres postgres;
  private static Database database;
  private static Vault vault;
  private static IssuerKeys keys;
  private static IssuerDesk publisher;
  private static StatusListDesk lists;
  private static SigningDesk desk;

  @BeforeAll
  static void open() throws Exception {
    postgres = EmbeddedPostgres.start();
    database = new Database(postgres.getJdbcUrl("postgres", "postgres"), "postgres", "", 12);
    vault =
        new Vault(
            database, MasterKey.open(folder.resolve("master.jwe"), "secret".toCharArray()), CLOCK);
    PostgresCredentials credentials =
        new PostgresCredentials(database, vault, CaseWorld.LIST_SIZE, CLOCK);
    keys = IssuerKeys.open(folder.resolve("keys.jwe"), "secret".toCharArray(), CLOCK);
    publisher = new IssuerDesk(URI.create("http://localhost:8081"), keys);
    lists =
        new StatusListDesk(
            publisher,
            new PostgresStatusPlaces(database),
            new PostgresPublishedLists(database),
            CLOCK);
    desk = new SigningDesk(credentials, publisher, CLOCK);
  }

  @AfterAll
  static void close() throws Exception {
    database.close();
    postgres.close();
  }

  @Test
  void fifty_attempts_at_once_make_one_credential_and_one_registration_on_chain() throws Exception {
    try (OutboxOnAnvil outbox = new OutboxOnAnvil(postgres, folder.resolve("outbox"))) {
      outbox.begin();
      Set<CredentialId> ids = new HashSet<>();
      List<Callable<CredentialId>> attempts = new ArrayList<>();
      for (int i = 0; i < 50; i++) attempts.add(() -> issue("R-2026-000050"));
      try (ExecutorService threads = Executors.newFixedThreadPool(50)) {
        for (Future<CredentialId> done : threads.invokeAll(attempts)) ids.add(done.get());
      }
      assertEquals(1, ids.size());
      assertEquals(1, count("credential c JOIN chain_act r USING (digest)", "R-2026-000050"));
      assertEquals(
          1, count("status_place p JOIN credential c ON c.id = p.credential", "R-2026-000050"));
      outbox.untilFinal();
      Digest digest = Digest.ofCompact(compact(ids.iterator().next()));
      assertEquals(List.of(digest.hex()), outbox.registered());
      assertEquals(List.of("register final"), outbox.states());
      assertEquals(List.of("nonce 0 final"), outbox.transactions());
    }
  }

  @Test
  void what_is_issued_verifies_also_after_a_rotation() {
    String compact = compact(issue("R-2026-000051"));
    assertEquals(Verdict.Outcome.VALID, verify(compact).overall(), verify(compact).toString());
    keys.rotate("market-regulation");
    assertEquals(Verdict.Outcome.VALID, verify(compact).overall(), verify(compact).toString());
    Map<String, Object> subject = verify(compact).credential().orElseThrow().subject();
    assertEquals("林娜", subject.get("fullName"));
    assertEquals("2026-11-23", subject.get("grantedOn"));
    assertTrue(UnifiedSocialCreditCode.isValid((String) subject.get("code")), subject.toString());
  }

  @Test
  void a_transaction_that_fails_leaves_nothing_and_the_case_can_be_issued_again() {
    assertThrows(
        RuntimeException.class,
        () ->
            database.inTransaction(
                () -> {
                  desk.issue(grant("R-2026-000052"));
                  throw new IllegalArgumentException("the caller fails");
                }));
    assertEquals(0, count("credential c", "R-2026-000052"));
    issue("R-2026-000052");
    assertEquals(1, count("credential c", "R-2026-000052"));
  }

  @Test
  void a_preview_shows_the_facts_and_leaves_nothing() {
    PreviewCredential.Preview preview = desk.preview(grant("R-2026-000053"));
    assertEquals(
        List.of("fullName", "grantedOn", "code"),
        preview.facts().stream().map(PreviewCredential.Fact::name).toList());
    assertEquals("2026年11月23日", preview.facts().get(1).display().zh());
    assertEquals(LocalDate.parse("2027-11-23"), preview.validUntil());
    assertEquals(0, count("credential c", "R-2026-000053"));
  }

  private static CredentialId issue(String reference) {
    return database.inTransaction(() -> desk.issue(grant(reference)));
  }

  private static String compact(CredentialId id) {
    return new PostgresKeptCredentials(database, vault).find(id.value()).orElseThrow().compact();
  }

  private static int count(String from, String reference) {
    return database
        .sql()
        .fetchOne("SELECT count(*) FROM " + from + " WHERE c.case_reference = ?", reference)
        .get(0, Integer.class);
  }

  private static Verdict verify(String compact) {
    return new CredentialVerifier(
            new AccreditedOnly(),
            IssueCredentialTest::keyOf,
            address -> lists.at(address).orElseThrow().compact(),
            CLOCK)
        .verify(compact);
  }

  private static Optional<PublishedKey> keyOf(Did issuer, String fragment) {
    return publisher.document("market-regulation").key(fragment);
  }

  /** A chain on which the department is accredited and nothing is registered yet. */
  private static final class AccreditedOnly implements Registry {
    @Override
    public RegistryEntry entry(Digest digest) {
      return new RegistryEntry.Absent();
    }

    @Override
    public RegistryEntry entry(org.onenet.credentials.RegistrationReceipt receipt) {
      return new RegistryEntry.Absent();
    }

    @Override
    public org.onenet.credentials.KeyAccreditation key(Did issuer, String type, String thumbprint) {
      return org.onenet.credentials.KeyAccreditation.NOTHING_KNOWN;
    }

    @Override
    public Optional<Accreditation> accreditation(Did issuer, String credentialType) {
      return Optional.of(
          new Accreditation(
              "0x00000000000000000000000000000000000000aa", Instant.EPOCH, Optional.empty()));
    }
  }

  private static Grant grant(String reference) {
    Text name = new Text("Sole-trader licence", "个体工商户营业执照");
    ServiceDefinition definition =
        new ServiceDefinition(
            "sole-trader-licence",
            1,
            name,
            name,
            Map.of(),
            "market-regulation",
            List.of(),
            name,
            null,
            false,
            null,
            0,
            List.of(),
            new ServiceDefinition.Form(List.of()),
            List.of(),
            new ServiceDefinition.Output(
                "SoleTraderLicence",
                name,
                12,
                null,
                null,
                List.of(
                    new ServiceDefinition.Claim("fullName", name, "answers.fullName", "text", null),
                    new ServiceDefinition.Claim("grantedOn", name, "case.grantedOn", "date", null),
                    new ServiceDefinition.Claim(
                        "code", name, "generated.unifiedSocialCreditCode", "text", null),
                    new ServiceDefinition.Claim("absent", name, "answers.absent", "text", null))),
            null);
    Map<String, JsonNode> answers = Map.of("fullName", StringNode.valueOf("林娜"));
    return new Grant(reference, definition, "sub-lina", "林娜", answers, NOW);
  }
}
