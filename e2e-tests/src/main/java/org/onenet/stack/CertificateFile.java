package org.onenet.stack;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentNameDictionary;
import org.apache.pdfbox.pdmodel.PDEmbeddedFilesNameTreeNode;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;

/** A certificate as its holder keeps it: a text, or the PDF with the text inside. */
record CertificateFile(Path file, byte[] bytes) {
  /** The name under which services-api puts it into a PDF. */
  static final String ATTACHMENT = "credential.jwt";

  /** And under which the receipt of its registration in a batch. */
  static final String RECEIPT = "registration-receipt.json";

  private static final int MOST_BYTES = 48 << 20;
  private static final int MOST_ATTACHED = 128 << 10;

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
    return new String(bytes, 0, Math.min(bytes.length, 5), StandardCharsets.US_ASCII)
        .equals("%PDF-");
  }

  /**
   * The certificate's text.
   *
   * @throws Unreadable when it is a PDF without one
   */
  String text() {
    if (!isPdf()) return new String(bytes, StandardCharsets.UTF_8);
    return attachment(ATTACHMENT)
        .orElseThrow(() -> new Unreadable(file + " carries no certificate"));
  }

  /** The receipt that a PDF carries; empty for any other file. */
  Optional<String> receipt() {
    return isPdf() ? attachment(RECEIPT) : Optional.empty();
  }

  private Optional<String> attachment(String name) {
    try (PDDocument document = Loader.loadPDF(bytes)) {
      PDDocumentNameDictionary names = document.getDocumentCatalog().getNames();
      PDEmbeddedFilesNameTreeNode files = names == null ? null : names.getEmbeddedFiles();
      PDComplexFileSpecification inside =
          files == null || files.getNames() == null ? null : files.getNames().get(name);
      if (inside == null || inside.getEmbeddedFile() == null) return Optional.empty();
      return Optional.of(
          new String(
              inside.getEmbeddedFile().createInputStream().readNBytes(MOST_ATTACHED),
              StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new Unreadable(file + " is no PDF that can be read");
    }
  }
}
