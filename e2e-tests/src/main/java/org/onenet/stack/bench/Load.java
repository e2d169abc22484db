package org.onenet.stack.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/** A closed loop of clients, each doing the next thing when the last is done, for a fixed span. */
final class Load {
  private static final Duration WINDOW = Duration.ofSeconds(15);

  /** Faster by less than this is as fast as before. */
  private static final double STEADY = 1.05;

  private Load() {}

  /**
   * What a load achieved.
   *
   * @param perSecond things done per second, all clients together
   * @param p50 median time of one, milliseconds
   * @param p99 99th percentile, milliseconds
   */
  record Result(double perSecond, double p50, double p99) {}

  /**
   * @param client makes what one client repeats; called once per client, in its own thread
   */
  static Result run(int clients, Duration span, Supplier<Runnable> client) {
    try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
      long end = System.nanoTime() + span.toNanos();
      List<Future<long[]>> running = new ArrayList<>();
      for (int i = 0; i < clients; i++) {
        running.add(threads.submit(() -> loop(client.get(), end)));
      }
      long begin = System.nanoTime();
      List<long[]> times = new ArrayList<>();
      for (Future<long[]> one : running) {
        times.add(one.get());
      }
      double seconds = (System.nanoTime() - begin) / 1e9;
      long[] sorted = times.stream().flatMapToLong(LongStream::of).sorted().toArray();
      return new Result(sorted.length / seconds, at(sorted, 0.5), at(sorted, 0.99));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the bench was interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "a client of the bench failed: " + e.getCause(), e.getCause());
    }
  }

  /**
   * Repeats the load until it has not become faster twice in a row: a server's compiler takes its
   * time, and another program may take some of ours.
   *
   * @param most when to be content all the same
   */
  static void warmUp(int clients, Duration most, Supplier<Runnable> client) {
    long end = System.nanoTime() + most.toNanos();
    double best = 0;
    int steady = 0;
    while (steady < 2 && System.nanoTime() < end) {
      double now = run(clients, WINDOW, client).perSecond();
      steady = now > best * STEADY ? 0 : steady + 1;
      best = Math.max(best, now);
    }
  }

  private static long[] loop(Runnable act, long end) {
    LongStream.Builder times = LongStream.builder();
    while (System.nanoTime() < end) {
      long begin = System.nanoTime();
      act.run();
      times.add(System.nanoTime() - begin);
    }
    return times.build().toArray();
  }

  private static double at(long[] sorted, double share) {
    if (sorted.length == 0) return Double.NaN;
    return sorted[(int) Math.min(sorted.length - 1, Math.floor(sorted.length * share))] / 1e6;
  }
}
