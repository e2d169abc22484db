package org.onenet.credentials;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Answers that are used again for a moment, the least used leaving first when there are too many.
 * That something could not be had is never kept.
 */
public final class TimedCache<K, V> {
  private final Duration keep;
  private final Clock clock;
  private final Map<K, Kept<V>> answers;

  private record Kept<V>(V answer, Instant until) {}

  /**
   * @param most how many answers are kept
   * @param keep for how long each of them is
   */
  public TimedCache(int most, Duration keep, Clock clock) {
    this.keep = keep;
    this.clock = clock;
    this.answers =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<K, Kept<V>> eldest) {
            return size() > most;
          }
        };
  }

  /** The answer kept for this question, or a fresh one; what {@code ask} throws goes through. */
  public V get(K question, Function<? super K, ? extends V> ask) {
    synchronized (answers) {
      Kept<V> kept = answers.get(question);
      if (kept != null && clock.instant().isBefore(kept.until())) return kept.answer();
    }
    V fresh = ask.apply(question);
    synchronized (answers) {
      answers.put(question, new Kept<>(fresh, clock.instant().plus(keep)));
    }
    return fresh;
  }
}
