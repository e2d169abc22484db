package org.onenet.stack;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waiting on a condition of another process, the only thing that can be done about it: asking. */
public final class Await {
  private static final Duration BETWEEN = Duration.ofMillis(150);

  /** Whether it is so by now; an {@link IOException} means "not yet". */
  @FunctionalInterface
  public interface Condition {
    boolean holds() throws IOException, InterruptedException;
  }

  private Await() {}

  /**
   * Returns as soon as the condition holds.
   *
   * @throws RuntimeException what {@code failure} makes, when it did not hold in time
   */
  public static void until(
      Condition condition, Duration patience, Supplier<? extends RuntimeException> failure) {
    long end = System.nanoTime() + patience.toNanos();
    while (System.nanoTime() < end) {
      try {
        if (condition.holds()) return;
      } catch (IOException e) {
        // not up yet: ask again
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new StackFailure("Interrupted while waiting.", e);
      }
      LockSupport.parkNanos(BETWEEN.toNanos());
    }
    throw failure.get();
  }
}
