package org.onenet.services.platform;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
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

  /** At once on a node. */
  private static final int ERRANDS = 16;

  /** Some seconds of work; what is more is left to other nodes. */
  private static final int WAITING = 512;

  private final ScheduledExecutorService threads =
      Executors.newScheduledThreadPool(3, Background::thread);

  private final ExecutorService errands =
      new ThreadPoolExecutor(
          ERRANDS,
          ERRANDS,
          1,
          TimeUnit.MINUTES,
          new ArrayBlockingQueue<>(WAITING),
          Background::thread);

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "onenet-background");
    thread.setDaemon(true);
    // The deploying thread's loader is closed when the deployment is done.
    thread.setContextClassLoader(Background.class.getClassLoader());
    return thread;
  }

  /**
   * Does a piece of work now, beside the caller. What is to be done must be in the database, so
   * that it is done later where this node is too busy or dies.
   *
   * @return empty when this node is too busy
   */
  public Optional<CompletableFuture<Void>> now(String name, Runnable work) {
    try {
      return Optional.of(CompletableFuture.runAsync(new Guarded(name, work), errands));
    } catch (RejectedExecutionException e) {
      return Optional.empty();
    }
  }

  /** Repeats the work with that pause after each end, in milliseconds; a failure is told once. */
  public void every(long pauseMillis, String name, Runnable work) {
    threads.scheduleWithFixedDelay(
        new Guarded(name, work), 500, pauseMillis, TimeUnit.MILLISECONDS);
  }

  @PreDestroy
  public void close() {
    threads.shutdownNow();
    errands.shutdownNow();
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
