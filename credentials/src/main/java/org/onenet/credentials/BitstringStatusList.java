package org.onenet.credentials;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.BitSet;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * A list of status bits, one for each credential: index 0 is the most significant bit of byte 0.
 * Encoded as multibase {@code u} and base64url of GZIP.
 *
 * @see <a href="https://www.w3.org/TR/vc-bitstring-status-list/#bitstring-encoding">Bitstring
 *     Status List 1.0 §3.3</a>
 */
public final class BitstringStatusList {
  /** The least number of entries, for the privacy of each: 16 KiB. */
  public static final int LEAST_ENTRIES = 131_072;

  private static final int MOST_BYTES = 16 << 20;

  private final byte[] bits;

  private BitstringStatusList(byte[] bits) {
    this.bits = bits;
  }

  /** A list with every bit 0; {@code entries} as in {@link #of}. */
  public static BitstringStatusList empty(int entries) {
    return of(entries, new BitSet());
  }

  /**
   * A list with these bits set.
   *
   * @param entries a multiple of 8, at least {@link #LEAST_ENTRIES}
   */
  public static BitstringStatusList of(int entries, BitSet set) {
    if (entries < LEAST_ENTRIES || entries % 8 != 0) {
      throw new IllegalArgumentException(
          "a status list has at least 131072 entries, a multiple of 8, not " + entries);
    }
    byte[] bits = new byte[entries / 8];
    BitstringStatusList list = new BitstringStatusList(bits);
    for (int index = set.nextSetBit(0); index >= 0; index = set.nextSetBit(index + 1)) {
      bits[list.check(index) >>> 3] |= (byte) (0x80 >>> (index & 7));
    }
    return list;
  }

  /**
   * Reads an {@code encodedList}.
   *
   * @throws MalformedCredential when it is not one, is too short, or unpacks to more than 16 MiB
   */
  public static BitstringStatusList decode(String encoded) {
    if (!encoded.startsWith("u")) {
      throw new MalformedCredential("encodedList does not begin with the multibase sign u");
    }
    try (GZIPInputStream in =
        new GZIPInputStream(
            new ByteArrayInputStream(Base64.getUrlDecoder().decode(encoded.substring(1))))) {
      byte[] bits = in.readNBytes(MOST_BYTES + 1);
      if (bits.length > MOST_BYTES) {
        throw new MalformedCredential("encodedList unpacks to more than 16 MiB");
      }
      if (bits.length * 8L < LEAST_ENTRIES) {
        throw new MalformedCredential(
            "encodedList has " + bits.length * 8L + " entries, not 131072");
      }
      return new BitstringStatusList(bits);
    } catch (IOException | IllegalArgumentException e) {
      throw new MalformedCredential("encodedList is not base64url of GZIP");
    }
  }

  /** A copy with one bit changed. */
  public BitstringStatusList with(int index, boolean value) {
    byte[] copy = bits.clone();
    int mask = 0x80 >>> (check(index) & 7);
    copy[index >>> 3] = (byte) (value ? copy[index >>> 3] | mask : copy[index >>> 3] & ~mask);
    return new BitstringStatusList(copy);
  }

  public boolean get(int index) {
    return (bits[check(index) >>> 3] & (0x80 >>> (index & 7))) != 0;
  }

  /** How many entries there are. */
  public int size() {
    return bits.length * 8;
  }

  /** The {@code encodedList}. */
  public String encoded() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bits);
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail to be written", e);
    }
    return "u" + Base64.getUrlEncoder().withoutPadding().encodeToString(out.toByteArray());
  }

  private int check(int index) {
    if (index < 0 || index >= size()) {
      throw new IllegalArgumentException("index " + index + " is outside 0.." + (size() - 1));
    }
    return index;
  }
}
