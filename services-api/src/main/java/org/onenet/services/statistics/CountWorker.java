package org.onenet.services.statistics;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.onenet.services.platform.Background;

/** Lets {@link CountCases} count what is due, again and again, on every node. */
@ApplicationScoped
public class CountWorker {
  private static final long PAUSE = 10_000;

  private final CountCases countCases;
  private final Background background;

  /** For the container's proxy only. */
  protected CountWorker() {
    this(null, null);
  }

  @Inject
  public CountWorker(CountCases countCases, Background background) {
    this.countCases = countCases;
    this.background = background;
  }

  void start(@Observes @Initialized(ApplicationScoped.class) Object application) {
    background.every(PAUSE, "counting of cases", countCases::countDue);
  }
}
