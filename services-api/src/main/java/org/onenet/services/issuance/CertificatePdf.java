package org.onenet.services.issuance;

import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.onenet.credentials.PdfCertificate;
import org.onenet.services.platform.Language;
import org.onenet.services.platform.QrCode;
import org.onenet.services.platform.Text;

/**
 * The printed form of a certificate, A4: title in both languages, the facts, a seal ring, a QR code
 * that opens its link, and inside it its JWT and the receipt of its registration in a batch, when
 * there is one by then ({@link PdfCertificate}).
 */
final class CertificatePdf {
  /**
   * What is printed.
   *
   * @param validUntil the last day, or null when it has no end
   * @param link address that the QR code opens
   * @param receipt of its registration in a batch, as JSON, or null when there is none
   */
  record Certificate(
      Text title,
      Text authority,
      Text city,
      List<PreviewCredential.Fact> facts,
      String reference,
      String validFrom,
      String validUntil,
      String link,
      String jwt,
      String receipt) {}

  private CertificatePdf() {}

  /** Renders the certificate with the facts' labels in that language. */
  static byte[] render(Certificate certificate, Language language) {
    ByteArrayOutputStream page = new ByteArrayOutputStream();
    PdfRendererBuilder builder = new PdfRendererBuilder();
    builder.useFont(
        () -> CertificatePdf.class.getResourceAsStream("/fonts/NotoSansSC.ttf"), "Noto Sans SC");
    builder.usePdfUaAccessibility(true);
    builder.withProducer("OneNet");
    builder.withHtmlContent(html(certificate, language), null);
    builder.toStream(page);
    try {
      builder.run();
      return PdfCertificate.carrying(
          page.toByteArray(), certificate.jwt(), Optional.ofNullable(certificate.receipt()));
    } catch (IOException e) {
      throw new UncheckedIOException("the certificate cannot be printed", e);
    }
  }

  private static String html(Certificate one, Language language) {
    StringBuilder facts = new StringBuilder();
    for (int i = 0; i < one.facts().size(); i += 2) {
      facts.append("<tr>").append(cell(one.facts().get(i), language));
      facts.append(
          i + 1 < one.facts().size() ? cell(one.facts().get(i + 1), language) : "<td></td>");
      facts.append("</tr>");
    }
    Text until =
        one.validUntil() == null ? new Text("without end", "长期有效") : Text.same(one.validUntil());
    Text how =
        new Text(
            "To check it, scan this code or open " + host(one.link()) + "/verify",
            "扫描二维码或访问 " + host(one.link()) + "/verify 核验");
    return TEMPLATE.formatted(
        language == Language.ZH ? "zh-CN" : "en",
        escaped(one.title().in(language)),
        escaped(one.city().zh()),
        escaped(one.city().en()),
        escaped(one.authority().zh()),
        escaped(one.authority().en()),
        escaped(one.title().zh()),
        escaped(one.title().en()),
        facts,
        escaped(new Text("Valid from", "生效日期").in(language)),
        escaped(one.validFrom()),
        escaped(new Text("Valid until", "有效期至").in(language)),
        escaped(until.in(language)),
        escaped(one.authority().zh()),
        QrCode.png(one.link()),
        escaped(how.in(language)),
        escaped(one.reference()));
  }

  private static final String TEMPLATE =
      """
      <html lang="%1$s"><head><title>%2$s</title><meta name="description" content="%2$s"/><style>
      @page { size: A4; margin: 22mm 20mm 20mm; @bottom-left { content: "%17$s"; font: 9pt 'Noto Sans SC'; color: #4a5766; } @bottom-right { content: counter(page) " / " counter(pages); font: 9pt 'Noto Sans SC'; color: #4a5766; } }
      body { font: 11pt/1.5 'Noto Sans SC'; color: #16202b; margin: 0; }
      .head td { vertical-align: middle; } .mark { width: 12mm; height: 12mm; background: #0a3559; color: #fff; text-align: center; font-size: 18pt; line-height: 12mm; border-radius: 3mm; }
      h1 { font-size: 26pt; font-weight: normal; text-align: center; margin: 22mm 0 2mm; } .sub { text-align: center; font-size: 13pt; color: #4a5766; margin: 0 0 14mm; }
      table { width: 100%%; border-collapse: collapse; } .facts td { width: 50%%; padding: 3mm 6mm 3mm 0; vertical-align: top; border-bottom: 0.3mm solid #d5dbe3; } .label { font-size: 9pt; color: #4a5766; }
      .foot { margin-top: 16mm; } .foot td { vertical-align: bottom; } .seal { width: 38mm; height: 38mm; border: 1.2mm solid #a8281e; border-radius: 20mm; color: #a8281e; text-align: center; } .seal div { margin-top: 14mm; font-size: 10pt; } .how { font-size: 9pt; color: #4a5766; text-align: right; }
      </style></head><body>
      <table class="head" role="presentation"><tr><td style="width: 16mm"><div class="mark">一</div></td><td>%3$s · %5$s<br/><span style="color: #4a5766">%4$s · %6$s</span></td></tr></table>
      <h1>%7$s</h1><p class="sub">%8$s</p>
      <table class="facts">%9$s<tr><td><div class="label">%10$s</div>%11$s</td><td><div class="label">%12$s</div>%13$s</td></tr></table>
      <table class="foot"><tr><td><div class="seal"><div>%14$s</div></div></td><td style="text-align: right"><img alt="QR" style="width: 34mm; height: 34mm" src="data:image/png;base64,%15$s"/><div class="how">%16$s</div></td></tr></table>
      </body></html>
      """;

  private static String cell(PreviewCredential.Fact fact, Language language) {
    return "<td><div class=\"label\">"
        + escaped(fact.label().in(language))
        + "</div>"
        + escaped(fact.display().in(language))
        + "</td>";
  }

  private static String host(String link) {
    return link.replaceFirst("^https?://", "").replaceFirst("/.*$", "");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
