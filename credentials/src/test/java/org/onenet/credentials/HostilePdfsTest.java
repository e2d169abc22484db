package org.onenet.credentials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentNameDictionary;
import org.apache.pdfbox.pdmodel.PDEmbeddedFilesNameTreeNode;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;
import org.apache.pdfbox.pdmodel.common.filespecification.PDEmbeddedFile;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.onenet.credentials.UnreadablePdf.Reason;

/** Files that are sent as a certificate's PDF to do harm: each refused at once, with its reason. */
final class HostilePdfsTest {
  private static final String JWT = "eyJhbGciOiJFUzI1NiJ9.eyJpZCI6InVybiJ9.c2lnbmF0dXJl";
  private static final byte[] GENUINE = PdfCertificate.carrying(blank(), JWT);

  private interface Change {
    void of(PDDocument document) throws IOException;
  }

  static Stream<Arguments> files() throws IOException {
    return Stream.of(
        file("no PDF", Reason.NOT_A_PDF, "GIF89a".getBytes(StandardCharsets.US_ASCII)),
        file("nothing", Reason.NOT_A_PDF, new byte[0]),
        file("only a head", Reason.NOT_A_PDF, latin("%PDF-1.7\n%%EOF\n")),
        file("cut short", Reason.NOT_A_PDF, Arrays.copyOf(GENUINE, GENUINE.length / 3)),
        file("11 MB", Reason.TOO_LARGE, Arrays.copyOf(GENUINE, 11 << 20)),
        file("no certificate inside", Reason.NO_CERTIFICATE, blank()),
        file("a password", Reason.ENCRYPTED, encrypted("secret")),
        file("an empty password", Reason.ENCRYPTED, encrypted("")),
        file("a thousand files", Reason.TOO_COMPLEX, files(1_000)),
        file("two certificates", Reason.SEVERAL_CERTIFICATES, twoCertificates()),
        file("two streams of one certificate", Reason.SEVERAL_CERTIFICATES, twoStreams()),
        file("a ring of names", Reason.TOO_COMPLEX, ring()),
        file("a certificate of a gigabyte", Reason.TOO_COMPLEX, bomb(1 << 30)),
        file("a gigabyte packed twice", Reason.TOO_COMPLEX, bombInABomb()),
        file("a certificate of a megabyte", Reason.TOO_LARGE, bomb(1 << 20)),
        file("another filter", Reason.TOO_COMPLEX, replaced("/FlateDecode", "/LZWDecode")),
        file("another filter in hex", Reason.TOO_COMPLEX, replaced("/FlateDecode", "/#4cZWDecode")),
        file("100,000 arrays in each other", Reason.NOT_A_PDF, nested(100_000)));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("files")
  void is_refused(String name, Reason reason, byte[] file) {
    assertEquals(
        reason, assertThrows(UnreadablePdf.class, () -> PdfCertificate.read(file)).reason());
  }

  @Test
  void a_broken_cross_reference_is_mended_or_refused_and_never_more() {
    String latin = new String(GENUINE, StandardCharsets.ISO_8859_1);
    byte[] broken =
        latin
            .replaceFirst("startxref\\s+\\d+", "startxref\n9999999")
            .getBytes(StandardCharsets.ISO_8859_1);
    assertEquals(JWT, PdfCertificate.read(broken).compact(), "PDFBox finds the objects again");
  }

  /** 2 to the 40th operators, if somebody counted them all. */
  @Test
  void forms_that_draw_forms_end() throws IOException {
    byte[] laughing =
        changed(
            document -> {
              PDFormXObject drawn = form(document, "BT ET", null);
              for (int i = 0; i < 40; i++) drawn = form(document, "/F Do /F Do", drawn);
              PDResources resources = new PDResources();
              resources.put(COSName.F, drawn);
              document.getPage(0).setResources(resources);
              COSStream content = document.getDocument().createCOSStream();
              try (var out = content.createOutputStream()) {
                out.write(latin("/F Do"));
              }
              document.getPage(0).getCOSObject().setItem(COSName.CONTENTS, content);
            });
    PdfCertificate read = PdfCertificate.read(laughing);
    assertEquals(JWT, read.compact());
    assertEquals(Reason.TOO_COMPLEX, assertThrows(UnreadablePdf.class, read::text).reason());
  }

  /** Each a few bytes off: nothing else than a reading or a refusal may come of it. */
  @Test
  void five_hundred_mutants_are_read_or_refused() {
    Random random = new Random(20261127);
    int refused = 0;
    for (int i = 0; i < 500; i++) {
      byte[] mutant = GENUINE.clone();
      for (int n = 0; n <= random.nextInt(8); n++) {
        mutant[random.nextInt(mutant.length)] = (byte) random.nextInt(256);
      }
      try {
        PdfCertificate.read(mutant).text();
      } catch (UnreadablePdf e) {
        refused++;
      }
    }
    assertTrue(refused > 50 && refused < 500, refused + " were refused");
  }

  private static Arguments file(String name, Reason reason, byte[] file) {
    return Arguments.of(name, reason, file);
  }

  private static byte[] encrypted(String password) throws IOException {
    return changed(
        document ->
            document.protect(
                new StandardProtectionPolicy("owner", password, new AccessPermission())));
  }

  private static byte[] files(int number) throws IOException {
    return changed(
        document -> {
          Map<String, PDComplexFileSpecification> all = new TreeMap<>();
          for (int i : IntStream.range(0, number).toArray()) {
            all.put("%05d".formatted(i), file(document, "f" + i, latin("x")));
          }
          put(document, all);
        });
  }

  private static byte[] twoCertificates() throws IOException {
    return changed(
        document ->
            put(
                document,
                new TreeMap<>(
                    Map.of(
                        "a",
                        file(document, PdfCertificate.ATTACHMENT, latin(JWT)),
                        "b",
                        file(document, PdfCertificate.ATTACHMENT, latin("other"))))));
  }

  private static byte[] twoStreams() throws IOException {
    return changed(
        document -> {
          PDComplexFileSpecification one = file(document, PdfCertificate.ATTACHMENT, latin(JWT));
          one.setEmbeddedFileUnicode(
              new PDEmbeddedFile(document, new ByteArrayInputStream(latin("other"))));
          put(document, Map.of(PdfCertificate.ATTACHMENT, one));
        });
  }

  private static byte[] ring() throws IOException {
    return changed(
        document -> {
          var node = new PDEmbeddedFilesNameTreeNode();
          COSArray kids = new COSArray();
          kids.add(node.getCOSObject());
          node.getCOSObject().setItem(COSName.KIDS, kids);
          node.getCOSObject().setDirect(false);
          PDDocumentNameDictionary names =
              new PDDocumentNameDictionary(document.getDocumentCatalog());
          names.setEmbeddedFiles(node);
          document.getDocumentCatalog().setNames(names);
        });
  }

  private static byte[] bomb(int size) throws IOException {
    return withPacked(packed(size), COSName.FLATE_DECODE);
  }

  private static byte[] bombInABomb() throws IOException {
    ByteArrayOutputStream twice = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(twice, new Deflater(9))) {
      out.write(packed(1 << 30));
    }
    COSArray filters = new COSArray();
    filters.add(COSName.FLATE_DECODE);
    filters.add(COSName.FLATE_DECODE);
    return withPacked(twice.toByteArray(), filters);
  }

