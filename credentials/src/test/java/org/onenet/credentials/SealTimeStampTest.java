package org.onenet.credentials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.onenet.credentials.audit.AuditChain;
import org.onenet.credentials.audit.AuditCheck;
import org.onenet.credentials.audit.AuditEntry;
import org.onenet.credentials.audit.AuditFinding;
import org.onenet.credentials.audit.AuditReport;
import org.onenet.credentials.audit.AuditSeal;
import org.onenet.credentials.audit.ExportLine;

/** A seal of the audit log under an RFC 3161 authority's word. */
final class SealTimeStampTest {
  @Test
  void a_stamp_of_the_seal_holds_and_one_of_another_is_named() throws Exception {
    AuditEntry entry =
        new AuditEntry(
            "city",
            1,
            Instant.now(),
            "account",
            "Admin",
            Optional.empty(),
            "seal",
            "audit log",
            "everything",
            "on demand",
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty());
    byte[] hash = AuditChain.hash(AuditChain.genesis("city"), entry);
    AuditSeal seal =
        new AuditSeal(
            1,
            Instant.now(),
            AuditSeal.NONE_BEFORE,
            AuditSeal.root(List.of(hash)),
            List.of(new AuditSeal.Range("city", 1, 1, HexFormat.of().formatHex(hash))));
    try (TestTimeStamps authority = new TestTimeStamps()) {
      TimeStampAuthority asked = new TimeStampAuthority(authority.address());

      AuditReport good = check(entry, hash, seal, asked.stamp(seal.digest()));
      assertEquals(List.of(), good.findings());
      assertTrue(good.notes().getFirst().startsWith("Seal 1 was time-stamped at "));

      byte[] ofAnother = asked.stamp(new Digest("0".repeat(64)));
      assertEquals(
          AuditFinding.Kind.TIME_STAMP_BROKEN,
          check(entry, hash, seal, ofAnother).findings().getFirst().kind());
      byte[] changed = asked.stamp(seal.digest());
      changed[changed.length - 1] ^= 1;
      assertEquals(
          AuditFinding.Kind.TIME_STAMP_BROKEN,
          check(entry, hash, seal, changed).findings().getFirst().kind());
    }
  }

  private static AuditReport check(AuditEntry entry, byte[] hash, AuditSeal seal, byte[] token) {
    List<ExportLine> lines =
        List.of(
            new ExportLine.Seal(seal, seal.digest().hex(), hash, Optional.of(token)),
            new ExportLine.Row(entry, hash),
            new ExportLine.Head("city", 1, hash));
    return AuditCheck.check(
        () -> lines.stream().map(ExportLine::text), Optional.empty(), Clock.systemUTC());
  }
}
