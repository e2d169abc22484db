package org.onenet.credentials;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the registry says of one of an issuer's keys for a credential type.
 *
 * @param required whether the issuer ever accredited a key on chain for this type. If not, every
 *     key of its DID document signs for it; if so, only accredited ones do
 * @param windows when the key signs: for this type alone, and for all of its account's types
 * @param stolenSince first instant from which a thief has the key
 */
public record KeyAccreditation(
    boolean required, List<Window> windows, Optional<Instant> stolenSince) {
  /** The answer of a chain that knows nothing of an issuer's keys. */
  public static final KeyAccreditation NOTHING_KNOWN =
      new KeyAccreditation(false, List.of(), Optional.empty());

  public KeyAccreditation {
    windows = List.copyOf(windows);
  }

  /**
   * @param from first instant at which it signs
   * @param until first instant at which it no longer signs
   */
  public record Window(Instant from, Optional<Instant> until) {
    boolean covers(Instant at) {
      return !at.isBefore(from) && until.map(at::isBefore).orElse(true);
    }
  }

  /** Whether the key might sign at that instant, theft aside. */
  public boolean covers(Instant at) {
    return !required || windows.stream().anyMatch(window -> window.covers(at));
  }

  /** Whether what is dated at that instant may be a thief's work. */
  public boolean stolenAt(Instant at) {
    return stolenSince.map(since -> !at.isBefore(since)).orElse(false);
  }
}
