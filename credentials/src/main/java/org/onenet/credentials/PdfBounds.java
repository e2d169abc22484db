package org.onenet.credentials;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.onenet.credentials.UnreadablePdf.Reason;

/**
 * What a stranger's PDF may cost, seen before any of it is parsed: PDFBox unpacks object streams
 * whole, so that a bomb must not reach it. Whatever can be unpacked by Flate (ISO 32000-1 §7.4.4)
 * is, once, and counted, packed twice included. LZW and run lengths, which can be stacked upon it,
 * no certificate is printed with.
 */
final class PdfBounds {
  /** Many times what is printed. */
  static final int MOST_BYTES = 1 << 20;

  private static final int MOST_UNPACKED = 8 << 20;
  private static final int MOST_STREAMS = 1_000;
  private static final int MOST_TIMES_PACKED = 3;

  private static final Set<String> REFUSED_FILTERS = Set.of("LZWDecode", "LZW", "RunLengthDecode");
  private static final Pattern NAME =
      Pattern.compile("/((?:[A-Za-z]|#[0-9A-Fa-f]{2}){3,45})(?=[\\s/<>\\[\\]()%]|$)");

  private static final byte[] STREAM = "stream".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] HEAD = "%PDF-".getBytes(StandardCharsets.US_ASCII);

  private int left = MOST_UNPACKED;

  private PdfBounds() {}

  static boolean isPdf(byte[] file) {
    return startsWith(file, 0, HEAD);
  }

  /**
   * @throws UnreadablePdf when it is none, or too much
   */
  static void mustHold(byte[] file) {
    if (!isPdf(file)) throw new UnreadablePdf(Reason.NOT_A_PDF);
    if (file.length > MOST_BYTES) throw new UnreadablePdf(Reason.TOO_LARGE);
    new PdfBounds().count(file);
  }

  private void count(byte[] file) {
    mustHaveNoRefusedFilter(file);
    int words = 0;
    for (int at = 0; at < file.length - STREAM.length; at++) {
      if (!startsWith(file, at, STREAM)) continue;
      // it ends each stream too
      if (++words > 2 * MOST_STREAMS) throw new UnreadablePdf(Reason.TOO_COMPLEX);
      unpack(file, begin(file, at + STREAM.length), MOST_TIMES_PACKED);
    }
  }

  /** The data begin behind the end of the line; writers differ in what ends it. */
  private static int begin(byte[] file, int at) {
    int begin = at;
    while (begin < file.length && (file[begin] == '\r' || file[begin] == '\n')) begin++;
    return begin;
  }

  private void unpack(byte[] packed, int begin, int times) {
    if (!mayBePacked(packed, begin)) return;
    byte[] content = content(packed, begin);
    if (content.length == 0) return;
    if (times == 0) throw new UnreadablePdf(Reason.TOO_COMPLEX);
    mustHaveNoRefusedFilter(content);
    unpack(content, 0, times - 1);
  }

  /** By its first byte, RFC 1950 §2.2: method 8, a window of at most 32 KiB. */
  private static boolean mayBePacked(byte[] data, int begin) {
    return begin < data.length && (data[begin] & 0x0f) == 8 && (data[begin] & 0xf0) <= 0x70;
  }

  private byte[] content(byte[] packed, int begin) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(packed, begin, packed.length - begin);
      byte[] room = new byte[1 << 16];
      int more = inflater.inflate(room);
      while (more > 0) {
        left -= more;
        if (left < 0) throw new UnreadablePdf(Reason.TOO_COMPLEX);
        content.write(room, 0, more);
        more = inflater.inflate(room);
      }
    } catch (DataFormatException e) {
      // PDFBox takes what comes before a mistake: so is it counted
    } finally {
      inflater.end();
    }
    return content.toByteArray();
  }

  private static void mustHaveNoRefusedFilter(byte[] data) {
    Matcher name = NAME.matcher(new String(data, StandardCharsets.ISO_8859_1));
    while (name.find()) {
      if (REFUSED_FILTERS.contains(plain(name.group(1)))) {
        throw new UnreadablePdf(Reason.TOO_COMPLEX);
      }
    }
  }

  /** A name's letters may be written as #41 too. */
  private static String plain(String name) {
    return Pattern.compile("#([0-9A-Fa-f]{2})")
        .matcher(name)
        .replaceAll(
            hex -> Matcher.quoteReplacement("" + (char) Integer.parseInt(hex.group(1), 16)));
  }

  private static boolean startsWith(byte[] file, int at, byte[] word) {
    if (at + word.length > file.length) return false;
    for (int i = 0; i < word.length; i++) {
      if (file[at + i] != word[i]) return false;
    }
    return true;
  }
}
