package org.onenet.services.issuance;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import org.onenet.credentials.Digest;
import org.onenet.services.issuance.StatusPlaces.ListId;
import org.onenet.services.platform.Transactions;

/** Ends one copy of a certificate for good, in status lists and on chain; the others stay. */
@Singleton
public class EndCopy {
  private final StatusPlaces places;
  private final ChainActs chain;
  private final Transactions transactions;

  @Inject
  public EndCopy(StatusPlaces places, ChainActs chain, Transactions transactions) {
    this.places = places;
    this.chain = chain;
    this.transactions = transactions;
  }

  public void end(ListId list, int place, Digest digest, Instant at) {
    transactions.inTransaction(
        () -> {
          places.end(list, place, at);
          chain.queueRevocation(digest, ReasonCode.HOLDER_REQUEST);
        });
  }
}
