package org.onenet.services.verification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.onenet.services.verification.VerifierWorld.NAME;
import static org.onenet.services.verification.VerifierWorld.printed;

import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.onenet.credentials.IssuerKeys;
import org.onenet.credentials.PdfCertificate;
import org.onenet.credentials.SignedCredential;
import org.onenet.credentials.Verdict;
import org.onenet.credentials.Verdict.Check;
import org.onenet.credentials.Verdict.Outcome;
import org.onenet.credentials.VerdictCode;
import org.onenet.services.platform.Language;

/** The city's own pages: as printed, forged, and forged with the genuine JWT inside. */
final class VerifyPdfTest {
  @TempDir static Path folder;
  private static IssuerKeys keys;

  private VerifierWorld city;
  private SignedCredential certificate;
  private VerifyPdf verifyPdf;

  @BeforeAll
  static void open() {
    keys = VerifierWorld.keysIn(folder);
  }

  @BeforeEach
  void issue() {
    city = new VerifierWorld(keys);
    certificate = city.vcJwt();
    verifyPdf =
        new VerifyPdf(city.verifyCredential(), VerifierWorld.known(certificate), city.print());
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void as_it_was_printed_it_is_valid(Language language) {
    Verdict verdict = verify(city.print(certificate, language));
    assertEquals(Outcome.VALID, verdict.overall(), verdict.toString());
    assertEquals(VerdictCode.PDF_SIGNED, check(verdict, "pdf-signature").code());
    assertEquals(VerdictCode.PDF_TEXT_AS_PRINTED, check(verdict, "pdf-text").code());
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void a_page_with_another_name_and_the_genuine_jwt_is_told_with_both(Language language) {
    byte[] forged = city.print().page(printed(certificate, "Zhang San"), language);
    Verdict verdict = verify(forged);
    assertEquals(VerdictCode.SIGNATURE_VALID, check(verdict, "signature").code());
    Check text = check(verdict, "pdf-text");
    assertEquals(VerdictCode.PDF_TEXT_DIFFERS, text.code());
    assertTrue(text.expected().contains("LinNa"), text.expected());
    assertTrue(text.actual().contains("ZhangSan"), text.actual());
    assertEquals(Outcome.INVALID, verdict.overall());
    assertTrue(VerdictTexts.detail(text).en().contains("ZhangSan"));
  }

  @Test
  void the_page_of_one_certificate_does_not_vouch_for_another() {
    byte[] page = city.print(certificate, Language.EN);
    Verdict verdict = verify(PdfCertificate.carrying(page, city.vcJwt().compact()));
    assertEquals(Outcome.INVALID, verdict.overall());
  }

  @Test
  void a_certificate_of_elsewhere_is_not_compared() {
    Verdict verdict = verify(city.print(city.vcJwt(), Language.EN));
    assertEquals(VerdictCode.PDF_TEXT_NOT_COMPARED, check(verdict, "pdf-text").code());
    assertEquals(Outcome.VALID, verdict.overall(), "its issuer signed it");
  }

  /** A measure for the decision record: decisions/2026-11-27-signed-pdfs.md. */
  @Test
  void it_costs_little() {
    double[] page = new double[20];
    double[] print = new double[20];
    double[] verify = new double[20];
    byte[] pdf = city.print(certificate, Language.ZH);
    for (int i = 0; i < 20; i++) {
      page[i] = millis(() -> city.print().page(printed(certificate, NAME), Language.ZH));
      print[i] = millis(() -> city.print(certificate, Language.ZH));
      verify[i] = millis(() -> verify(pdf));
    }
    int unsigned = city.print().page(printed(certificate, NAME), Language.ZH).length;
    System.out.printf(
        "printed in %.0f ms, %d bytes; signed too in %.0f ms, %d bytes; verified in %.0f ms%n",
        median(page), unsigned, median(print), pdf.length, median(verify));
    assertTrue(pdf.length - unsigned < 8_000, "a signature is small");
  }

  private static double millis(Runnable work) {
    long began = System.nanoTime();
    work.run();
    return (System.nanoTime() - began) / 1e6;
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }

  private Verdict verify(byte[] pdf) {
    return verifyPdf.verify(PdfCertificate.read(pdf));
  }

  private static Check check(Verdict verdict, String id) {
    return verdict.checks().stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
  }
}
