package org.onenet.credentials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.onenet.credentials.TestCity.BUREAU;
import static org.onenet.credentials.TestCity.NOW;
import static org.onenet.credentials.TestCity.code;
import static org.onenet.credentials.Verdict.Outcome.COULD_NOT_CHECK;
import static org.onenet.credentials.Verdict.Outcome.INVALID;
import static org.onenet.credentials.Verdict.Outcome.VALID;

import eu.europa.esig.dss.diagnostic.DiagnosticData;
import eu.europa.esig.dss.diagnostic.SignatureWrapper;
import eu.europa.esig.dss.enumerations.SignatureLevel;
import eu.europa.esig.dss.model.InMemoryDocument;
import eu.europa.esig.dss.spi.validation.CommonCertificateVerifier;
import eu.europa.esig.dss.validation.SignedDocumentValidator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDPageContentStream.AppendMode;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A printed certificate: signed whole, and judged by its signature and by what its page says. */
final class PdfCertificateTest {
  private static final String DEPARTMENT = "public-security";
  private static final String PAGE = "Residence certificate: Lin Na, until 2027-11-23";

  @TempDir static Path folder;
  private static IssuerKeys keys;

  private TestCity city;
  private String compact;
  private byte[] signed;

  @BeforeAll
  static void open() {
    keys = TestCity.keysIn(folder);
  }

  @BeforeEach
  void print() {
    city = new TestCity(keys);
    compact = city.issueVcJwt().compact();
    signed = signed(page(PAGE));
  }

  @Test
  void what_its_issuer_signed_is_valid_whoever_verifies() {
    Verdict offline = verdict(signed, PrintedText.UNKNOWN);
    assertEquals(VALID, offline.overall(), offline.toString());
    assertEquals(VerdictCode.PDF_SIGNED, code(offline, "pdf-signature"));
    assertEquals(VerdictCode.PDF_TEXT_NOT_COMPARED, code(offline, "pdf-text"));
    Verdict online = verdict(signed, anew(PAGE));
    assertEquals(VALID, online.overall());
    assertEquals(VerdictCode.PDF_TEXT_AS_PRINTED, code(online, "pdf-text"));
    assertEquals(
        List.of(
            "format",
            "signature",
            "pdf-signature",
            "pdf-text",
            "period",
            "registration",
            "status-list",
            "accreditation"),
        online.checks().stream().map(Verdict.Check::id).toList());
  }

