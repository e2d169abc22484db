package org.onenet.services.issuance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.text.Normalizer;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.onenet.credentials.Digest;
import org.onenet.credentials.MerkleTree;
import org.onenet.credentials.PdfCertificate;
import org.onenet.credentials.RegistrationReceipt;
import org.onenet.services.platform.JsonText;
import org.onenet.services.platform.Language;
import org.onenet.services.platform.Text;

/** The printed certificate: readable by people, and carrying what machines check. */
final class CertificatePdfTest {
  private static final String JWT = "eyJhbGciOiJFUzI1NiJ9.eyJpZCI6InVybiJ9.c2lnbmF0dXJl";
  private static final String LONG_NAME = "买买提艾力·阿不都克里木·阿卜杜拉";

  @Test
  void it_shows_the_facts_in_both_scripts_and_escapes_what_it_shows() throws IOException {
    String text = text(CertificatePdf.render(certificate("Lin <Na> & Co"), Language.EN));
    assertTrue(text.contains("居住证"), text);
    assertTrue(text.contains("Residence certificate"), text);
    assertTrue(text.contains("Lin <Na> & Co"), text);
    assertTrue(text.contains("R-2026-000001"), text);
    String chinese = text(CertificatePdf.render(certificate(LONG_NAME), Language.ZH));
    assertTrue(chinese.replaceAll("\\s", "").contains(LONG_NAME), chinese);
  }

  @Test
  void it_carries_the_same_jwt_and_stays_small() {
    byte[] pdf = CertificatePdf.render(certificate("Lin Na"), Language.ZH);
    assertEquals(JWT, PdfCertificate.read(pdf).compact());
    assertEquals("zh-CN", PdfCertificate.read(pdf).language());
    assertTrue(pdf.length < 60_000, "the PDF has " + pdf.length + " bytes");
  }

  @Test
  void it_carries_the_receipt_of_its_registration_when_there_is_one() {
    Digest digest = Digest.ofCompact(JWT);
    MerkleTree tree = MerkleTree.of(List.of(digest, Digest.ofCompact("another")));
    RegistrationReceipt receipt =
        new RegistrationReceipt(
            digest,
            0,
            tree.path(0).stream().map(HexFormat.of()::formatHex).toList(),
            tree.root(),
            2,
            31_337,
            "0x" + "c".repeat(40),
            "0x" + "a".repeat(40),
            "0x" + "1".repeat(64),
            7,
            Instant.parse("2026-11-27T09:00:00Z"));
    byte[] with =
        CertificatePdf.render(certificate("林娜", JsonText.of(receipt.toJson())), Language.ZH);
    assertEquals(Optional.of(receipt), PdfCertificate.read(with).receipt());
    assertEquals(JWT, PdfCertificate.read(with).compact());
    byte[] broken = CertificatePdf.render(certificate("林娜", "{\"root\": \"一\"}"), Language.ZH);
    assertEquals(Optional.empty(), PdfCertificate.read(broken).receipt());
    byte[] without = CertificatePdf.render(certificate("林娜"), Language.EN);
    assertEquals(Optional.empty(), PdfCertificate.read(without).receipt());
  }

  private static String text(byte[] pdf) throws IOException {
    try (PDDocument document = Loader.loadPDF(pdf)) {
      // The font draws a few characters and their Kangxi radicals by one glyph, and the text layer
      // may
      // name the radical: NFKC makes them one again, as search in PDF readers does.
      return Normalizer.normalize(new PDFTextStripper().getText(document), Normalizer.Form.NFKC);
    }
  }

  private static CertificatePdf.Certificate certificate(String name) {
    return certificate(name, null);
  }

  private static CertificatePdf.Certificate certificate(String name, String receipt) {
    return new CertificatePdf.Certificate(
        new Text("Residence certificate", "居住证"),
        new Text("Public Security Bureau", "公安局"),
        new Text("City of Lanting", "兰亭市"),
        List.of(
            new PreviewCredential.Fact("fullName", new Text("Name", "姓名"), name, Text.same(name)),
            new PreviewCredential.Fact(
                "address", new Text("Address", "住址"), "桂花巷12号", Text.same("桂花巷12号403室"))),
        "R-2026-000001",
        "2026-11-23",
        "2027-11-22",
        "http://localhost:8080/verify/AAAAAAAAAAAAAAAAAAAAAAAA",
        JWT,
        receipt);
  }
}
