package org.onenet.services.wallets;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.onenet.services.platform.Ids;
import org.onenet.services.platform.Secret;
import org.onenet.services.platform.Transactions;

/**
 * Redeems an offer for an access token, once: of any number that try at the same moment, one gets
 * it. A wrong PIN does not use the offer up, but too many close it.
 */
@Singleton
public class RedeemOffer {
  static final int MOST_WRONG_PINS = 5;

  /**
   * A wallet may wait for a decision as long as the longest case; its keys are asked for at once.
   */
  private static final Duration LIFETIME = Duration.ofDays(90);

  private final Offers offers;
  private final Transactions transactions;
  private final Clock clock;

  /** How it ends. */
  public sealed interface Result {
    record Redeemed(String token, Duration lifetime) implements Result {}

    record WrongPin() implements Result {}

    /** Unknown, over, redeemed before, or closed. */
    record NotOpen() implements Result {}
  }

  @Inject
  public RedeemOffer(Offers offers, Transactions transactions, Clock clock) {
    this.offers = offers;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * @param thumbprint of the key that the token shall be bound to
   * @param client what the wallet calls itself
   */
  public Result redeem(
      String code, String pin, Optional<String> thumbprint, Optional<String> client) {
    Instant now = clock.instant();
    String hash = Secret.hash(code);
    return transactions.inTransaction(
        () ->
            switch (offers.redeem(hash, MakeOffer.pin(code, pin), MOST_WRONG_PINS, now)) {
              case WRONG_PIN -> new Result.WrongPin();
              case NOT_OPEN -> new Result.NotOpen();
              case REDEEMED -> {
                String token = Ids.token();
                offers.add(
                    new Offers.Token(
                        Secret.hash(token),
                        offers.redeemed(hash),
                        thumbprint,
                        client,
                        now,
                        now.plus(LIFETIME)));
                yield new Result.Redeemed(token, LIFETIME);
              }
            });
  }

  /** A token that was given for an offer and is not over. */
  public Optional<Offers.Token> token(String token) {
    return offers.token(Secret.hash(token), clock.instant());
  }
}
