package org.onenet.services.exchange;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The exchanges as they are kept: one for each application and evidence type. */
public interface Exchanges {
  List<Exchange> of(UUID application);

  Optional<Exchange> find(UUID id);

  /**
   * Takes the right to ask, for as long as the lease: of many that ask at once, one gets it. What
   * is waiting, or fetched and still usable, is nobody's to ask again.
   *
   * @param wanted of one application, each of another evidence type
   * @return those the caller is the one for, as they are then
   */
  List<Exchange> claim(List<Exchange> wanted, Instant now, Instant lease);

  /** Takes those that are due, each for as long as the lease; of many nodes each gets others. */
  List<Exchange> due(int most, Instant now, Instant lease);

  /** Returns false when it is no longer waited for, or its consent was withdrawn. */
  boolean fetched(Exchange exchange, String requestHash, String answerHash);

  /**
   * @param requestHash of what was sent; null when nothing was
   * @param nextAt when it is tried again; empty for never
   * @return false when somebody else has taken it up meanwhile
   */
  boolean failed(Exchange exchange, String requestHash, String reason, Optional<Instant> nextAt);

  /** Leaves a claimed one to the next that looks for what is due. */
  void release(UUID id, Instant now);

  /** What was asked under a consent that is withdrawn: not asked again, and its answers go. */
  int withdraw(UUID consent);

  /**
   * Nobody waits for what is not there yet: it is not asked again. What was told stays its time.
   */
  int end(UUID application);

  /** The same, and what was told goes: the application is thrown away. */
  int discard(UUID application);

  /** What was told is no longer so: it is forgotten, and may be asked for again. */
  boolean outdate(UUID id);

  /** Deletes what was asked of whom and told for an application; the messages' hashes stay. */
  void clear(UUID application);

  /** Forgets answers that may be kept no longer. Returns how many. */
  int forget(Instant now);
}
