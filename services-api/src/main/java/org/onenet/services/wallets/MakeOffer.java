package org.onenet.services.wallets;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.onenet.services.cases.Case;
import org.onenet.services.catalogue.Catalogue;
import org.onenet.services.platform.Ids;
import org.onenet.services.platform.Secret;

/**
 * Offers the certificate of a case to whatever wallet its holder opens next, for some minutes. The
 * offer's token leads to the pre-authorised code; a PIN goes another way, shown beside the QR code.
 */
@Singleton
public class MakeOffer {
  static final Duration LIFETIME = Duration.ofMinutes(10);
  private static final int PINS = 1_000_000;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Offers offers;
  private final Standings standings;
  private final Catalogue catalogue;
  private final Clock clock;

  /** How it ends. */
  public sealed interface Result {
    /**
     * @param token stands in the offer's address; who knows it and the PIN can redeem
     */
    record Made(String token, String credentialType, String pin, Instant expiresAt)
        implements Result {}

    /** The case has no certificate in force, and will have none. */
    record NothingToOffer() implements Result {}
  }

  @Inject
  MakeOffer(Offers offers, Standings standings, Catalogue catalogue, Clock clock) {
    this.offers = offers;
    this.standings = standings;
    this.catalogue = catalogue;
    this.clock = clock;
  }

  /**
   * @param file a case of the holder's: the door has seen to it
   */
  public Result make(Case file) {
    if (standings.of(file) instanceof Standings.Standing.Nothing) {
      return new Result.NothingToOffer();
    }
    String token = Ids.token();
    String code = code(token);
    String pin = "%06d".formatted(RANDOM.nextInt(PINS));
    Instant now = clock.instant();
    Case.Facts facts = file.facts();
    String type =
        catalogue
            .version(facts.service(), facts.serviceVersion())
            .orElseThrow()
            .output()
            .credentialType();
    offers.add(
        new Offers.Offer(
            Secret.hash(code),
            facts.reference(),
            type,
            facts.owner(),
            pin(code, pin),
            now,
            now.plus(LIFETIME)));
    return new Result.Made(token, type, pin, now.plus(LIFETIME));
  }

  /** The credential type of an offer that can still be redeemed. */
  public Optional<String> offered(String token) {
    return offers.open(Secret.hash(code(token)), clock.instant()).map(Offers.Offer::credentialType);
  }

  /** The pre-authorised code follows from the token, so that neither need be kept. */
  public static String code(String token) {
    return Secret.hash("pre-authorised code of " + token);
  }

  /** Six digits alone could be guessed from their hash. */
  static String pin(String code, String pin) {
    return Secret.hash(code + " " + pin);
  }
}
