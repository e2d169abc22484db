package org.onenet.stack;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.onenet.credentials.PdfCertificate;
import org.onenet.credentials.UnreadablePdf;

/** A certificate as its holder keeps it: a text, or the PDF with the text inside. */
record CertificateFile(Path file, byte[] bytes) {
  private static final int MOST_BYTES = 48 << 20;

  /** A file cannot be read, or is not what it must be; the message names it. */
  static final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unreadable(String message) {
      super(message);
    }
  }

  /**
   * @throws Unreadable when there is no such file
   */
  static CertificateFile read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) throw new Unreadable(file + " is too large");
      return new CertificateFile(file, bytes);
    } catch (IOException e) {
      throw new Unreadable(file + (Files.exists(file) ? " cannot be read" : " does not exist"));
    }
  }

  /** The text of any file. */
  static String text(Path file) {
    return new String(read(file).bytes, StandardCharsets.UTF_8);
  }

  boolean isPdf() {
    return PdfCertificate.isPdf(bytes);
  }

  /** The text, when it is no PDF. */
  String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /**
   * The PDF with the certificate's text inside.
   *
   * @throws Unreadable when it is not taken as one
   */
  PdfCertificate pdf() {
    try {
      return PdfCertificate.read(bytes);
    } catch (UnreadablePdf e) {
      throw new Unreadable(file + ": " + e.reason().words());
    }
  }
}
