package org.onenet.services.wallets;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import org.onenet.services.issuance.KeptCredentials;
import org.onenet.services.platform.Secret;

/** Writes down what a wallet tells of the copies it was given. */
@Singleton
public class HearFromWallet {
  private final Copies copies;
  private final KeptCredentials credentials;

  @Inject
  public HearFromWallet(Copies copies, KeptCredentials credentials) {
    this.copies = copies;
    this.credentials = credentials;
  }

  /** Returns false when the id is of no answer that this wallet's holder was given. */
  public boolean hear(WalletRight right, String notification, Copies.Told told) {
    String hash = Secret.hash(notification);
    List<Copies.Copy> given = copies.byNotification(hash);
    if (given.isEmpty()) return false;
    boolean holders =
        credentials
            .find(given.getFirst().credential())
            .filter(kept -> kept.holder().equals(right.holder()))
            .isPresent();
    if (holders) copies.tell(hash, told);
    return holders;
  }
}
