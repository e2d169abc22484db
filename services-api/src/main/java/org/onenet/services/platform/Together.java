package org.onenet.services.platform;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Lets threads that want the same thing at the same time do it together: the first does it for all
 * who wait, and each hears how its own part ended. Nothing depends on it but speed.
 *
 * @param <T> what each of them wants done
 * @param <R> what comes of it
 */
public final class Together<T, R> {
  /** So many at once. */
  private static final int MOST = 100;

  private static final class Part<T, R> {
    private final T what;

    /** True when it is this part's turn to do some, false when others have done it. */
    private final CompletableFuture<Boolean> turn = new CompletableFuture<>();

    private R result;
    private RuntimeException failure;
    private boolean done;

    Part(T what) {
      this.what = what;
    }

    void end(R result) {
      this.result = result;
      this.done = true;
    }
  }

  private final Function<List<T>, List<R>> work;
  private final List<Part<T, R>> waiting = new ArrayList<>();
  private boolean busy;

  /**
   * @param work does all or none of them, and tells what came of each in their order
   */
  public Together(Function<List<T>, List<R>> work) {
    this.work = work;
  }

  /** Returns when it is done; throws what stood in its way. An interrupt does not end the wait. */
  public R run(T what) {
    Part<T, R> mine = new Part<>(what);
    synchronized (this) {
      waiting.add(mine);
      if (!busy) mine.turn.complete(true);
      busy = true;
    }
    if (mine.turn.join()) {
      List<Part<T, R>> some = first();
      try {
        work(some);
      } finally {
        over(some);
      }
    }
    if (mine.failure != null) throw mine.failure;
    if (!mine.done) throw new IllegalStateException("whoever did it for others broke down");
    return mine.result;
  }

  /** How many are in line behind those that are being done. */
  synchronized int waiting() {
    return waiting.size();
  }

  private synchronized List<Part<T, R>> first() {
    List<Part<T, R>> first = waiting.subList(0, Math.min(MOST, waiting.size()));
    List<Part<T, R>> some = new ArrayList<>(first);
    first.clear();
    return some;
  }

  /** Who came next goes on, with all who came meanwhile. */
  private void over(List<Part<T, R>> some) {
    some.forEach(part -> part.turn.complete(false));
    synchronized (this) {
      busy = !waiting.isEmpty();
      if (busy) waiting.getFirst().turn.complete(true);
    }
  }

  /** When all of them together fail, one by one, so that none fails for another's fault. */
  private void work(List<Part<T, R>> some) {
    try {
      List<R> results = work.apply(some.stream().map(part -> part.what).toList());
      for (int i = 0; i < some.size(); i++) some.get(i).end(results.get(i));
    } catch (RuntimeException together) {
      for (Part<T, R> part : some) {
        if (some.size() == 1) {
          part.failure = together;
        } else {
          alone(part);
        }
      }
    }
  }

  private void alone(Part<T, R> part) {
    try {
      part.end(work.apply(List.of(part.what)).getFirst());
    } catch (RuntimeException failure) {
      part.failure = failure;
    }
  }
}
