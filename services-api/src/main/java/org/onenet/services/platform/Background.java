package org.onenet.services.platform;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Work that is done again and again on every node. What is to be done is asked from the database
 * each time ({@code SKIP LOCKED}), so nodes share it and a killed one loses nothing.
 */
@Singleton
public class Background {
  private static final Logger LOG = Logger.getLogger(Background.class.getName());

  private final ScheduledExecutorService threads =
      Executors.newScheduledThreadPool(
          3,
          work -> {
            Thread thread = new Thread(work, "onenet-background");
            thread.setDaemon(true);
            // The deploying thread's loader is closed when the deployment is done.
            thread.setContextClassLoader(Background.class.getClassLoader());
            return thread;
          });

  /** Repeats the work with that pause after each end, in milliseconds; a failure is told once. */
  public void every(long pauseMillis, String name, Runnable work) {
    threads.scheduleWithFixedDelay(
        new Guarded(name, work), 500, pauseMillis, TimeUnit.MILLISECONDS);
  }

  @PreDestroy
  public void close() {
    threads.shutdownNow();
  }

  /** The outermost handler of background work. */
  private static final class Guarded implements Runnable {
    private final String name;
    private final Runnable work;
    private boolean failing;

    Guarded(String name, Runnable work) {
      this.name = name;
      this.work = work;
    }

    @Override
    public void run() {
      try {
        work.run();
        if (failing) LOG.info(() -> name + " works again");
        failing = false;
      } catch (RuntimeException e) {
        LOG.log(failing ? Level.FINE : Level.WARNING, e, () -> name + " failed and is tried again");
        failing = true;
      }
    }
  }
}
