package org.onenet.services.registers;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.onenet.services.platform.Background;

/**
 * Puts the demonstration's own citizens into the registers at once, and everybody else one
 * neighbourhood at a time, when whoever started the demonstration has seen its first pages.
 */
@ApplicationScoped
public class DemoCityWorker {
  private static final long PAUSE = 600;
  private static final Duration FIRST_PAGES = Duration.ofSeconds(30);

  private final DemoCity demoCity;
  private final Registers registers;
  private final Background background;
  private final Clock clock;

  /** For the container's proxy only. */
  protected DemoCityWorker() {
    this(null, null, null, null);
  }

  @Inject
  public DemoCityWorker(
      DemoCity demoCity, Registers registers, Background background, Clock clock) {
    this.demoCity = demoCity;
    this.registers = registers;
    this.background = background;
    this.clock = clock;
  }

  void start(@Observes @Initialized(ApplicationScoped.class) Object application) {
    Instant started = clock.instant();
    background.every(
        PAUSE,
        "the demonstration city",
        () -> {
          if (clock.instant().isBefore(started.plus(FIRST_PAGES))) {
            registers.all().forEach(demoCity::open);
          } else {
            demoCity.grow();
          }
        });
  }
}
