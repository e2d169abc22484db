package org.onenet.credentials;

import static org.onenet.credentials.Checklist.check;
import static org.onenet.credentials.Verdict.Outcome.COULD_NOT_CHECK;
import static org.onenet.credentials.Verdict.Outcome.INVALID;
import static org.onenet.credentials.Verdict.Outcome.NOT_RUN;
import static org.onenet.credentials.Verdict.Outcome.VALID;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.onenet.credentials.Verdict.Check;

/**
 * Whether a printed certificate's page says what the JWT inside it says: its issuer signed the
 * whole file, and a page printed anew from the JWT has the same text. Why so:
 * decisions/2026-11-27-signed-pdfs.md.
 */
final class PdfChecks {
  private static final int SHOWN = 24;

  private final IssuerDocuments issuers;
  private final Registry registry;

  PdfChecks(IssuerDocuments issuers, Registry registry) {
    this.issuers = issuers;
    this.registry = registry;
  }

  List<Check> of(PdfCertificate pdf, ReadCredential credential, PrintedText printed) {
    Check signature = signature(pdf.signatures(), credential);
    return List.of(signature, text(pdf, credential, printed, signature.outcome() == VALID));
  }

  private Check signature(List<PdfSignature> signatures, ReadCredential credential) {
    if (signatures.isEmpty()) {
      return signature(
          COULD_NOT_CHECK,
          VerdictCode.PDF_NOT_SIGNED,
          "a signature of " + credential.issuer(),
          "none");
    }
    PdfSignature signature = signatures.getLast();
    if (signatures.size() > 1 || signature.state() == PdfSignature.State.NOT_OVER_ALL) {
      return signature(
          INVALID,
          VerdictCode.PDF_CHANGED_AFTER_SIGNING,
          "one signature, over the whole file",
          signatures.size() > 1 ? signatures.size() + " signatures" : "more behind it");
    }
    if (signature.state() == PdfSignature.State.BROKEN) {
      return signature(
          INVALID,
          VerdictCode.PDF_SIGNATURE_INVALID,
          "a PAdES signature over this file",
          "one that does not fit it");
    }
    try {
      return issuers
          .keyOf(credential.issuer(), signature.thumbprint())
          .filter(key -> key.hasThumbprint(signature.thumbprint()))
          .map(key -> signature(signature, key, credential))
          .orElseGet(
              () ->
                  signature(
                      INVALID,
                      VerdictCode.PDF_SIGNED_BY_ANOTHER,
                      "a key of " + credential.issuer(),
                      "the key " + signature.thumbprint()));
    } catch (Unreachable e) {
      return signature(
          COULD_NOT_CHECK, VerdictCode.ISSUER_DOCUMENT_UNREACHABLE, "", e.getMessage());
    } catch (MalformedCredential e) {
      return signature(COULD_NOT_CHECK, VerdictCode.ISSUER_DOCUMENT_MALFORMED, "", e.getMessage());
    } catch (RegistryUnreachable e) {
      return signature(COULD_NOT_CHECK, VerdictCode.REGISTRY_UNREACHABLE, "", e.getMessage());
    }
  }

  /** Who stole a key dates what it signs as he likes, so that no date is believed after a theft. */
  private Check signature(PdfSignature signature, PublishedKey key, ReadCredential credential) {
    Instant at = signature.at();
    boolean tooEarly = at.isBefore(key.from().minus(Checklist.SKEW));
    if (tooEarly || key.until().filter(end -> at.isAfter(end.plus(Checklist.SKEW))).isPresent()) {
      return signature(
          INVALID,
          VerdictCode.KEY_NOT_VALID_THEN,
          "signed between "
              + key.from()
              + " and "
              + key.until().map(Instant::toString).orElse("now"),
          at.toString());
    }
    Optional<Instant> stolen =
        registry.key(credential.issuer(), credential.type(), signature.thumbprint()).stolenSince();
    if (stolen.isPresent()) {
      boolean afterwards = !at.isBefore(stolen.get());
      return signature(
          afterwards ? INVALID : COULD_NOT_CHECK,
          afterwards ? VerdictCode.KEY_STOLEN : VerdictCode.PDF_KEY_STOLEN_SINCE,
          stolen.get().toString(),
          at.toString());
    }
    return signature(
        VALID, VerdictCode.PDF_SIGNED, credential.issuer() + "#" + key.fragment(), at.toString());
  }

  private static Check signature(
      Verdict.Outcome outcome, VerdictCode code, String expected, String actual) {
    return check(Checklist.PDF_SIGNATURE, outcome, code, expected, actual);
  }

  private static Check text(
      PdfCertificate pdf, ReadCredential credential, PrintedText printed, boolean signed) {
    Optional<PdfCertificate> anew = printed.anew(credential, pdf.language());
    if (anew.isEmpty()) {
      return check(Checklist.PDF_TEXT, NOT_RUN, VerdictCode.PDF_TEXT_NOT_COMPARED, "", "");
    }
    String expected = anew.get().text();
    String actual;
    try {
      actual = pdf.text();
    } catch (UnreadablePdf e) {
      actual = "";
    }
    if (expected.equals(actual)) {
      return check(Checklist.PDF_TEXT, VALID, VerdictCode.PDF_TEXT_AS_PRINTED, "", "");
    }
    int same = same(expected, actual);
    return check(
        Checklist.PDF_TEXT,
        signed ? VALID : INVALID,
        signed ? VerdictCode.PDF_TEXT_OF_ANOTHER_TEMPLATE : VerdictCode.PDF_TEXT_DIFFERS,
        shown(expected, same),
        shown(actual, same));
  }

  private static int same(String one, String other) {
    int i = 0;
    while (i < Math.min(one.length(), other.length()) && one.charAt(i) == other.charAt(i)) i++;
    return i;
  }

  /** Where they part, with a little of what stands before and behind. */
  private static String shown(String text, int at) {
    int from = Math.max(0, at - SHOWN / 3);
    int to = Math.min(text.length(), at + SHOWN);
    return (from > 0 ? "…" : "") + text.substring(from, to) + (to < text.length() ? "…" : "");
  }
}
