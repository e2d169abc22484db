package org.onenet.credentials.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.onenet.credentials.Accreditation;
import org.onenet.credentials.Did;
import org.onenet.credentials.Digest;
import org.onenet.credentials.KeyAccreditation;
import org.onenet.credentials.RegistrationReceipt;
import org.onenet.credentials.Registry;
import org.onenet.credentials.RegistryEntry;
import org.onenet.credentials.RegistryUnreachable;
import org.onenet.credentials.audit.AuditFinding.Kind;

/** An export in order holds; whatever is done to it is named, with the first row. */
final class AuditCheckTest {
  private static final String STREAM = "public-security";
  private static final String OTHER = "civil-affairs";
  private static final String ACCOUNT = "0x" + "ab".repeat(20);
  private static final Instant NOW = Instant.parse("2026-11-27T10:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  /** How much of the ten rows of each stream is sealed. */
  private enum Sealing {
    NONE(0),
    HALF(6),
    ALL(10);

    private final int rows;

    Sealing(int rows) {
      this.rows = rows;
    }
  }

  @ParameterizedTest
  @EnumSource(Sealing.class)
  void an_export_in_order_holds(Sealing sealing) {
    AuditReport report = check(export(sealing), sealing);
    assertEquals(List.of(), report.findings());
    assertTrue(report.holds());
    assertEquals(20, report.entries());
    assertEquals(2, report.streams());
    assertEquals(2L * sealing.rows, report.sealed());
    assertEquals(sealing.rows == 0 ? 0 : 1, report.onChain());
  }

  @ParameterizedTest
  @EnumSource(Sealing.class)
  void a_changed_row_is_named(Sealing sealing) {
    expect(Kind.ROW_CHANGED, 4, sealing, rows -> rows.set(3, renamed(rows.get(3))));
  }

  @Test
  void a_changed_row_is_named_also_when_all_hashes_behind_it_were_computed_anew() {
    for (Sealing sealing : List.of(Sealing.HALF, Sealing.ALL)) {
      expect(
          Kind.ROW_CHANGED,
          4,
          sealing,
          rows -> {
            rows.set(3, renamed(rows.get(3)));
            computeAnew(rows);
          });
    }
  }

  @ParameterizedTest
  @EnumSource(Sealing.class)
  void a_removed_row_is_named(Sealing sealing) {
    expect(Kind.ROW_REMOVED, 4, sealing, rows -> rows.remove(3));
  }

  @ParameterizedTest
  @EnumSource(Sealing.class)
  void a_removed_row_is_named_also_when_the_rows_behind_it_move_up(Sealing sealing) {
    expect(
        Kind.ROW_REMOVED,
        4,
        sealing,
        rows -> {
          rows.remove(3);
          renumber(rows);
        });
  }

  @ParameterizedTest
  @EnumSource(Sealing.class)
  void the_last_row_removed_is_named(Sealing sealing) {
    expect(Kind.ROW_REMOVED, 10, sealing, List::removeLast);
  }

  @ParameterizedTest
  @EnumSource(Sealing.class)
  void an_added_row_is_named(Sealing sealing) {
    for (boolean hashed : List.of(true, false)) {
      expect(
          Kind.ROW_ADDED,
          4,
          sealing,
          rows -> {
            AuditEntry added = renamed(rows.get(3)).entry();
            byte[] hash =
                hashed ? AuditChain.hash(rows.get(2).hash(), added) : AuditChain.genesis("x");
            rows.add(3, new ExportLine.Row(added, hash));
            renumber(rows);
          });
    }
  }

  @ParameterizedTest
  @EnumSource(Sealing.class)
  void a_row_added_at_the_end_is_named(Sealing sealing) {
    expect(
        Kind.ROW_ADDED,
        11,
        sealing,
        rows -> {
          AuditEntry added = rows.getLast().entry().as(11);
          rows.add(new ExportLine.Row(added, AuditChain.hash(rows.getLast().hash(), added)));
        });
  }

  @ParameterizedTest
  @EnumSource(Sealing.class)
  void swapped_rows_are_named(Sealing sealing) {
    for (int other : List.of(4, 7)) {
      for (boolean hashesToo : List.of(true, false)) {
        expect(
            Kind.ROW_REORDERED,
            4,
            sealing,
            rows -> {
              ExportLine.Row one = rows.get(3);
              ExportLine.Row two = rows.get(other);
              rows.set(
                  3, new ExportLine.Row(two.entry().as(4), hashesToo ? two.hash() : one.hash()));
              rows.set(
                  other,
                  new ExportLine.Row(
                      one.entry().as(other + 1L), hashesToo ? one.hash() : two.hash()));
            });
      }
    }
  }

  @Test
  void lines_in_another_order_are_named() {
    expect(Kind.ROW_REORDERED, 4, Sealing.NONE, rows -> Collections.swap(rows, 3, 4));
  }

  @Test
  void a_whole_stream_that_is_gone_is_named() {
    expect(Kind.ROW_REMOVED, 1, Sealing.NONE, List::clear);
  }

  @Test
  void a_seal_with_another_leaf_is_named() {
    Export export = export(Sealing.ALL);
    byte[] leaves = export.seals.getFirst().leaves();
    leaves[40] ^= 1;
    AuditFinding found = check(export, Sealing.ALL).findings().getFirst();
    assertEquals(Kind.SEAL_BROKEN, found.kind());
    assertEquals(1, found.number());
  }

  /** Everything is computed anew, the seal too: the chain alone has kept what was. */
  @Test
  void a_seal_that_the_chain_does_not_know_is_named_after_a_day() {
    Export export = export(Sealing.ALL);
    List<Digest> registered = export.digests();
    export.rows.get(STREAM).set(3, renamed(export.rows.get(STREAM).get(3)));
    computeAnew(export.rows.get(STREAM));
    export.seal(10, NOW.minusSeconds(2 * 86_400));
    AuditReport report = AuditCheck.check(export::lines, Optional.of(chain(registered)), CLOCK);
    assertEquals(Kind.SEAL_NOT_ON_CHAIN, report.findings().getFirst().kind());
  }

  @Test
  void a_seal_of_another_account_does_not_count() {
    Export export = export(Sealing.ALL);
    SealsOnChain chain = chain(export.digests());
    AuditReport report =
        AuditCheck.check(
            export::lines,
            Optional.of(new SealsOnChain(chain.registry(), "0x" + "cd".repeat(20))),
            CLOCK);
    assertEquals(Kind.SEAL_NOT_ON_CHAIN, report.findings().getFirst().kind());
  }

  @Test
  void without_the_chain_nothing_is_wrong_and_not_all_was_checked() {
    AuditReport report = AuditCheck.check(export(Sealing.ALL)::lines, Optional.empty(), CLOCK);
    assertEquals(List.of(), report.findings());
    assertEquals(1, report.open().size());
    assertTrue(!report.holds());
  }

  @Test
  void a_chain_that_is_away_is_no_finding() {
    Registry away =
        new KnownDigests(Set.of()) {
          @Override
          public RegistryEntry entry(Digest digest) {
            throw new RegistryUnreachable("away", null);
          }
        };
    AuditReport report =
        AuditCheck.check(
            export(Sealing.ALL)::lines, Optional.of(new SealsOnChain(away, ACCOUNT)), CLOCK);
    assertEquals(List.of(), report.findings());
    assertEquals(1, report.open().size());
  }

  @Test
  void an_unreadable_line_is_named_by_its_number() {
    Export export = export(Sealing.ALL);
    MalformedExport refused =
        assertThrows(
            MalformedExport.class,
            () ->
                AuditCheck.check(
                    () -> Stream.concat(export.lines(), Stream.of("{\"head\":1,\"stream\":\"x\"}")),
                    Optional.empty(),
                    CLOCK));
    assertEquals("line 24: line.entries: is missing", refused.getMessage());
  }

  private static void expect(
      Kind kind, long number, Sealing sealing, Consumer<List<ExportLine.Row>> tamper) {
    Export export = export(sealing);
    tamper.accept(export.rows.get(STREAM));
    List<AuditFinding> findings = check(export, sealing).findings();
    assertEquals(
        kind + " " + STREAM + " " + number,
        findings.stream()
            .map(one -> one.kind() + " " + one.stream() + " " + one.number())
            .reduce((a, b) -> a + ", " + b)
            .orElse("nothing"),
        () -> sealing + ": " + findings);
  }

  private static AuditReport check(Export export, Sealing sealing) {
    return AuditCheck.check(export::lines, Optional.of(chain(export.digests())), CLOCK);
  }

  private static ExportLine.Row renamed(ExportLine.Row row) {
    AuditEntry one = row.entry();
    return new ExportLine.Row(
        new AuditEntry(
            one.stream(),
            one.number(),
            one.at(),
            one.account(),
            "Somebody Else",
            one.organisation(),
            one.act(),
            one.what(),
            one.subject(),
            one.purpose(),
            one.caseReference(),
            one.person(),
            one.items(),
            one.reason()),
        row.hash());
  }

  private static void renumber(List<ExportLine.Row> rows) {
    for (int i = 0; i < rows.size(); i++) {
      rows.set(i, new ExportLine.Row(rows.get(i).entry().as(i + 1L), rows.get(i).hash()));
    }
  }

  private static void computeAnew(List<ExportLine.Row> rows) {
    byte[] last = AuditChain.genesis(STREAM);
    for (int i = 0; i < rows.size(); i++) {
      last = AuditChain.hash(last, rows.get(i).entry());
      rows.set(i, new ExportLine.Row(rows.get(i).entry(), last));
    }
  }

  private static Export export(Sealing sealing) {
    Export export = new Export();
    if (sealing.rows > 0) export.seal(sealing.rows, NOW.minusSeconds(60));
    return export;
  }

  private static final class Export {
    private final java.util.Map<String, List<ExportLine.Row>> rows = new java.util.TreeMap<>();
    private final List<ExportLine.Head> heads = new ArrayList<>();
    private List<ExportLine.Seal> seals = List.of();

    Export() {
      for (String stream : List.of(STREAM, OTHER)) {
        List<ExportLine.Row> made = new ArrayList<>();
        byte[] last = AuditChain.genesis(stream);
        for (int i = 1; i <= 10; i++) {
          AuditEntry entry =
              new AuditEntry(
                  stream,
                  i,
                  NOW.minusSeconds(100 - i),
                  "account-" + i,
                  "Chen Jie 陈洁",
                  Optional.of(stream),
                  "read",
                  "case",
                  "PS-" + i,
                  "case-work",
                  i % 2 == 0 ? Optional.of("PS-" + i) : Optional.empty(),
                  i % 2 == 0 ? Optional.of("person-" + i) : Optional.empty(),
                  i % 3 == 0 ? List.of("population-identity.fullName") : List.of(),
                  i % 5 == 0 ? Optional.of("A colleague is ill 代同事办理") : Optional.empty());
          last = AuditChain.hash(last, entry);
          made.add(new ExportLine.Row(entry, last));
        }
        rows.put(stream, made);
        heads.add(new ExportLine.Head(stream, 10, last));
      }
    }

    /** So many of each stream, in one seal. */
    void seal(int most, Instant at) {
      List<byte[]> hashes = new ArrayList<>();
      List<AuditSeal.Range> ranges = new ArrayList<>();
      ByteArrayOutputStream leaves = new ByteArrayOutputStream();
      rows.forEach(
          (stream, all) -> {
            List<ExportLine.Row> some = all.subList(0, most);
            some.forEach(row -> hashes.add(row.hash()));
            some.forEach(row -> leaves.writeBytes(row.hash()));
            ranges.add(
                new AuditSeal.Range(
                    stream, 1, most, HexFormat.of().formatHex(some.getLast().hash())));
          });
      AuditSeal seal = new AuditSeal(1, at, AuditSeal.NONE_BEFORE, AuditSeal.root(hashes), ranges);
      seals =
          List.of(
              new ExportLine.Seal(
                  seal, seal.digest().hex(), leaves.toByteArray(), Optional.empty()));
    }

    List<Digest> digests() {
      return seals.stream().map(line -> line.seal().digest()).toList();
    }

    Stream<String> lines() {
      List<ExportLine> lines = new ArrayList<>(seals);
      rows.values().forEach(lines::addAll);
      lines.addAll(heads);
      return lines.stream().map(ExportLine::text);
    }
  }

  static SealsOnChain chain(Collection<Digest> registered) {
    return new SealsOnChain(new KnownDigests(new HashSet<>(registered)), ACCOUNT);
  }

  /** A registry that knows these, all under one account. */
  private static class KnownDigests implements Registry {
    private final Set<Digest> known;

    KnownDigests(Set<Digest> known) {
      this.known = known;
    }

    @Override
    public RegistryEntry entry(Digest digest) {
      return known.contains(digest)
          ? new RegistryEntry.Registered(ACCOUNT, NOW, RegistryEntry.State.IN_FORCE, 0, NOW)
          : new RegistryEntry.Absent();
    }

    @Override
    public RegistryEntry entry(RegistrationReceipt receipt) {
      return new RegistryEntry.Absent();
    }

    @Override
    public KeyAccreditation key(Did issuer, String credentialType, String thumbprint) {
      throw new IllegalStateException("nobody asks for keys here");
    }

    @Override
    public Optional<Accreditation> accreditation(Did issuer, String credentialType) {
      return Optional.empty();
    }
  }
}
