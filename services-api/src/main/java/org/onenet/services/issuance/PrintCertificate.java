package org.onenet.services.issuance;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.onenet.services.catalogue.Department;
import org.onenet.services.platform.Clocks;
import org.onenet.services.platform.Language;
import org.onenet.services.platform.Settings;
import org.onenet.services.platform.Text;

/**
 * Prints a certificate whenever its holder asks for it: the page, the JWT inside, and over both the
 * department's signature of this moment.
 */
@Singleton
public class PrintCertificate {
  private final IssuerDesk desk;
  private final Text city;
  private final URI portalUrl;
  private final Clock clock;

  @Inject
  public PrintCertificate(IssuerDesk desk, Settings settings, Clock clock) {
    this(desk, settings.cityName(), settings.portalUrl(), clock);
  }

  public PrintCertificate(IssuerDesk desk, Text city, URI portalUrl, Clock clock) {
    this.desk = desk;
    this.city = city;
    this.portalUrl = portalUrl;
    this.clock = clock;
  }

  /**
   * What is printed.
   *
   * @param linkToken of the address in the QR code; no letter of the page comes from it
   * @param compact the JWT
   * @param receipt of its registration in a batch, as JSON, or null when there is none
   */
  public record Certificate(
      String department,
      Text name,
      List<PreviewCredential.Fact> facts,
      String reference,
      Instant validFrom,
      Optional<Instant> validUntil,
      String linkToken,
      String compact,
      String receipt) {}

  /** The signed PDF. */
  public byte[] print(Certificate certificate, Language language) {
    return desk.signPdf(certificate.department(), page(certificate, language), clock.instant());
  }

  /** The same before it is signed: what a verifier compares a page with. */
  public byte[] page(Certificate one, Language language) {
    return CertificatePdf.render(
        new CertificatePdf.Certificate(
            one.name(),
            Department.of(one.department()).orElseThrow().name(),
            city,
            one.facts(),
            one.reference(),
            day(one.validFrom()),
            one.validUntil().map(PrintCertificate::day).orElse(null),
            portalUrl + "/verify/" + one.linkToken(),
            one.compact(),
            one.receipt()),
        language);
  }

  private static String day(Instant at) {
    return LocalDate.ofInstant(at, Clocks.CITY).toString();
  }
}
