package org.onenet.credentials;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentNameDictionary;
import org.apache.pdfbox.pdmodel.PDEmbeddedFilesNameTreeNode;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;
import org.apache.pdfbox.pdmodel.common.filespecification.PDEmbeddedFile;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.pdfbox.text.PDFTextStripper;
import org.onenet.credentials.UnreadablePdf.Reason;

/**
 * A printed certificate: a PDF with its {@code vc+jwt} inside, as the embedded file {@value
 * #ATTACHMENT} (ISO 32000-1 §7.11.4), and the receipt of its registration in a batch, {@value
 * #RECEIPT}, when there was one by then. Whether the page says what the JWT says is for the
 * verdict: {@link CredentialVerifier#verify(PdfCertificate, PrintedText)}.
 */
public final class PdfCertificate {
  static final String ATTACHMENT = "credential.jwt";
  static final String RECEIPT = "registration-receipt.json";

  private static final int MOST_ATTACHED = 128 << 10;
  private static final int MOST_FILES = 16;
  private static final int MOST_LEVELS = 4;
  private static final int MOST_PAGES = 20;
  private static final int MOST_OPERATORS = 200_000;

  private final byte[] pdf;
  private final String compact;
  private final Optional<RegistrationReceipt> receipt;
  private final String language;
  private final List<PdfSignature> signatures;

  private PdfCertificate(
      byte[] pdf,
      String compact,
      Optional<RegistrationReceipt> receipt,
      String language,
      List<PdfSignature> signatures) {
    this.pdf = pdf;
    this.compact = compact;
    this.receipt = receipt;
    this.language = language;
    this.signatures = List.copyOf(signatures);
  }

  /** Whether a file says of itself that it is a PDF. */
  public static boolean isPdf(byte[] file) {
    return PdfBounds.isPdf(file);
  }

  /** A page with a certificate's text put inside; what inside it had is gone. */
  public static byte[] carrying(byte[] page, String compact) {
    return carrying(page, compact, Optional.empty());
  }

  /**
   * The same with the receipt of its registration in a batch.
   *
   * @param receipt as JSON
   */
  public static byte[] carrying(byte[] page, String compact, Optional<String> receipt) {
    try (PDDocument document = Loader.loadPDF(page)) {
      Map<String, PDComplexFileSpecification> attached = new TreeMap<>();
      attached.put(ATTACHMENT, file(document, ATTACHMENT, "application/vc+jwt", compact));
      if (receipt.isPresent()) {
        attached.put(RECEIPT, file(document, RECEIPT, "application/json", receipt.get()));
      }
      PDEmbeddedFilesNameTreeNode files = new PDEmbeddedFilesNameTreeNode();
      files.setNames(attached);
      PDDocumentNameDictionary names = new PDDocumentNameDictionary(document.getDocumentCatalog());
      names.setEmbeddedFiles(files);
      document.getDocumentCatalog().setNames(names);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      document.save(out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException("the page cannot carry its certificate", e);
    }
  }

  private static PDComplexFileSpecification file(
      PDDocument document, String name, String mediaType, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    PDEmbeddedFile file = new PDEmbeddedFile(document, new ByteArrayInputStream(bytes));
    file.setSubtype(mediaType);
    file.setSize(bytes.length);
    PDComplexFileSpecification specification = new PDComplexFileSpecification();
    specification.setFile(name);
    specification.setFileUnicode(name);
    specification.setEmbeddedFile(file);
    return specification;
  }

  /**
   * Reads a stranger's file.
   *
   * @throws UnreadablePdf when it is not taken as a certificate, with its reason
   */
  public static PdfCertificate read(byte[] pdf) {
    PdfBounds.mustHold(pdf);
    return reading(
        pdf,
        document -> {
          if (document.isEncrypted()) throw new UnreadablePdf(Reason.ENCRYPTED);
          String language = document.getDocumentCatalog().getLanguage();
          List<COSDictionary> files = files(document);
          return new PdfCertificate(
              pdf,
              attached(files, ATTACHMENT)
                  .orElseThrow(() -> new UnreadablePdf(Reason.NO_CERTIFICATE)),
              attached(files, RECEIPT).flatMap(PdfCertificate::receipt),
              language == null ? "" : language,
              PdfSignature.all(document, pdf));
        });
  }

  /** The certificate's text, as it is inside. */
  public String compact() {
    return compact;
  }

  /** The receipt of its registration in a batch; empty when it carries none in order. */
  public Optional<RegistrationReceipt> receipt() {
    return receipt;
  }

  /** One that cannot be read helps nobody, and speaks against nothing. */
  private static Optional<RegistrationReceipt> receipt(String json) {
    try {
      return Optional.of(RegistrationReceipt.parse(json));
    } catch (MalformedReceipt e) {
      return Optional.empty();
    }
  }

  /** The language that the page says it is in (BCP 47); empty when it says none. */
  public String language() {
    return language;
  }

  List<PdfSignature> signatures() {
    return signatures;
  }

  /**
   * What all pages say, without any white space, and one character for those that only look
   * different (Unicode NFKC: a font may name a character by its Kangxi radical).
   *
   * @throws UnreadablePdf when it is more than a certificate says, or cannot be told
   */
  String text() {
    return reading(
        pdf,
        document -> {
          if (document.getNumberOfPages() > MOST_PAGES) {
            throw new UnreadablePdf(Reason.TOO_COMPLEX);
          }
          return plain(new CountedText().getText(document));
        });
  }

  static String plain(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC).replaceAll("[\\s\\p{Z}\\p{C}]+", "");
  }