  private static byte[] packed(int size) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(packed, new Deflater(9))) {
      byte[] some = new byte[1 << 16];
      for (int left = size; left > 0; left -= some.length) out.write(some);
    }
    return packed.toByteArray();
  }

  private static byte[] withPacked(byte[] packed, org.apache.pdfbox.cos.COSBase filter)
      throws IOException {
    return changed(
        document -> {
          PDComplexFileSpecification file = file(document, PdfCertificate.ATTACHMENT, latin(JWT));
          COSStream stream = file.getEmbeddedFile().getCOSObject();
          try (var out = stream.createRawOutputStream()) {
            out.write(packed);
          }
          stream.setItem(COSName.FILTER, filter);
          put(document, Map.of(PdfCertificate.ATTACHMENT, file));
        });
  }

  private static byte[] replaced(String one, String other) {
    return new String(GENUINE, StandardCharsets.ISO_8859_1)
        .replace(one, other)
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] nested(int depth) {
    return latin(
        "%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R/Names "
            + "[".repeat(depth)
            + "]".repeat(depth)
            + ">>\nendobj\n2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\n"
            + "trailer\n<</Root 1 0 R/Size 3>>\nstartxref\n0\n%%EOF\n");
  }

  private static PDFormXObject form(PDDocument document, String content, PDFormXObject inside)
      throws IOException {
    PDFormXObject form = new PDFormXObject(document);
    try (var out = form.getContentStream().createOutputStream()) {
      out.write(latin(content));
    }
    if (inside != null) {
      PDResources resources = new PDResources();
      resources.put(COSName.F, inside);
      form.setResources(resources);
    }
    return form;
  }

  private static PDComplexFileSpecification file(PDDocument document, String name, byte[] content)
      throws IOException {
    PDComplexFileSpecification file = new PDComplexFileSpecification();
    file.setFile(name);
    file.setEmbeddedFile(new PDEmbeddedFile(document, new ByteArrayInputStream(content)));
    return file;
  }

  private static void put(PDDocument document, Map<String, PDComplexFileSpecification> all) {
    PDEmbeddedFilesNameTreeNode files = new PDEmbeddedFilesNameTreeNode();
    files.setNames(all);
    PDDocumentNameDictionary names = new PDDocumentNameDictionary(document.getDocumentCatalog());
    names.setEmbeddedFiles(files);
    document.getDocumentCatalog().setNames(names);
  }

  private static byte[] changed(Change change) throws IOException {
    try (PDDocument document = org.apache.pdfbox.Loader.loadPDF(GENUINE);
        ByteArrayOutputStream out = new ByteArrayOutputStream()) {
      change.of(document);
      document.save(out);
      return out.toByteArray();
    }
  }

  private static byte[] blank() {
    try (PDDocument document = new PDDocument();
        ByteArrayOutputStream out = new ByteArrayOutputStream()) {
      document.addPage(new PDPage());
      document.save(out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
