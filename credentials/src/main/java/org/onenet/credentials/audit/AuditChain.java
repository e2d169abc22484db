package org.onenet.credentials.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The hashes that hold the log together. Each has a prefix of its own, so that none passes for
 * another: an entry's is SHA-256("onenet-audit-entry-1\n" || hash of the entry before || canonical
 * entry), a stream's first follows SHA-256("onenet-audit-genesis-1\n" || stream), a seal's digest
 * is SHA-256("onenet-audit-seal-1\n" || canonical seal).
 */
public final class AuditChain {
  /** Bytes of a hash. */
  public static final int SIZE = 32;

  private static final byte[] GENESIS = prefix("onenet-audit-genesis-1\n");
  private static final byte[] ENTRY = prefix("onenet-audit-entry-1\n");
  private static final byte[] SEAL = prefix("onenet-audit-seal-1\n");

  private AuditChain() {}

  /** What the first entry of a stream follows. */
  public static byte[] genesis(String stream) {
    return sha256(GENESIS, stream.getBytes(StandardCharsets.UTF_8));
  }

  /** The hash of an entry that follows the one with this hash. */
  public static byte[] hash(byte[] previous, AuditEntry entry) {
    return sha256(ENTRY, previous, entry.canonical());
  }

  static byte[] sealHash(byte[] canonical) {
    return sha256(SEAL, canonical);
  }

  private static byte[] sha256(byte[]... parts) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      for (byte[] part : parts) sha256.update(part);
      return sha256.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static byte[] prefix(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
