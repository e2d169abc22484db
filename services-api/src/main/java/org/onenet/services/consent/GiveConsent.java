package org.onenet.services.consent;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.onenet.credentials.StatementKind;
import org.onenet.services.catalogue.ServiceDefinition;
import org.onenet.services.issuance.IssuerDesk;
import org.onenet.services.platform.Ids;
import org.onenet.services.platform.Settings;
import org.onenet.services.platform.Transactions;
import org.onenet.services.registers.Registers;

/** Keeps a citizen's agreement as a receipt that the asking department signs, and its end. */
@Singleton
public class GiveConsent {
  /** Longer than any case of this city takes; a decided one asks no more. */
  private static final Duration LONGEST = Duration.ofDays(180);

  private final Consents consents;
  private final IssuerDesk desk;
  private final Transactions transactions;
  private final Clock clock;
  private final ConsentRecord records;

  @Inject
  public GiveConsent(
      Consents consents,
      IssuerDesk desk,
      Registers registers,
      Settings settings,
      Transactions transactions,
      Clock clock) {
    this(consents, desk, registers, settings.portalUrl().toString(), transactions, clock);
  }

  public GiveConsent(
      Consents consents,
      IssuerDesk desk,
      Registers registers,
      String portal,
      Transactions transactions,
      Clock clock) {
    this.consents = consents;
    this.desk = desk;
    this.transactions = transactions;
    this.clock = clock;
    this.records = new ConsentRecord(registers, portal);
  }

  public ConsentReceipt give(
      String owner,
      UUID application,
      ServiceDefinition definition,
      List<ConsentReceipt.Item> items) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    ConsentReceipt unsigned =
        new ConsentReceipt(
            Ids.next(clock),
            owner,
            application,
            definition.identifier(),
            definition.hasCompetentAuthority(),
            items,
            now,
            now.plus(LONGEST),
            Optional.empty(),
            "",
            Optional.empty());
    ConsentReceipt receipt = unsigned.signed(signed(unsigned, definition));
    consents.keep(receipt);
    return receipt;
  }

  /**
   * Takes it back; what was fetched under it is not asked for again.
   *
   * @return as it is then; the same when it was taken back before
   */
  public ConsentReceipt withdraw(ConsentReceipt receipt, ServiceDefinition definition) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    String withdrawal = signed(receipt.withdrawnAt(now), definition);
    transactions.inTransaction(() -> consents.withdraw(receipt.id(), now, withdrawal));
    return consents.find(receipt.id()).orElseThrow();
  }

  private String signed(ConsentReceipt receipt, ServiceDefinition definition) {
    return desk.signAsParty(
        receipt.requester(),
        StatementKind.CONSENT_RECORD,
        records.claims(receipt, definition),
        receipt.withdrawnAt().orElse(receipt.givenAt()),
        Optional.empty());
  }
}
