package org.onenet.services.applications;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.onenet.services.catalogue.ServiceDefinition;
import org.onenet.services.consent.ConsentReceipt;
import org.onenet.services.consent.Consents;
import org.onenet.services.consent.GiveConsent;
import org.onenet.services.exchange.AskRegisters;
import org.onenet.services.exchange.Exchanges;
import org.onenet.services.exchange.Need;
import org.onenet.services.exchange.ResolveEvidence;
import org.onenet.services.platform.Transactions;

/**
 * Asks the registers for what the form wants prefilled, when the citizen has consented: the receipt
 * first, then the questions. Who answers late fills the draft then; who is away changes nothing.
 */
@Singleton
public class PrefillDraft {
  /** So long a page may wait for the first values. */
  private static final Duration PATIENCE = Duration.ofMillis(1_500);

  private final Applications applications;
  private final ResolveEvidence resolveEvidence;
  private final Consents consents;
  private final GiveConsent giveConsent;
  private final AskRegisters askRegisters;
  private final Exchanges exchanges;
  private final Transactions transactions;
  private final Clock clock;

  @Inject
  public PrefillDraft(
      Applications applications,
      ResolveEvidence resolveEvidence,
      Consents consents,
      GiveConsent giveConsent,
      AskRegisters askRegisters,
      Exchanges exchanges,
      Transactions transactions,
      Clock clock) {
    this.applications = applications;
    this.resolveEvidence = resolveEvidence;
    this.consents = consents;
    this.giveConsent = giveConsent;
    this.askRegisters = askRegisters;
    this.exchanges = exchanges;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** What a service would ask registers for: shown before the citizen agrees. */
  public List<Need> wanted(ServiceDefinition definition) {
    return resolveEvidence.needs(definition);
  }

  /**
   * Keeps that the citizen agrees, for these evidence types, and asks. Agreeing again under the
   * same terms makes no second receipt.
   */
  public void agree(Draft draft, ServiceDefinition definition, Set<String> evidenceTypes) {
    List<ConsentReceipt.Item> items =
        wanted(definition).stream()
            .filter(need -> evidenceTypes.contains(need.type().identifier()))
            .map(
                need ->
                    new ConsentReceipt.Item(
                        need.type().identifier(),
                        need.register().identifier(),
                        need.register().owner(),
                        need.fields()))
            .toList();
    Instant now = clock.instant();
    transactions.inTransaction(
        () -> {
          Optional<ConsentReceipt> before =
              consents
                  .lastFor(draft.id())
                  .filter(one -> one.isInForce(now) && one.items().equals(items));
          if (before.isEmpty() && !items.isEmpty()) {
            giveConsent.give(draft.owner(), draft.id(), definition, items);
          }
          if (draft.consent() != Draft.Consent.GIVEN) {
            applications.keepConsent(draft.id(), true, now);
          }
        });
    draft
        .citizenNumber()
        .ifPresent(
            number ->
                askRegisters.askByConsent(
                    new AskRegisters.About(draft.id(), draft.owner(), number),
                    definition,
                    PATIENCE));
  }

  /** Keeps that the citizen does not agree, or no longer: what was fetched goes. */
  public void decline(Draft draft, ServiceDefinition definition) {
    Instant now = clock.instant();
    transactions.inTransaction(
        () -> {
          applications.dropFetched(draft.id(), now);
          applications.keepConsent(draft.id(), false, now);
          consents
              .lastFor(draft.id())
              .filter(receipt -> receipt.withdrawnAt().isEmpty())
              .ifPresent(receipt -> withdraw(receipt, definition));
        });
  }

  /** Takes a consent back at once: nothing more is asked under it, and answers on file go. */
  public void withdraw(ConsentReceipt receipt, ServiceDefinition definition) {
    transactions.inTransaction(
        () -> {
          giveConsent.withdraw(receipt, definition);
          exchanges.withdraw(receipt.id());
        });
  }
}
