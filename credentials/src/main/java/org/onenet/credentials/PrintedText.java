package org.onenet.credentials;

import java.util.Optional;

/** What a certificate's page says when it is printed from its own text. */
@FunctionalInterface
public interface PrintedText {
  /** Nobody who asks knows how this certificate is printed. */
  PrintedText UNKNOWN = (credential, language) -> Optional.empty();

  /**
   * The same certificate printed anew.
   *
   * @param language of the page that is compared (BCP 47); empty when it says none
   * @return empty when nobody here knows how it is printed
   */
  Optional<PdfCertificate> anew(ReadCredential credential, String language);
}
