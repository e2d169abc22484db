package org.onenet.services.audit.store;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Lets threads that want the same thing at the same time do it together: the first does it for all
 * who wait, and each hears how its own part ended. Nothing depends on it but speed.
 */
final class Together<T> {
  /** So many at once. */
  private static final int MOST = 100;

  private static final class Part<T> {
    private final T what;
    private boolean over;
    private RuntimeException failure;

    Part(T what) {
      this.what = what;
    }
  }

  private final Consumer<List<T>> work;
  private final List<Part<T>> waiting = new ArrayList<>();
  private boolean busy;

  /**
   * @param work does all or none of them
   */
  Together(Consumer<List<T>> work) {
    this.work = work;
  }

  /** Returns when it is done; throws what stood in its way. */
  void run(T what) {
    Part<T> mine = new Part<>(what);
    synchronized (this) {
      waiting.add(mine);
    }
    while (true) {
      List<Part<T>> some = turn(mine);
      if (some.isEmpty()) break;
      try {
        work(some);
      } finally {
        over(some);
      }
    }
    if (mine.failure != null) throw mine.failure;
  }

  /** Waits until this part is over, or it is this thread's turn to do some; those. */
  private synchronized List<Part<T>> turn(Part<T> mine) {
    boolean interrupted = false;
    while (busy && !mine.over) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true; // what is being written is waited for
      }
    }
    if (interrupted) Thread.currentThread().interrupt();
    if (mine.over) return List.of();
    busy = true;
    List<Part<T>> some = new ArrayList<>(waiting.subList(0, Math.min(MOST, waiting.size())));
    waiting.subList(0, some.size()).clear();
    return some;
  }

  private synchronized void over(List<Part<T>> some) {
    some.forEach(part -> part.over = true);
    busy = false;
    notifyAll();
  }

  /** When all of them together fail, one by one, so that none fails for another's fault. */
  private void work(List<Part<T>> some) {
    try {
      work.accept(some.stream().map(part -> part.what).toList());
    } catch (RuntimeException together) {
      for (Part<T> part : some) {
        if (some.size() == 1) {
          part.failure = together;
        } else {
          alone(part);
        }
      }
    }
  }

  private void alone(Part<T> part) {
    try {
      work.accept(List.of(part.what));
    } catch (RuntimeException failure) {
      part.failure = failure;
    }
  }
}
