package org.onenet.credentials.audit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.onenet.credentials.Digest;
import org.onenet.credentials.MerkleTree;

/**
 * What was in the log at a time: the Merkle root over the hashes of all entries since the seal
 * before, stream by stream in the order of {@code ranges}. Its digest goes on chain, as a
 * registration of the type {@link #TYPE}.
 *
 * @param number from 1
 * @param at in UTC, whole seconds
 * @param previous digest of the seal before; 64 zeros before the first
 * @param root 64 lower-case hexadecimal digits
 */
public record AuditSeal(long number, Instant at, String previous, String root, List<Range> ranges) {
  /** Under what type its digest is registered on chain. */
  public static final String TYPE = "AuditSeal";

  /** What the first seal follows. */
  public static final String NONE_BEFORE = "0".repeat(2 * AuditChain.SIZE);

  private static final int VERSION = 1;
  private static final Set<String> NEEDED =
      Set.of("version", "number", "at", "previous", "root", "entries", "ranges");
  private static final Set<String> OF_A_RANGE = Set.of("stream", "first", "last", "head");

  /**
   * The entries of one stream, from {@code first} to {@code last}.
   *
   * @param head the last one's hash
   */
  public record Range(String stream, long first, long last, String head) {
    public Range {
      if (first < 1 || last < first) {
        throw new IllegalArgumentException(stream + ": from " + first + " to " + last);
      }
    }

    public long entries() {
      return last - first + 1;
    }

    Map<String, Object> toJson() {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("stream", stream);
      json.put("first", first);
      json.put("last", last);
      json.put("head", head);
      return json;
    }
  }

  public AuditSeal {
    at = at.truncatedTo(ChronoUnit.SECONDS);
    ranges = List.copyOf(ranges);
  }

  /** The root over these hashes, in their order. */
  public static String root(List<byte[]> hashes) {
    return tree(hashes).root();
  }

  private static MerkleTree tree(List<byte[]> hashes) {
    return MerkleTree.of(
        hashes.stream().map(hash -> new Digest(HexFormat.of().formatHex(hash))).toList());
  }

  /** The path from one of these hashes to the root over them. */
  static List<byte[]> path(List<byte[]> hashes, int leaf) {
    return tree(hashes).path(leaf);
  }

  /** Which leaf an entry is; empty when it is not under this seal. */
  OptionalLong leaf(String stream, long number) {
    long before = 0;
    for (Range range : ranges) {
      if (range.stream().equals(stream) && range.first() <= number && number <= range.last()) {
        return OptionalLong.of(before + number - range.first());
      }
      before += range.entries();
    }
    return OptionalLong.empty();
  }

  public long entries() {
    return ranges.stream().mapToLong(Range::entries).sum();
  }

  /** What is registered on chain. */
  public Digest digest() {
    return new Digest(HexFormat.of().formatHex(AuditChain.sealHash(CanonicalJson.of(toJson()))));
  }

  public Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("version", VERSION);
    json.put("number", number);
    json.put("at", at.toString());
    json.put("previous", previous);
    json.put("root", root);
    json.put("entries", entries());
    json.put("ranges", ranges.stream().map(Range::toJson).toList());
    return json;
  }

  /**
   * @throws MalformedExport naming the member that is not as it must be
   */
  static AuditSeal of(Map<String, Object> json) {
    Members members = new Members("seal", json, NEEDED, Set.of());
    if (members.number("version") != VERSION) {
      throw new MalformedExport("seal.version: expected " + VERSION);
    }
    members.hash("root");
    members.hash("previous");
    AuditSeal seal =
        new AuditSeal(
            members.number("number"),
            members.instant("at"),
            members.text("previous"),
            members.text("root"),
            members.objects("ranges").stream().map(AuditSeal::range).toList());
    if (seal.entries() != members.number("entries")) {
      throw new MalformedExport("seal.entries: expected " + seal.entries() + ", as its ranges say");
    }
    return seal;
  }

  private static Range range(Map<String, Object> json) {
    Members members = new Members("seal.ranges", json, OF_A_RANGE, Set.of());
    members.hash("head");
    try {
      return new Range(
          members.text("stream"),
          members.number("first"),
          members.number("last"),
          members.text("head"));
    } catch (IllegalArgumentException e) {
      throw new MalformedExport("seal.ranges: " + e.getMessage());
    }
  }
}
