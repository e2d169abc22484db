package org.onenet.services.privacy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.onenet.services.platform.Background;

/** Lets {@link RunRetention} do what is due, again and again, on every node. */
@ApplicationScoped
public class RetentionWorker {
  private static final long PAUSE = 10 * 60_000;

  private final RunRetention runRetention;
  private final Background background;

  /** For the container's proxy only. */
  protected RetentionWorker() {
    this(null, null);
  }

  @Inject
  public RetentionWorker(RunRetention runRetention, Background background) {
    this.runRetention = runRetention;
    this.background = background;
  }

  void start(@Observes @Initialized(ApplicationScoped.class) Object application) {
    background.every(PAUSE, "retention", runRetention::now);
  }
}
