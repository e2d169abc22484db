package org.onenet.services.verification;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Locale;
import org.onenet.credentials.PdfCertificate;
import org.onenet.credentials.PrintedText;
import org.onenet.credentials.ReadCredential;
import org.onenet.credentials.Verdict;
import org.onenet.services.issuance.PrintCertificate;
import org.onenet.services.platform.Language;

/**
 * Judges a printed certificate: the text inside as any other, and the page by its signature and,
 * where it is this city's own, by what printing it anew gives.
 */
@Singleton
public class VerifyPdf {
  private final VerifyCredential verifyCredential;
  private final PrintedText printed;

  @Inject
  public VerifyPdf(
      VerifyCredential verifyCredential, KnownCredentials known, PrintCertificate print) {
    this.verifyCredential = verifyCredential;
    this.printed =
        (credential, language) ->
            known
                .byDigest(credential.digest().hex())
                .map(one -> certificate(one, credential))
                .map(one -> PdfCertificate.read(print.page(one, language(language))));
  }

  public Verdict verify(PdfCertificate pdf) {
    return verifyCredential.verify(pdf, printed);
  }

  private static PrintCertificate.Certificate certificate(
      KnownCredentials.Known known, ReadCredential credential) {
    return new PrintCertificate.Certificate(
        known.department(),
        known.name(),
        known.facts(),
        known.caseReference(),
        credential.validFrom(),
        credential.validUntil(),
        "",
        known.compact(),
        null);
  }

  private static Language language(String tag) {
    return Locale.forLanguageTag(tag).getLanguage().equals("zh") ? Language.ZH : Language.EN;
  }
}
