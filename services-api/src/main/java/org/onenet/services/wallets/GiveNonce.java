package org.onenet.services.wallets;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import org.onenet.services.platform.Ids;
import org.onenet.services.platform.Secret;

/** Gives out nonces for key proofs; each serves one request, for some minutes. */
@Singleton
public class GiveNonce {
  private static final Duration LIFETIME = Duration.ofMinutes(5);

  private final OneTimeValues values;
  private final Clock clock;

  @Inject
  public GiveNonce(OneTimeValues values, Clock clock) {
    this.values = values;
    this.clock = clock;
  }

  public String give() {
    String nonce = Ids.token();
    values.giveOut(Secret.hash(nonce), clock.instant().plus(LIFETIME));
    return nonce;
  }
}
