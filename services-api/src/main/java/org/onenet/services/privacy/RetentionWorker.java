package org.onenet.services.privacy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.onenet.services.platform.Background;
import org.onenet.services.platform.Settings;

/** Lets {@link RunRetention} do what is due, again and again, on every node. */
@ApplicationScoped
public class RetentionWorker {
  /** Seconds. */
  private static final int PAUSE = 600;

  private final RunRetention runRetention;
  private final Background background;
  private final Settings settings;

  /** For the container's proxy only. */
  protected RetentionWorker() {
    this(null, null, null);
  }

  @Inject
  public RetentionWorker(RunRetention runRetention, Background background, Settings settings) {
    this.runRetention = runRetention;
    this.background = background;
    this.settings = settings;
  }

  void start(@Observes @Initialized(ApplicationScoped.class) Object application) {
    background.every(
        1_000L * settings.number("onenet.retention.pause-seconds", PAUSE),
        "retention",
        runRetention::now);
  }
}
