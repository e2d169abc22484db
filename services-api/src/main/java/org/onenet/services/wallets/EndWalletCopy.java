package org.onenet.services.wallets;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.onenet.services.issuance.EndCopy;
import org.onenet.services.platform.Transactions;

/** The holder ends a copy: whoever is shown it from then on is told that it was revoked. */
@Singleton
public class EndWalletCopy {
  private final Copies copies;
  private final EndCopy endCopy;
  private final Transactions transactions;
  private final Clock clock;

  @Inject
  public EndWalletCopy(Copies copies, EndCopy endCopy, Transactions transactions, Clock clock) {
    this.copies = copies;
    this.endCopy = endCopy;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * Ends it; a second time does nothing.
   *
   * @param certificate the holder's own: the door has seen to it
   * @return false when the certificate has no such copy
   */
  public boolean end(UUID certificate, UUID copy) {
    Optional<Copies.Copy> found =
        copies.find(copy).filter(one -> one.credential().equals(certificate));
    found.ifPresent(
        one ->
            transactions.inTransaction(
                () -> {
                  Instant now = clock.instant();
                  if (copies.end(copy, now)) {
                    endCopy.end(one.list(), one.place(), one.digest(), now);
                  }
                }));
    return found.isPresent();
  }
}
