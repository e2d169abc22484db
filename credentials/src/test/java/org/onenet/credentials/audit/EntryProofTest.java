package org.onenet.credentials.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.onenet.credentials.audit.AuditFinding.Kind;
import tools.jackson.databind.json.JsonMapper;

/** A proof of one entry holds by the chain alone; whatever is done to it is named. */
final class EntryProofTest {
  private static final Instant NOW = Instant.parse("2026-11-27T10:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final JsonMapper JSON = new JsonMapper();

  /** Five rows of one stream and three of another, under one seal. */
  private final List<AuditEntry> entries = new ArrayList<>();

  private final List<byte[]> hashes = new ArrayList<>();
  private final AuditSeal seal;

  EntryProofTest() {
    List<AuditSeal.Range> ranges = new ArrayList<>();
    for (String stream : List.of("civil-affairs", "public-security")) {
      int rows = stream.startsWith("c") ? 3 : 5;
      byte[] last = AuditChain.genesis(stream);
      for (int i = 1; i <= rows; i++) {
        AuditEntry entry = entry(stream, i);
        last = AuditChain.hash(last, entry);
        entries.add(entry);
        hashes.add(last);
      }
      ranges.add(new AuditSeal.Range(stream, 1, rows, HexFormat.of().formatHex(last)));
    }
    seal =
        new AuditSeal(
            1, NOW.minusSeconds(60), AuditSeal.NONE_BEFORE, AuditSeal.root(hashes), ranges);
  }

  @Test
  void the_proof_of_every_sealed_entry_holds_by_the_chain_alone() {
    for (int leaf = 0; leaf < entries.size(); leaf++) {
      EntryProof read = EntryProof.parse(JSON.writeValueAsString(proof(leaf).toJson()));
      AuditReport report = read.check(chain(seal), CLOCK);
      assertEquals(List.of(), report.findings());
      assertTrue(report.holds(), report::toString);
      assertEquals(1, report.onChain());
      assertEquals(entries.get(leaf), read.entry());
    }
  }

  @Test
  void an_entry_that_is_not_sealed_yet_says_so() {
    EntryProof proof = new EntryProof(entries.get(0), previous(0), hashes.get(0), Optional.empty());
    AuditReport report =
        EntryProof.parse(JSON.writeValueAsString(proof.toJson())).check(chain(seal), CLOCK);
    assertEquals(
        List.of(
            "Row 1 of civil-affairs is not sealed yet: only the city's own word stands for it."),
        report.open());
    assertEquals(List.of(), report.findings());
  }

  @Test
  void a_changed_entry_is_named_also_when_its_hash_was_computed_anew() {
    expect(Kind.ROW_CHANGED, chain(seal), json -> json.replace("Chen Jie", "Somebody"));
    EntryProof good = proof(4);
    AuditEntry other = entry("public-security", 3);
    EntryProof forged =
        new EntryProof(
            other.as(2),
            good.previous(),
            AuditChain.hash(good.previous(), other.as(2)),
            good.sealed());
    assertEquals(Kind.SEAL_BROKEN, forged.check(chain(seal), CLOCK).findings().getFirst().kind());
  }

  @Test
  void a_broken_path_seal_and_digest_are_named() {
    String path = HexFormat.of().formatHex(proof(4).sealed().orElseThrow().path().getFirst());
    expect(Kind.SEAL_BROKEN, chain(seal), json -> json.replace(path, "0".repeat(64)));
    expect(
        Kind.SEAL_BROKEN,
        chain(seal),
        json -> json.replace("\"root\":\"" + seal.root(), "\"root\":\"" + "1".repeat(64)));
    expect(
        Kind.SEAL_BROKEN,
        chain(seal),
        json ->
            json.replace("\"digest\":\"" + seal.digest().hex(), "\"digest\":\"" + "2".repeat(64)));
  }

  @Test
  void a_seal_that_the_chain_does_not_know_is_named_once_it_had_its_time() {
    AuditReport young = proof(4).check(chain(), CLOCK);
    assertEquals(List.of("Seal 1 is not on the chain yet."), young.open());
    Clock later = Clock.fixed(NOW.plusSeconds(200_000), ZoneOffset.UTC);
    assertEquals(
        Kind.SEAL_NOT_ON_CHAIN, proof(4).check(chain(), later).findings().getFirst().kind());
    assertEquals(
        List.of("The chain was not asked whether it has the seals."),
        proof(4).check(Optional.empty(), CLOCK).open());
  }

  @ParameterizedTest
  @ValueSource(strings = {"entry", "previous", "hash", "path", "seal", "digest"})
  void a_member_that_is_missing_is_named(String member) {
    Map<String, Object> json = proof(4).toJson();
    json.remove(member);
    MalformedExport refused =
        assertThrows(MalformedExport.class, () -> EntryProof.parse(JSON.writeValueAsString(json)));
    assertEquals("proof." + member + ": is missing", refused.getMessage());
  }

  private void expect(Kind kind, Optional<SealsOnChain> chain, UnaryOperator<String> change) {
    String good = JSON.writeValueAsString(proof(4).toJson());
    String changed = change.apply(good);
    assertTrue(!changed.equals(good), "nothing was changed");
    List<AuditFinding> findings = EntryProof.parse(changed).check(chain, CLOCK).findings();
    assertEquals(List.of(kind), findings.stream().map(AuditFinding::kind).toList());
  }

  private EntryProof proof(int leaf) {
    ByteArrayOutputStream leaves = new ByteArrayOutputStream();
    hashes.forEach(leaves::writeBytes);
    AuditEntry entry = entries.get(leaf);
    return new EntryProof(
        entry,
        previous(leaf),
        hashes.get(leaf),
        Optional.of(
            EntryProof.Sealed.of(
                entry, seal, seal.digest().hex(), leaves.toByteArray(), Optional.empty())));
  }

  private byte[] previous(int leaf) {
    AuditEntry entry = entries.get(leaf);
    return entry.number() == 1 ? AuditChain.genesis(entry.stream()) : hashes.get(leaf - 1);
  }

  private static Optional<SealsOnChain> chain(AuditSeal... known) {
    return Optional.of(AuditCheckTest.chain(Arrays.stream(known).map(AuditSeal::digest).toList()));
  }

  private static AuditEntry entry(String stream, int number) {
    return new AuditEntry(
        stream,
        number,
        NOW.minusSeconds(100 - number),
        "account-1",
        "Chen Jie 陈洁",
        Optional.of(stream),
        "read",
        "case",
        "PS-" + number,
        "case-work",
        Optional.of("PS-" + number),
        Optional.of("person-1"),
        List.of(),
        Optional.empty());
  }
}
