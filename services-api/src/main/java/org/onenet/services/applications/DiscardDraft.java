package org.onenet.services.applications;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.UUID;
import org.onenet.services.exchange.Exchanges;
import org.onenet.services.platform.Transactions;

/** Throws a draft away, and with it what registers told for it and what they are still asked. */
@Singleton
public class DiscardDraft {
  private final Applications applications;
  private final Exchanges exchanges;
  private final Transactions transactions;

  @Inject
  public DiscardDraft(Applications applications, Exchanges exchanges, Transactions transactions) {
    this.applications = applications;
    this.exchanges = exchanges;
    this.transactions = transactions;
  }

  /** Returns false when it is submitted, or is gone. */
  public boolean discard(UUID id) {
    return transactions.inTransaction(
        () -> {
          boolean gone = applications.discard(id);
          if (gone) exchanges.discard(id);
          return gone;
        });
  }
}
