package org.onenet.services.wallets;

import java.time.Instant;
import java.util.Optional;

/** Offers and the tokens they were redeemed for; each offer is redeemed once. */
public interface Offers {
  /**
   * An offer to put the certificate of a case into a wallet.
   *
   * @param code SHA-256 of the pre-authorised code
   * @param holder the account whose case it is
   * @param pin SHA-256 of code and PIN together
   */
  record Offer(
      String code,
      String caseReference,
      String credentialType,
      String holder,
      String pin,
      Instant madeAt,
      Instant expiresAt) {}

  /** What became of an attempt to redeem. */
  enum Attempt {
    REDEEMED,
    /** The PIN is wrong; the offer stays. */
    WRONG_PIN,
    /** Unknown, over, redeemed before, or closed after too many wrong PINs. */
    NOT_OPEN
  }

  /**
   * A token of a redeemed offer.
   *
   * @param token SHA-256 of it
   * @param thumbprint of the key it is bound to, if any
   * @param client what the wallet calls itself, if it does
   */
  record Token(
      String token,
      Offer offer,
      Optional<String> thumbprint,
      Optional<String> client,
      Instant madeAt,
      Instant expiresAt) {}

  void add(Offer offer);

  /** An offer that can still be redeemed at that time. */
  Optional<Offer> open(String code, Instant at);

  /** Takes the offer's one redemption, in the caller's transaction. */
  Attempt redeem(String code, String pin, int mostWrongPins, Instant at);

  /** The offer of a code that was redeemed. */
  Offer redeemed(String code);

  void add(Token token);

  /** A token that is not over. */
  Optional<Token> token(String token, Instant at);
}
