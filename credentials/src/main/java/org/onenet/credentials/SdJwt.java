package org.onenet.credentials;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.onenet.credentials.CompactReader.Refused;

/**
 * An SD-JWT, taken apart: what the issuer signed, what the holder shows, and the holder's own
 * signature when there is one.
 *
 * <pre>issuer-signed JWT~disclosure~disclosure~…~[key-binding JWT]</pre>
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9901#section-4">RFC 9901 §4</a>
 */
record SdJwt(String issuerSigned, List<ReadDisclosure> disclosures, Optional<String> keyBinding) {

  /**
   * @throws Refused when it is too long, has no {@code ~}, or something between two of them is no
   *     disclosure
   */
  static SdJwt read(String text) {
    if (text.length() > CompactReader.MOST_CHARACTERS) {
      throw new Refused(
          VerdictCode.TOO_LARGE,
          "at most " + CompactReader.MOST_CHARACTERS + " characters",
          text.length() + " characters");
    }
    int from = text.indexOf(SdJwtVcTerms.SEPARATOR) + 1;
    if (from == 0) {
      throw new Refused(VerdictCode.NOT_A_CREDENTIAL, "an SD-JWT with its ~", "something else");
    }
    String issuerSigned = text.substring(0, from - 1);
    List<ReadDisclosure> disclosures = new ArrayList<>();
    for (int to = next(text, from); to >= 0; from = to + 1, to = next(text, from)) {
      disclosures.add(ReadDisclosure.read(text.substring(from, to)));
    }
    String last = text.substring(from);
    return new SdJwt(
        issuerSigned,
        List.copyOf(disclosures),
        last.isEmpty() ? Optional.empty() : Optional.of(last));
  }

  private static int next(String text, int from) {
    return text.indexOf(SdJwtVcTerms.SEPARATOR, from);
  }

  /** All up to and with the last {@code ~}: what {@code sd_hash} is of, RFC 9901 §4.3.1. */
  String withoutKeyBinding() {
    StringBuilder text = new StringBuilder(issuerSigned).append(SdJwtVcTerms.SEPARATOR);
    disclosures.forEach(one -> text.append(one.encoded()).append(SdJwtVcTerms.SEPARATOR));
    return text.toString();
  }
}