  /** Forms may draw forms, each twice: 40 of them would never end. */
  private static final class CountedText extends PDFTextStripper {
    private int operators;

    @Override
    protected void processOperator(Operator operator, List<COSBase> operands) throws IOException {
      if (++operators > MOST_OPERATORS) throw new UnreadablePdf(Reason.TOO_COMPLEX);
      super.processOperator(operator, operands);
    }
  }

  private interface Reading<T> {
    T of(PDDocument document) throws IOException;
  }

  /** PDFBox answers what it cannot read with whatever goes wrong: all that is "not a PDF" here. */
  private static <T> T reading(byte[] pdf, Reading<T> reading) {
    try (PDDocument document = Loader.loadPDF(pdf)) {
      return reading.of(document);
    } catch (InvalidPasswordException e) {
      throw new UnreadablePdf(Reason.ENCRYPTED);
    } catch (UnreadablePdf e) {
      throw e;
    } catch (IOException | RuntimeException | StackOverflowError e) {
      throw new UnreadablePdf(Reason.NOT_A_PDF);
    }
  }

  private static List<COSDictionary> files(PDDocument document) {
    List<COSDictionary> files = new ArrayList<>();
    COSDictionary names =
        document.getDocumentCatalog().getCOSObject().getCOSDictionary(COSName.NAMES);
    if (names != null) gather(names.getCOSDictionary(COSName.EMBEDDED_FILES), files, MOST_LEVELS);
    return files;
  }

  private static Optional<String> attached(List<COSDictionary> files, String name)
      throws IOException {
    Optional<String> found = Optional.empty();
    for (COSDictionary file : files) {
      Optional<String> text = content(file, name);
      if (text.isEmpty()) continue;
      if (found.isPresent()) throw new UnreadablePdf(Reason.SEVERAL_CERTIFICATES);
      found = text;
    }
    return found;
  }

  /** ISO 32000-1 §7.9.6: a tree of names and values, which may be wide, deep or a ring. */
  private static void gather(COSDictionary node, List<COSDictionary> files, int levels) {
    if (node == null) return;
    COSArray names = node.getCOSArray(COSName.NAMES);
    for (int i = 1; names != null && i < names.size(); i += 2) {
      if (files.size() == MOST_FILES) throw new UnreadablePdf(Reason.TOO_COMPLEX);
      if (names.getObject(i) instanceof COSDictionary file) files.add(file);
    }
    COSArray kids = node.getCOSArray(COSName.KIDS);
    if (kids == null) return;
    if (levels == 0 || kids.size() > MOST_FILES) throw new UnreadablePdf(Reason.TOO_COMPLEX);
    for (int i = 0; i < kids.size(); i++) {
      if (kids.getObject(i) instanceof COSDictionary kid) gather(kid, files, levels - 1);
    }
  }

  /** Both names and both streams that a file may have must be one, or two readers see two. */
  private static Optional<String> content(COSDictionary file, String name) throws IOException {
    if (!name.equals(file.getString(COSName.F)) && !name.equals(file.getString(COSName.UF))) {
      return Optional.empty();
    }
    COSDictionary embedded = file.getCOSDictionary(COSName.EF);
    COSStream stream = embedded == null ? null : embedded.getCOSStream(COSName.F);
    if (stream == null) return Optional.empty();
    COSStream other = embedded.getCOSStream(COSName.UF);
    if (other != null && other != stream) throw new UnreadablePdf(Reason.SEVERAL_CERTIFICATES);
    byte[] content = stream.createInputStream().readNBytes(MOST_ATTACHED + 1);
    if (content.length > MOST_ATTACHED) throw new UnreadablePdf(Reason.TOO_LARGE);
    return Optional.of(new String(content, StandardCharsets.UTF_8));
  }
}
