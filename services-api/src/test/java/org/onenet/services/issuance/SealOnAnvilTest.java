package org.onenet.services.issuance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onenet.credentials.audit.AuditCheck;
import org.onenet.credentials.audit.AuditFinding;
import org.onenet.credentials.audit.AuditReport;
import org.onenet.credentials.audit.AuditSeal;
import org.onenet.credentials.audit.SealsOnChain;
import org.onenet.identity.Caller;
import org.onenet.identity.Role;
import org.onenet.services.audit.Access;
import org.onenet.services.audit.SealAuditLog;
import org.onenet.services.audit.store.PostgresAuditLog;
import org.onenet.services.issuance.store.PostgresRegistrations;
import org.onenet.services.issuance.store.PostgresSealQueue;

/** A seal of the audit log goes the way of every registration to a real chain. */
final class SealOnAnvilTest {
  @TempDir Path folder;

  @Test
  void what_was_logged_is_checked_against_the_chain() throws IOException {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
        OutboxOnAnvil outbox = new OutboxOnAnvil(postgres, folder, ChainDesk.SEALS)) {
      outbox.begin();
      PostgresAuditLog log = new PostgresAuditLog(outbox.database, outbox.vault, outbox.clock);
      SealAuditLog seal =
          new SealAuditLog(
              log,
              new PostgresSealQueue(outbox.database),
              outbox.database,
              outbox.clock,
              Optional.empty());
      Caller clerk =
          new Caller(
              "account-chen",
              "chen",
              "Chen Jie 陈洁",
              EnumSet.of(Role.CLERK),
              Optional.of("civil-affairs"),
              Optional.empty(),
              Optional.empty());
      for (int i = 0; i < 5; i++) {
        log.log(Access.read(clerk, "case", "CA-" + i, "case-work").inCase("CA-" + i));
      }
      AuditSeal made = seal.now().orElseThrow();
      AuditReport waiting = check(log, outbox);
      assertTrue(waiting.holds(), waiting::toString);
      assertEquals(0, waiting.onChain());

      String certificate = outbox.issue(1).getFirst();
      outbox.untilFinal();
      assertTrue(outbox.registered().contains(made.digest().hex()));
      AuditReport report = check(log, outbox);
      assertTrue(report.holds(), report::toString);
      assertEquals(1, report.onChain());
      assertEquals(5, report.sealed());

      // Verifiers of certificates are told nothing of seals.
      PostgresRegistrations registrations = new PostgresRegistrations(outbox.database);
      assertEquals(List.of(), registrations.digests());
      assertEquals(Set.of(outbox.kept(certificate).type()), registrations.types());

      // All is logged anew, as who owns the server can: the chain has kept what was.
      outbox
          .database
          .sql()
          .execute(
              "ALTER TABLE audit_entry DISABLE TRIGGER ALL; ALTER TABLE audit_seal DISABLE TRIGGER"
                  + " ALL; ALTER TABLE audit_stream DISABLE TRIGGER ALL; ALTER TABLE"
                  + " audit_seal_stamp DISABLE TRIGGER ALL; TRUNCATE audit_seal_stamp, audit_seal,"
                  + " audit_entry, audit_stream");
      log.log(Access.read(clerk, "case", "CA-other", "case-work"));
      seal.now().orElseThrow();
      outbox.pass(Duration.ofDays(2));
      assertEquals(
          AuditFinding.Kind.SEAL_NOT_ON_CHAIN, check(log, outbox).findings().getFirst().kind());
    }
  }

  private static AuditReport check(PostgresAuditLog log, OutboxOnAnvil outbox) {
    List<String> lines = new ArrayList<>();
    log.export(line -> lines.add(line.text()));
    return AuditCheck.check(
        lines::stream,
        Optional.of(new SealsOnChain(outbox.desk.registry(), outbox.desk.account(ChainDesk.SEALS))),
        outbox.clock);
  }
}