  /** The key's own certificate in one, the demonstration authority's in the other. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void the_eu_s_own_validator_finds_a_baseline_b(boolean certified) throws Exception {
    CredentialIssuer issuer =
        certified ? new CredentialIssuer(certifiedKeys()) : new CredentialIssuer(keys);
    Instant now = certified ? Instant.now() : NOW;
    byte[] pdf = issuer.signPdf(DEPARTMENT, BUREAU, page(PAGE), now);
    SignatureWrapper signature = found(pdf);
    assertEquals(SignatureLevel.PAdES_BASELINE_B, signature.getSignatureFormat());
    assertTrue(signature.isBLevelTechnicallyValid());
    assertTrue(signature.isSigningCertificateReferencePresent());
    assertEquals(
        now.getEpochSecond(), signature.getClaimedSigningTime().toInstant().getEpochSecond());
  }

  @Test
  void with_a_time_stamp_it_is_a_baseline_t_and_without_its_authority_a_baseline_b()
      throws Exception {
    try (TestTimeStamps authority = new TestTimeStamps()) {
      CredentialIssuer issuer =
          new CredentialIssuer(
              certifiedKeys(), Optional.of(new TimeStampAuthority(authority.address())));
      byte[] stamped = issuer.signPdf(DEPARTMENT, BUREAU, page(PAGE), Instant.now());
      SignatureWrapper signature = found(stamped);
      assertEquals(SignatureLevel.PAdES_BASELINE_T, signature.getSignatureFormat());
      assertTrue(signature.isTLevelTechnicallyValid());
      assertEquals(
          PdfSignature.State.SOUND,
          PdfCertificate.read(stamped).signatures().getFirst().state(),
          "here as well");
      authority.close();
      byte[] plain = issuer.signPdf(DEPARTMENT, BUREAU, page(PAGE), Instant.now());
      assertEquals(SignatureLevel.PAdES_BASELINE_B, found(plain).getSignatureFormat());
    }
  }

  private static SignatureWrapper found(byte[] pdf) {
    SignedDocumentValidator validator =
        SignedDocumentValidator.fromDocument(new InMemoryDocument(pdf));
    validator.setCertificateVerifier(new CommonCertificateVerifier());
    DiagnosticData found = validator.validateDocument().getDiagnosticData();
    assertEquals(1, found.getSignatures().size());
    return found.getSignatures().getFirst();
  }

  @Test
  void a_page_that_nobody_signed_is_never_valid_and_another_text_is_told_with_what_was_expected() {
    Verdict stripped = verdict(page(PAGE), anew(PAGE));
    assertEquals(COULD_NOT_CHECK, stripped.overall());
    assertEquals(VerdictCode.PDF_NOT_SIGNED, stripped.codeOf(Verdict.Axis.INTEGRITY));
    assertEquals(VerdictCode.PDF_TEXT_AS_PRINTED, code(stripped, "pdf-text"));

    for (String forged :
        List.of(
            PAGE.replace("Lin Na", "Li Nana"), // swapped
            PAGE.replace("2027", "2099"),
            PAGE + " extended until 2099", // laid over
            "Residence certificate: Lin Na")) {
      Verdict verdict = verdict(page(forged), anew(PAGE));
      assertEquals(INVALID, verdict.overall());
      assertEquals(VerdictCode.PDF_TEXT_DIFFERS, verdict.codeOf(Verdict.Axis.INTEGRITY));
    }
    Verdict.Check check =
        verdict(page(PAGE.replace("Lin Na", "Li Nana")), anew(PAGE)).checks().get(3);
    assertTrue(check.expected().contains("LinNa,until"), check.expected());
    assertTrue(check.actual().contains("LiNana,until"), check.actual());
  }

  @Test
  void what_its_issuer_printed_by_an_older_template_stays_valid() {
    Verdict verdict = verdict(signed, anew("CERTIFICATE OF RESIDENCE Lin Na"));
    assertEquals(VALID, verdict.overall());
    assertEquals(VerdictCode.PDF_TEXT_OF_ANOTHER_TEMPLATE, code(verdict, "pdf-text"));
  }

  @Test
  void a_change_put_behind_the_signature_is_found() throws IOException {
    byte[] changed = changedBehind(signed, "extended until 2099");
    Verdict verdict = verdict(changed, anew(PAGE));
    assertEquals(VerdictCode.PDF_CHANGED_AFTER_SIGNING, code(verdict, "pdf-signature"));
    assertEquals(VerdictCode.PDF_TEXT_DIFFERS, code(verdict, "pdf-text"));
    assertEquals(INVALID, verdict.overall());

    byte[] comment = Arrays.copyOf(signed, signed.length + 4);
    System.arraycopy("%ok\n".getBytes(StandardCharsets.US_ASCII), 0, comment, signed.length, 4);
    assertEquals(
        VerdictCode.PDF_CHANGED_AFTER_SIGNING,
        code(verdict(comment, PrintedText.UNKNOWN), "pdf-signature"));

    byte[] twice = city.issuer.signPdf(DEPARTMENT, BUREAU, signed, NOW);
    assertEquals(
        VerdictCode.PDF_CHANGED_AFTER_SIGNING,
        code(verdict(twice, PrintedText.UNKNOWN), "pdf-signature"));
  }

  @Test
  void one_other_byte_under_the_signature_breaks_it() {
    String latin = new String(signed, StandardCharsets.ISO_8859_1);
    byte[] other = signed.clone();
    other[latin.indexOf("%PDF-1.") + 7]++; // the version
    assertEquals(
        VerdictCode.PDF_SIGNATURE_INVALID,
        code(verdict(other, PrintedText.UNKNOWN), "pdf-signature"));
    byte[] adobe =
        latin
            .replace("/ETSI.CAdES.detached", "/adbe.pkcs7.detached")
            .getBytes(StandardCharsets.ISO_8859_1);
    assertEquals(
        VerdictCode.PDF_SIGNATURE_INVALID,
        code(verdict(adobe, PrintedText.UNKNOWN), "pdf-signature"));
  }

  @Test
  void who_signs_must_be_who_issued() {
    SigningKey stranger = SigningKey.fresh("did:web:elsewhere.example#1");
    byte[] pdf = new CredentialIssuer(stranger).signPdf("any", BUREAU, page("until 2099"), NOW);
    Verdict verdict = verdict(pdf, PrintedText.UNKNOWN);
    assertEquals(VerdictCode.PDF_SIGNED_BY_ANOTHER, code(verdict, "pdf-signature"));
    assertEquals(INVALID, verdict.overall());
    assertEquals(VerdictCode.SIGNATURE_VALID, code(verdict, "signature"), "the JWT is genuine");
  }

  @Test
  void a_key_signs_pages_only_while_it_is_in_use_and_until_it_is_stolen() {
    byte[] early = city.issuer.signPdf(DEPARTMENT, BUREAU, page(PAGE), NOW.minusSeconds(86_400));
    assertEquals(
        VerdictCode.KEY_NOT_VALID_THEN, code(verdict(early, PrintedText.UNKNOWN), "pdf-signature"));

    city.registry.stolen.put(city.publishedKey().thumbprint(), NOW.plusSeconds(60));
    Verdict before = verdict(signed, anew(PAGE));
    assertEquals(VerdictCode.PDF_KEY_STOLEN_SINCE, code(before, "pdf-signature"));
    assertEquals(COULD_NOT_CHECK, before.of(Verdict.Axis.INTEGRITY));
    city.registry.stolen.put(city.publishedKey().thumbprint(), NOW);
    assertEquals(
        VerdictCode.KEY_STOLEN, code(verdict(signed, PrintedText.UNKNOWN), "pdf-signature"));
    city.registry.away = true;
    assertEquals(
        VerdictCode.REGISTRY_UNREACHABLE,
        code(verdict(signed, PrintedText.UNKNOWN), "pdf-signature"));
  }

  @Test
  void another_certificate_inside_a_signed_page_is_found() throws IOException {
    String other = city.issueVcJwt().compact();
    Verdict swapped = verdict(PdfCertificate.carrying(signed, other), anew(PAGE));
    assertEquals(INVALID, swapped.overall(), swapped.toString());
    assertEquals(VerdictCode.SIGNATURE_VALID, code(swapped, "signature"));
  }

  @Test
  void a_text_inside_that_is_none_is_told_and_the_page_is_not_looked_at() {
    Verdict verdict =
        verdict(PdfCertificate.carrying(blank(PAGE), "no certificate"), PrintedText.UNKNOWN);
    assertEquals(VerdictCode.NOT_A_CREDENTIAL, code(verdict, "format"));
    assertEquals(VerdictCode.NOT_RUN, code(verdict, "pdf-signature"));
    assertThrows(
        UnreadablePdf.class, () -> PdfCertificate.read(blank(PAGE)), "without one it is not taken");
  }

  @Test
  void many_are_signed_at_once() {
    byte[] page = page(PAGE);
    List<PdfSignature.State> states =
        IntStream.range(0, 64)
            .parallel()
            .mapToObj(i -> PdfCertificate.read(signed(page)).signatures().getFirst().state())
            .toList();
    assertEquals(Collections.nCopies(64, PdfSignature.State.SOUND), states);
  }

  @Test
  void characters_that_only_look_different_are_the_same() {
    assertEquals(PdfCertificate.plain("一 人\n行"), PdfCertificate.plain("⼀⼈⾏"));
  }

  private Verdict verdict(byte[] pdf, PrintedText printed) {
    return city.verifier().verify(PdfCertificate.read(pdf), printed);
  }

  private PrintedText anew(String text) {
    return (credential, language) -> Optional.of(PdfCertificate.read(page(text)));
  }

  private byte[] signed(byte[] page) {
    return city.issuer.signPdf(DEPARTMENT, BUREAU, page, NOW);
  }

  private byte[] page(String text) {
    return PdfCertificate.carrying(blank(text), compact);
  }

  private static byte[] blank(String text) {
    try (PDDocument document = new PDDocument();
        ByteArrayOutputStream out = new ByteArrayOutputStream()) {
      document.addPage(new PDPage());
      write(document, text, AppendMode.OVERWRITE);
      document.save(out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void write(PDDocument document, String text, AppendMode mode) throws IOException {
    try (PDPageContentStream content =
        new PDPageContentStream(document, document.getPage(0), mode, true)) {
      content.beginText();
      content.setFont(new PDType1Font(FontName.HELVETICA), 12);
      content.newLineAtOffset(40, mode == AppendMode.APPEND ? 600 : 700);
      content.showText(text);
      content.endText();
    }
  }

  private static byte[] changedBehind(byte[] pdf, String text) throws IOException {
    try (PDDocument document = Loader.loadPDF(pdf);
        ByteArrayOutputStream out = new ByteArrayOutputStream()) {
      write(document, text, AppendMode.APPEND);
      document.getPage(0).getCOSObject().setNeedToBeUpdated(true);
      document.getPage(0).getResources().getCOSObject().setNeedToBeUpdated(true);
      document.saveIncremental(out);
      return out.toByteArray();
    }
  }

  private IssuerKeys certifiedKeys() {
    return IssuerKeys.open(
        folder.resolve("certified.jwe"),
        "secret".toCharArray(),
        Clock.system(ZoneOffset.UTC),
        Optional.of(
            new DemonstrationAuthority(
                "City of Lanting", name -> URI.create("https://lanting.example/" + name))));
  }
}
