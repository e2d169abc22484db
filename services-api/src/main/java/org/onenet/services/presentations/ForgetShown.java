package org.onenet.services.presentations;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.onenet.services.platform.Background;

/** Forgets what was shown when its time to be kept is over. */
@Singleton
public class ForgetShown {
  private static final long EVERY_MILLIS = 60_000;

  private final Presentations presentations;
  private final Background background;
  private final Clock clock;

  @Inject
  public ForgetShown(Presentations presentations, Background background, Clock clock) {
    this.presentations = presentations;
    this.background = background;
    this.clock = clock;
  }

  void start(@Observes @Initialized(ApplicationScoped.class) Object application) {
    background.every(
        EVERY_MILLIS, "forgetting of what was shown", () -> presentations.forget(clock.instant()));
  }
}
