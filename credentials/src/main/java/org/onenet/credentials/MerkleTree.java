package org.onenet.credentials;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * A Merkle tree over digests, as in <a
 * href="https://www.rfc-editor.org/rfc/rfc9162#section-2.1">RFC 9162 §2.1</a> (RFC 6962's tree): a
 * leaf is SHA-256(0x00 || digest), a node SHA-256(0x01 || left || right), so that no inner node
 * passes as a leaf. A node without a right neighbour goes up as it is. All nodes are kept (64 bytes
 * a leaf), so that a path is copied and not computed.
 */
public final class MerkleTree {
  public static final int MOST_LEAVES = 1 << 20;

  private static final int SIZE = 32;
  private static final byte LEAF = 0;
  private static final byte NODE = 1;

  /** From the leaves up; the last has the root alone. */
  private final List<byte[]> levels = new ArrayList<>();

  private MerkleTree(byte[] leaves) {
    levels.add(leaves);
    MessageDigest sha256 = sha256();
    byte[] input = new byte[1 + 2 * SIZE];
    input[0] = NODE;
    for (byte[] below = leaves; below.length > SIZE; below = levels.getLast()) {
      byte[] level = new byte[(below.length / SIZE + 1) / 2 * SIZE];
      int at = 0;
      for (int from = 0; from + SIZE < below.length; from += 2 * SIZE, at += SIZE) {
        System.arraycopy(below, from, input, 1, 2 * SIZE);
        hash(sha256, input, level, at);
      }
      if (at < level.length) {
        System.arraycopy(below, below.length - SIZE, level, at, SIZE);
      }
      levels.add(level);
    }
  }

  /**
   * The tree over these digests in this order.
   *
   * @throws IllegalArgumentException when there is none, or more than {@link #MOST_LEAVES}
   */
  public static MerkleTree of(List<Digest> digests) {
    if (digests.isEmpty() || digests.size() > MOST_LEAVES) {
      throw new IllegalArgumentException(
          "a tree has 1 to " + MOST_LEAVES + " leaves, not " + digests.size());
    }
    MessageDigest sha256 = sha256();
    byte[] leaves = new byte[digests.size() * SIZE];
    byte[] input = new byte[1 + SIZE];
    input[0] = LEAF;
    int at = 0;
    for (Digest digest : digests) {
      System.arraycopy(digest.bytes(), 0, input, 1, SIZE);
      hash(sha256, input, leaves, at);
      at += SIZE;
    }
    return new MerkleTree(leaves);
  }

  /** 64 lower-case hexadecimal digits. */
  public String root() {
    return HexFormat.of().formatHex(levels.getLast());
  }

  public int leafCount() {
    return levels.getFirst().length / SIZE;
  }

  /**
   * The hashes beside the leaf's way up, from below (RFC 9162 §2.1.3.1).
   *
   * @throws IndexOutOfBoundsException when there is no such leaf
   */
  public List<byte[]> path(int leaf) {
    if (leaf < 0 || leaf >= leafCount()) {
      throw new IndexOutOfBoundsException("no leaf " + leaf + " of " + leafCount());
    }
    List<byte[]> path = new ArrayList<>(levels.size());
    int at = leaf;
    for (byte[] level : levels) {
      int beside = (at ^ 1) * SIZE;
      if (beside < level.length) path.add(Arrays.copyOfRange(level, beside, beside + SIZE));
      at >>= 1;
    }
    return path;
  }

  /** Whether the digest is that leaf of the tree with this root (RFC 9162 §2.1.3.2). */
  public static boolean includes(
      String root, long leafCount, long leaf, Digest digest, List<byte[]> path) {
    if (leaf < 0 || leaf >= leafCount) return false;
    long at = leaf;
    long last = leafCount - 1;
    MessageDigest sha256 = sha256();
    sha256.update(LEAF);
    byte[] hash = sha256.digest(digest.bytes());
    for (byte[] beside : path) {
      if (last == 0) return false;
      sha256.update(NODE);
      if ((at & 1) == 1 || at == last) {
        sha256.update(beside);
        hash = sha256.digest(hash);
        while ((at & 1) == 0 && at != 0) {
          at >>= 1;
          last >>= 1;
        }
      } else {
        sha256.update(hash);
        hash = sha256.digest(beside);
      }
      at >>= 1;
      last >>= 1;
    }
    return last == 0 && HexFormat.of().formatHex(hash).equals(root);
  }

  private static void hash(MessageDigest sha256, byte[] input, byte[] into, int at) {
    sha256.update(input);
    try {
      sha256.digest(into, at, SIZE);
    } catch (DigestException e) {
      throw new IllegalStateException("SHA-256 has 32 bytes", e);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
