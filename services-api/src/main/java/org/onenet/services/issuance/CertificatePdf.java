package org.onenet.services.issuance;

import java.io.IOException;
import java.util.Optional;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDEmbeddedFilesNameTreeNode;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;

/** The printed form of a certificate: it carries its JWT inside. */
public final class CertificatePdf {
  static final String ATTACHMENT = "credential.jwt";
  private static final int MOST_BYTES = 128 << 10;

  private CertificatePdf() {}

  /** The JWT that a certificate's PDF carries; empty for any other file. */
  public static Optional<String> jwtOf(byte[] pdf) {
    try (PDDocument document = Loader.loadPDF(pdf)) {
      PDEmbeddedFilesNameTreeNode files =
          document.getDocumentCatalog().getNames() == null
              ? null
              : document.getDocumentCatalog().getNames().getEmbeddedFiles();
      if (files == null || files.getNames() == null) return Optional.empty();
      PDComplexFileSpecification file = files.getNames().get(ATTACHMENT);
      if (file == null || file.getEmbeddedFile() == null) return Optional.empty();
      byte[] content = file.getEmbeddedFile().createInputStream().readNBytes(MOST_BYTES);
      return Optional.of(new String(content, java.nio.charset.StandardCharsets.US_ASCII));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
