package org.onenet.credentials;

import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;

/**
 * A set of digests by their first {@value #LENGTH} bytes, sorted: 13.3 characters for each instead
 * of 64.
 *
 * <p>Of n digests, a digest that is not among them is taken for one with a chance of n / 2^80: with
 * a million, one in 10^18. Somebody who wants to be taken for one of them, and who can sign in the
 * issuer's name at will (a thief of its key), must sign some 2^80 / n times: with a million, 2^60.
 */
public final class DigestPrefixes {
  private static final int LENGTH = 10;

  private final byte[] sorted;

  private DigestPrefixes(byte[] sorted) {
    this.sorted = sorted;
  }

  public static DigestPrefixes of(Collection<Digest> digests) {
    List<byte[]> prefixes =
        digests.stream()
            .map(digest -> Arrays.copyOf(digest.bytes(), LENGTH))
            .sorted(Arrays::compareUnsigned)
            .toList();
    byte[] sorted = new byte[prefixes.size() * LENGTH];
    for (int i = 0; i < prefixes.size(); i++) {
      System.arraycopy(prefixes.get(i), 0, sorted, i * LENGTH, LENGTH);
    }
    return new DigestPrefixes(sorted);
  }

  /**
   * Reads {@link #encoded}.
   *
   * @throws MalformedCredential when it is not that, or not sorted
   */
  static DigestPrefixes read(String encoded) {
    DigestPrefixes read = new DigestPrefixes(CompactJws.decoded(encoded));
    if (read.sorted.length % LENGTH != 0) {
      throw new MalformedCredential("digests: expected a multiple of " + LENGTH + " bytes");
    }
    for (int i = 1; i < read.size(); i++) {
      if (read.compare(i - 1, read.sorted, i * LENGTH) > 0) {
        throw new MalformedCredential("digests: expected in ascending order");
      }
    }
    return read;
  }

  /** Base64url of one prefix after the other. */
  String encoded() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(sorted);
  }

  public int size() {
    return sorted.length / LENGTH;
  }

  /** Whether it is one of them, but for the chance that the class tells. */
  public boolean contains(Digest digest) {
    byte[] asked = digest.bytes();
    int low = 0;
    int high = size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = compare(middle, asked, 0);
      if (order == 0) return true;
      if (order < 0) low = middle + 1;
      else high = middle - 1;
    }
    return false;
  }

  private int compare(int place, byte[] other, int from) {
    return Arrays.compareUnsigned(
        sorted, place * LENGTH, (place + 1) * LENGTH, other, from, from + LENGTH);
  }
}
