package org.onenet.credentials.audit;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.onenet.credentials.Digest;
import org.onenet.credentials.MerkleTree;
import org.onenet.credentials.audit.AuditFinding.Kind;

/**
 * One entry of the log, and what proves it to who has nothing else of ours than the chain: its
 * place in the chain of hashes, the path to a seal's root (RFC 9162 §2.1.3.1), the seal, and the
 * time stamp of its digest (RFC 3161) where there is one. As JSON:
 *
 * <pre>
 * {"proof":"onenet-audit-entry-1","entry":{…},"previous":"64 hex","hash":"64 hex",
 *  "path":["64 hex",…],"seal":{…},"digest":"64 hex","timeStamp":"base64url"}
 * </pre>
 *
 * <p>An entry that is not sealed yet has the first four members alone.
 *
 * @param previous the hash of the entry before; {@code hash} this entry's
 */
public record EntryProof(AuditEntry entry, byte[] previous, byte[] hash, Optional<Sealed> sealed) {
  /** The value of the member {@code proof}. */
  public static final String FORM = "onenet-audit-entry-1";

  private static final Set<String> NEEDED = Set.of("proof", "entry", "previous", "hash");
  private static final Set<String> OF_A_SEALED_ONE = Set.of("path", "seal", "digest", "timeStamp");

  /**
   * @param digest of the seal, as it is registered on chain
   * @param path from the entry's hash to the seal's root
   */
  public record Sealed(
      AuditSeal seal, String digest, List<byte[]> path, Optional<byte[]> timeStamp) {
    /**
     * @param leaves the hashes of all entries under the seal, one after the other
     * @throws IllegalArgumentException when the entry is not under the seal
     */
    public static Sealed of(
        AuditEntry entry,
        AuditSeal seal,
        String digest,
        byte[] leaves,
        Optional<byte[]> timeStamp) {
      long leaf =
          seal.leaf(entry.stream(), entry.number())
              .orElseThrow(() -> new IllegalArgumentException("not under seal " + seal.number()));
      return new Sealed(
          seal, digest, AuditSeal.path(AuditCheck.split(leaves), (int) leaf), timeStamp);
    }
  }

  public Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("proof", FORM);
    json.put("entry", entry.toJson());
    json.put("previous", HexFormat.of().formatHex(previous));
    json.put("hash", HexFormat.of().formatHex(hash));
    sealed.ifPresent(
        one -> {
          json.put("path", one.path().stream().map(HexFormat.of()::formatHex).toList());
          json.put("seal", one.seal().toJson());
          json.put("digest", one.digest());
          one.timeStamp()
              .ifPresent(
                  token ->
                      json.put(
                          "timeStamp",
                          Base64.getUrlEncoder().withoutPadding().encodeToString(token)));
        });
    return json;
  }

  /**
   * @throws MalformedExport naming the member that is not as it must be
   */
  public static EntryProof parse(String text) {
    Map<String, Object> json = ExportLine.Wire.object(text);
    Members members = new Members("proof", json, NEEDED, OF_A_SEALED_ONE);
    if (!members.text("proof").equals(FORM)) {
      throw new MalformedExport("proof.proof: expected " + FORM);
    }
    AuditEntry entry = AuditEntry.of(members.object("entry"));
    return new EntryProof(entry, members.hash("previous"), members.hash("hash"), sealed(json));
  }

  private static Optional<Sealed> sealed(Map<String, Object> json) {
    if (OF_A_SEALED_ONE.stream().noneMatch(json::containsKey)) return Optional.empty();
    Members members =
        new Members(
            "proof",
            json,
            Set.of("path", "seal", "digest"),
            Set.of("proof", "entry", "previous", "hash", "timeStamp"));
    members.hash("digest");
    return Optional.of(
        new Sealed(
            AuditSeal.of(members.object("seal")),
            members.text("digest"),
            members.hashes("path"),
            members.optionalBytes("timeStamp")));
  }

  /** Checks it with the chain, or alone; asks nobody else. */
  public AuditReport check(Optional<SealsOnChain> chain, Clock clock) {
    List<AuditFinding> findings = new ArrayList<>();
    List<String> open = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    String row = "Row " + entry.number() + " of " + entry.stream();
    if (!Arrays.equals(AuditChain.hash(previous, entry), hash)) {
      findings.add(
          new AuditFinding(
              Kind.ROW_CHANGED,
              entry.stream(),
              entry.number(),
              row + " was changed: its hash is not the one of what it says."));
    }
    SealCheck outside = new SealCheck(chain, clock, findings, open, notes);
    if (sealed.isEmpty()) {
      open.add(row + " is not sealed yet: only the city's own word stands for it.");
    } else if (findings.isEmpty()) {
      AuditSeal seal = sealed.get().seal();
      Optional<String> wrong = wrong(sealed.get());
      if (wrong.isPresent()) {
        findings.add(
            new AuditFinding(
                Kind.SEAL_BROKEN,
                "",
                seal.number(),
                "Seal " + seal.number() + ": " + wrong.get() + "."));
      } else if (outside.checkOnChain(seal)) {
        outside.checkTimeStamp(seal, sealed.get().timeStamp());
        if (outside.onChain() == 0 && open.isEmpty()) {
          open.add("Seal " + seal.number() + " is not on the chain yet.");
        }
      }
    }
    int seals = sealed.isPresent() ? 1 : 0;
    return new AuditReport(1, 1, seals, seals, outside.onChain(), findings, open, notes);
  }

  private Optional<String> wrong(Sealed one) {
    AuditSeal seal = one.seal();
    OptionalLong leaf = seal.leaf(entry.stream(), entry.number());
    if (leaf.isEmpty()) {
      return Optional.of("does not cover row " + entry.number() + " of " + entry.stream());
    }
    Digest digest = new Digest(HexFormat.of().formatHex(hash));
    if (!MerkleTree.includes(seal.root(), seal.entries(), leaf.getAsLong(), digest, one.path())) {
      return Optional.of("the path does not lead from the row's hash to the root");
    }
    if (!seal.digest().hex().equals(one.digest())) {
      return Optional.of("its digest is " + one.digest() + ", it gives " + seal.digest().hex());
    }
    return Optional.empty();
  }
}
