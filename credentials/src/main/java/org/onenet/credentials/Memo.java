package org.onenet.credentials;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * What texts that come again and again were found to mean: an issuer's headers, addresses and names
 * are the same in all its credentials. Bounded, since texts come from strangers.
 */
final class Memo<T> {
  private static final int MOST = 1_000;
  private static final int LONGEST = 10_000;

  private final Map<String, T> known = new ConcurrentHashMap<>();
  private final Function<String, T> read;

  /**
   * @param read finds the meaning; what it refuses by throwing is not kept
   */
  Memo(Function<String, T> read) {
    this.read = read;
  }

  T of(String text) {
    T found = known.get(text);
    if (found != null) return found;
    T fresh = read.apply(text);
    if (text.length() > LONGEST) return fresh;
    if (known.size() >= MOST) known.clear();
    known.put(text, fresh);
    return fresh;
  }
}
