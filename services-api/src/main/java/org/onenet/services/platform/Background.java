package org.onenet.services.platform;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
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

  /** At once on a node. */
  private static final int ERRANDS = 16;

  /** Of them, for any one lane. */
  private static final int AT_ONCE = ERRANDS / 4;

  /** Some seconds of work in a lane; what is more is left to other nodes. */
  private static final int WAITING = 128;

  private final ScheduledExecutorService threads =
      Executors.newScheduledThreadPool(3, Background::thread);

  private final ExecutorService errands = Executors.newFixedThreadPool(ERRANDS, Background::thread);

  private final Map<String, Lane> lanes = new ConcurrentHashMap<>();

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
   * @param lane whose work it is: one that hangs holds a quarter of the threads at most, and stops
   *     nobody else
   * @return empty when this node is too busy
   */
  public Optional<CompletableFuture<Void>> now(String name, String lane, Runnable work) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    Guarded guarded = new Guarded(name, work);
    return lanes
            .computeIfAbsent(lane, one -> new Lane())
            .add(
                () -> {
                  try {
                    guarded.run();
                  } finally {
                    done.complete(null);
                  }
                })
        ? Optional.of(done)
        : Optional.empty();
  }

  /** The errands of one lane: some at once, the others in line. */
  private final class Lane {
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int running;

    /** False when it is full, or the node goes down. */
    synchronized boolean add(Runnable work) {
      if (waiting.size() == WAITING || errands.isShutdown()) return false;
      waiting.add(work);
      next();
      return true;
    }

    private synchronized void over() {
      running--;
      next();
    }

    /** Behind what other lanes have in line, so that all of them go on. */
    private void next() {
      if (running == AT_ONCE || waiting.isEmpty() || errands.isShutdown()) return;
      Runnable work = waiting.remove();
      running++;
      errands.execute(
          () -> {
            try {
              work.run();
            } finally {
              over();
            }
          });
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
