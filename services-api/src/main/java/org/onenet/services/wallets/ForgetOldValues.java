package org.onenet.services.wallets;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.onenet.services.platform.Background;

/** Forgets nonces and proofs that are over. */
@Singleton
public class ForgetOldValues {
  private static final long EVERY_MILLIS = 60_000;

  private final OneTimeValues values;
  private final Background background;
  private final Clock clock;

  @Inject
  public ForgetOldValues(OneTimeValues values, Background background, Clock clock) {
    this.values = values;
    this.background = background;
    this.clock = clock;
  }

  void start(@Observes @Initialized(ApplicationScoped.class) Object application) {
    background.every(EVERY_MILLIS, "forgetting of nonces", () -> values.forget(clock.instant()));
  }
}
