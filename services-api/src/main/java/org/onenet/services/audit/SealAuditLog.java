package org.onenet.services.audit;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.onenet.credentials.TimeStampAuthority;
import org.onenet.credentials.audit.AuditSeal;
import org.onenet.services.platform.Clocks;
import org.onenet.services.platform.Settings;
import org.onenet.services.platform.Transactions;

/**
 * Seals what was logged since the last seal: a Merkle root over its hashes, kept with them and
 * queued for the chain in one transaction. Neither chain nor time-stamp authority is waited for.
 */
@Singleton
public class SealAuditLog {
  /** Under one seal; more go under the next. */
  static final int MOST_ENTRIES = 100_000;

  private static final int STAMPED_AT_ONCE = 10;

  private final AuditLog log;
  private final QueueSeal queue;
  private final Transactions transactions;
  private final Clock clock;
  private final Optional<TimeStampAuthority> timeStamps;

  @Inject
  public SealAuditLog(
      AuditLog log, QueueSeal queue, Transactions transactions, Clock clock, Settings settings) {
    this(
        log,
        queue,
        transactions,
        clock,
        settings.optional("onenet.timestamp.url").map(URI::create).map(TimeStampAuthority::new));
  }

  public SealAuditLog(
      AuditLog log,
      QueueSeal queue,
      Transactions transactions,
      Clock clock,
      Optional<TimeStampAuthority> timeStamps) {
    this.log = log;
    this.queue = queue;
    this.transactions = transactions;
    this.clock = clock;
    this.timeStamps = timeStamps;
  }

  /** Seals all there is now; empty when nothing was logged since the last seal. */
  public Optional<AuditSeal> now() {
    return transactions.inTransaction(() -> seal(log.unsealed(MOST_ENTRIES)));
  }

  /** Seals once a day of the city has ended, and what was left over; of many nodes one does it. */
  public void whenDue() {
    while (transactions.inTransaction(this::due).isPresent()) {
      // more than one seal's worth
    }
  }

  private Optional<AuditSeal> due() {
    List<AuditLog.Unsealed> unsealed = log.unsealed(MOST_ENTRIES);
    boolean old =
        unsealed.stream().anyMatch(one -> day(one.oldest()).isBefore(day(clock.instant())));
    return old ? seal(unsealed) : Optional.empty();
  }

  /**
   * Has the seals stamped that are not, where an authority is configured.
   *
   * @throws org.onenet.credentials.Unreachable when it does not answer: asked again later
   */
  public void stamp() {
    if (timeStamps.isEmpty()) return;
    for (AuditSeal seal : log.unstamped(STAMPED_AT_ONCE)) {
      log.stamped(seal, timeStamps.get().stamp(seal.digest()));
    }
  }

  private Optional<AuditSeal> seal(List<AuditLog.Unsealed> unsealed) {
    if (unsealed.isEmpty()) return Optional.empty();
    Optional<AuditSeal> last = log.lastSeal();
    List<byte[]> leaves = new ArrayList<>();
    List<AuditSeal.Range> ranges = new ArrayList<>();
    for (AuditLog.Unsealed one : unsealed) {
      leaves.addAll(one.hashes());
      ranges.add(
          new AuditSeal.Range(
              one.stream(),
              one.first(),
              one.first() + one.hashes().size() - 1,
              HexFormat.of().formatHex(one.hashes().getLast())));
    }
    AuditSeal seal =
        new AuditSeal(
            last.map(AuditSeal::number).orElse(0L) + 1,
            clock.instant(),
            last.map(before -> before.digest().hex()).orElse(AuditSeal.NONE_BEFORE),
            AuditSeal.root(leaves),
            ranges);
    log.keep(seal, unsealed);
    queue.queue(seal.digest());
    return Optional.of(seal);
  }

  private static LocalDate day(Instant at) {
    return LocalDate.ofInstant(at, Clocks.CITY);
  }
}
