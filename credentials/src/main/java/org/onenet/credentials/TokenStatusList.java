package org.onenet.credentials;

import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.function.IntUnaryOperator;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * A list of status values of 1, 2, 4 or 8 bits, one for each credential: index 0 is in the least
 * significant bits of byte 0. Encoded as base64url of ZLIB.
 *
 * <pre>{"bits":2,"lst":"eNo76fITAAPfAgc"}</pre>
 *
 * @see <a href="https://www.ietf.org/archive/id/draft-ietf-oauth-status-list-20.html#section-4">
 *     Token Status List, draft 20, §4</a>
 */
public final class TokenStatusList {
  /** The status types of §7.1; any other value is the application's own. */
  public static final int VALID = 0;

  public static final int INVALID = 1;
  public static final int SUSPENDED = 2;

  private static final int MOST_BYTES = 16 << 20;

  private final int bits;
  private final byte[] bytes;

  private TokenStatusList(int bits, byte[] bytes) {
    this.bits = bits;
    this.bytes = bytes;
  }

  /**
   * A list with these values.
   *
   * @param bits 1, 2, 4 or 8 for each
   * @param entries as many as fill whole bytes
   * @throws IllegalArgumentException when one of them is not so, or a value needs more bits
   */
  public static TokenStatusList of(int bits, int entries, IntUnaryOperator value) {
    mustBeASize(bits);
    if (entries < 1 || (long) entries * bits % 8 != 0) {
      throw new IllegalArgumentException(entries + " entries of " + bits + " bits fill no bytes");
    }
    byte[] bytes = new byte[(int) ((long) entries * bits / 8)];
    for (int index = 0; index < entries; index++) {
      int one = value.applyAsInt(index);
      if (one < 0 || one >= 1 << bits) {
        throw new IllegalArgumentException("the value " + one + " does not fit " + bits + " bits");
      }
      long at = (long) index * bits;
      bytes[(int) (at >>> 3)] |= (byte) (one << (at & 7));
    }
    return new TokenStatusList(bits, bytes);
  }

  /**
   * Reads a {@code lst}.
   *
   * @throws MalformedCredential when it is not one, or unpacks to more than 16 MiB
   */
  public static TokenStatusList decode(int bits, String lst) {
    Inflater inflater = new Inflater();
    try {
      mustBeASize(bits);
      inflater.setInput(Base64.getUrlDecoder().decode(lst));
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] piece = new byte[16 << 10];
      while (!inflater.finished()) {
        int length = inflater.inflate(piece);
        if (length == 0) throw new MalformedCredential("lst ends too early");
        out.write(piece, 0, length);
        if (out.size() > MOST_BYTES) {
          throw new MalformedCredential("lst unpacks to more than 16 MiB");
        }
      }
      if (inflater.getRemaining() > 0) throw new MalformedCredential("lst goes on after its end");
      return new TokenStatusList(bits, out.toByteArray());
    } catch (IllegalArgumentException | DataFormatException e) {
      throw new MalformedCredential("lst is not base64url of ZLIB, or bits not 1, 2, 4 or 8");
    } finally {
      inflater.end();
    }
  }

  /**
   * @throws IllegalArgumentException when the list is shorter (§8.3: to be refused)
   */
  public int get(int index) {
    if (index < 0 || index >= size()) {
      throw new IllegalArgumentException("index " + index + " is outside 0.." + (size() - 1));
    }
    long at = (long) index * bits;
    return (bytes[(int) (at >>> 3)] & 0xff) >>> (at & 7) & (1 << bits) - 1;
  }

  public int bits() {
    return bits;
  }

  /** How many entries there are. */
  public int size() {
    return bytes.length * (8 / bits);
  }

  /** The {@code lst}, at the highest level of compression as §4.1 asks. */
  public String encoded() {
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
    deflater.setInput(bytes);
    deflater.finish();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] piece = new byte[16 << 10];
    while (!deflater.finished()) out.write(piece, 0, deflater.deflate(piece));
    deflater.end();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(out.toByteArray());
  }

  private static void mustBeASize(int bits) {
    if (bits != 1 && bits != 2 && bits != 4 && bits != 8) {
      throw new IllegalArgumentException("1, 2, 4 or 8 bits, not " + bits);
    }
  }
}
