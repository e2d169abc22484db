package org.onenet.credentials;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.onenet.credentials.MalformedReceipt.Fault;

/**
 * Says where a digest stands in a batch that was registered by its Merkle root. Whoever has it
 * needs the chain's entry for the root alone, and nobody's help. As JSON:
 *
 * <pre>{"digest": "64 hex", "leafIndex": 3, "path": ["64 hex", ...], "root": "64 hex",
 *  "leafCount": 7, "chainId": 31337, "contract": "0x40 hex", "account": "0x40 hex",
 *  "transaction": "0x64 hex", "blockNumber": 12, "blockTime": "2026-11-23T09:00:00Z"}</pre>
 *
 * <p>The path is that of RFC 9162 §2.1.3.1, see {@link MerkleTree}. Chain, contract, account, root
 * and leaf count lead to the root's entry ({@code batch(account, root)}); transaction and block are
 * where to look it up, and prove nothing by themselves.
 *
 * @param account who anchored the root
 */
public record RegistrationReceipt(
    Digest digest,
    long leafIndex,
    List<String> path,
    String root,
    long leafCount,
    long chainId,
    String contract,
    String account,
    String transaction,
    long blockNumber,
    Instant blockTime) {
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern ADDRESS = Pattern.compile("0x[0-9a-f]{40}");
  private static final Pattern TRANSACTION = Pattern.compile("0x[0-9a-f]{64}");

  /** What a uint32 holds, which is what the contract counts leaves with. */
  private static final long MOST = 0xffff_ffffL;

  private static final int LONGEST_PATH = 32;
  private static final Set<String> MEMBERS =
      Set.of(
          "digest",
          "leafIndex",
          "path",
          "root",
          "leafCount",
          "chainId",
          "contract",
          "account",
          "transaction",
          "blockNumber",
          "blockTime");

  public RegistrationReceipt {
    path = List.copyOf(path);
  }

  /**
   * Reads a receipt, and sees that its path leads to its root.
   *
   * @throws MalformedReceipt naming what is wrong
   */
  public static RegistrationReceipt parse(String json) {
    Map<String, Object> read;
    try {
      read = Json.object(json.getBytes(StandardCharsets.UTF_8));
    } catch (MalformedCredential e) {
      throw new MalformedReceipt(Fault.NOT_JSON, "", e.getMessage());
    }
    return of(read);
  }

  /**
   * The same, of a JSON object that was read already.
   *
   * @throws MalformedReceipt naming what is wrong
   */
  public static RegistrationReceipt of(Map<String, Object> read) {
    for (String name : read.keySet()) {
      if (!MEMBERS.contains(name)) {
        throw new MalformedReceipt(Fault.MEMBER_UNKNOWN, name, "a receipt has no member " + name);
      }
    }
    RegistrationReceipt receipt =
        new RegistrationReceipt(
            new Digest(text(read, "digest", HASH)),
            number(read, "leafIndex", 0, MOST - 1),
            path(read),
            text(read, "root", HASH),
            number(read, "leafCount", 1, MOST),
            number(read, "chainId", 1, Long.MAX_VALUE),
            text(read, "contract", ADDRESS),
            text(read, "account", ADDRESS),
            text(read, "transaction", TRANSACTION),
            number(read, "blockNumber", 0, Long.MAX_VALUE),
            time(read, "blockTime"));
    if (!receipt.leadsTo(receipt.root)) {
      throw new MalformedReceipt(
          Fault.LEADS_ELSEWHERE, "path", "the path does not lead from the digest to the root");
    }
    return receipt;
  }

  /** Whether the path leads from the digest to this root; asks nobody. */
  public boolean leadsTo(String root) {
    return MerkleTree.includes(
        root, leafCount, leafIndex, digest, path.stream().map(HexFormat.of()::parseHex).toList());
  }

  /** The members in the order of the class's words. */
  public Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("digest", digest.hex());
    json.put("leafIndex", leafIndex);
    json.put("path", path);
    json.put("root", root);
    json.put("leafCount", leafCount);
    json.put("chainId", chainId);
    json.put("contract", contract);
    json.put("account", account);
    json.put("transaction", transaction);
    json.put("blockNumber", blockNumber);
    json.put("blockTime", blockTime.toString());
    return json;
  }

  private static Object member(Map<String, Object> read, String name) {
    Object value = read.get(name);
    if (value == null) {
      throw new MalformedReceipt(Fault.MEMBER_MISSING, name, "a receipt needs " + name);
    }
    return value;
  }

  private static String text(Map<String, Object> read, String name, Pattern form) {
    return matching(member(read, name), name, form);
  }

  private static String matching(Object value, String name, Pattern form) {
    if (value instanceof String text && form.matcher(text).matches()) return text;
    throw wrong(name, "be of the form " + form);
  }

  private static long number(Map<String, Object> read, String name, long least, long most) {
    Object value = member(read, name);
    if (value instanceof Integer || value instanceof Long) {
      long number = ((Number) value).longValue();
      if (number >= least && number <= most) return number;
    }
    throw wrong(name, "be a whole number from " + least + " to " + most);
  }

  private static List<String> path(Map<String, Object> read) {
    if (member(read, "path") instanceof List<?> path && path.size() <= LONGEST_PATH) {
      return path.stream().map(hash -> matching(hash, "path", HASH)).toList();
    }
    throw wrong("path", "be a list of at most " + LONGEST_PATH + " hashes");
  }

  private static Instant time(Map<String, Object> read, String name) {
    try {
      return Instant.parse(String.valueOf(member(read, name)));
    } catch (DateTimeException e) {
      throw wrong(name, "be a time as 2026-11-23T09:00:00Z");
    }
  }

  private static MalformedReceipt wrong(String name, String should) {
    return new MalformedReceipt(Fault.MEMBER_WRONG, name, name + " should " + should);
  }
}
