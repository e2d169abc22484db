package org.onenet.services.platform.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

final class TooManyRequestsTest {
  private static final OptionalLong MAY_PASS = OptionalLong.empty();

  private final HandClock time = new HandClock();

  @Test
  void as_many_as_are_allowed_a_minute_pass_and_the_next_is_told_how_long_to_wait() {
    Limits limits = new Limits(60, 0, Set.of(), time);
    for (int i = 0; i < 60; i++) assertEquals(MAY_PASS, limits.secondsToWait("192.0.2.1"));
    assertEquals(OptionalLong.of(2), limits.secondsToWait("192.0.2.1"));
    assertEquals(OptionalLong.of(21), emptied(3).secondsToWait("192.0.2.1"));
  }

  @Test
  void who_waits_as_long_as_told_may_pass_again() {
    Limits limits = emptied(3);
    long wait = limits.secondsToWait("192.0.2.1").orElseThrow();
    time.pass(Duration.ofSeconds(wait));
    assertEquals(MAY_PASS, limits.secondsToWait("192.0.2.1"));
    assertTrue(limits.secondsToWait("192.0.2.1").isPresent());
  }

  @Test
  void who_asks_on_while_refused_waits_no_longer_for_it() {
    Limits limits = emptied(3);
    for (int i = 0; i < 100; i++) limits.secondsToWait("192.0.2.1");
    assertEquals(OptionalLong.of(21), limits.secondsToWait("192.0.2.1"));
  }

  @Test
  void after_a_quiet_hour_no_more_pass_than_in_a_minute() {
    Limits limits = emptied(3);
    time.pass(Duration.ofHours(1));
    for (int i = 0; i < 3; i++) assertEquals(MAY_PASS, limits.secondsToWait("192.0.2.1"));
    assertTrue(limits.secondsToWait("192.0.2.1").isPresent());
  }

  @Test
  void each_address_has_its_own_count() {
    Limits limits = emptied(3);
    assertTrue(limits.secondsToWait("192.0.2.1").isPresent());
    assertEquals(MAY_PASS, limits.secondsToWait("192.0.2.2"));
    assertEquals(MAY_PASS, limits.secondsToWait("2001:db8::1"));
  }

  @Test
  void nought_switches_it_off() {
    Limits limits = new Limits(0, 0, Set.of(), time);
    for (int i = 0; i < 5_000; i++) assertEquals(MAY_PASS, limits.secondsToWait("192.0.2.1"));
  }

  @Test
  void of_many_at_the_same_moment_exactly_as_many_pass_as_may() throws Exception {
    Limits limits = new Limits(40, 0, Set.of(), time);
    List<Callable<Boolean>> requests = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      requests.add(() -> limits.secondsToWait("192.0.2.1").isEmpty());
    }
    int passed = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
      for (Future<Boolean> request : threads.invokeAll(requests)) if (request.get()) passed++;
    }
    assertEquals(40, passed);
  }

  @Test
  void a_flood_of_addresses_does_not_make_a_busy_one_forgotten() {
    Limits limits = emptied(3);
    for (int i = 0; i < 50_000; i++) {
      limits.secondsToWait("10.0." + i / 256 + "." + i % 256);
      if (i % 1_000 == 0) assertTrue(limits.secondsToWait("192.0.2.1").isPresent());
    }
    assertTrue(limits.secondsToWait("192.0.2.1").isPresent());
  }

  /** A limit whose first address has asked as often as it may. */
  private Limits emptied(int perMinute) {
    Limits limits = new Limits(perMinute, 0, Set.of(), time);
    for (int i = 0; i < perMinute; i++) limits.secondsToWait("192.0.2.1");
    return limits;
  }

  /** Time as the test tells it. */
  private static final class HandClock implements TimeMeter {
    private long nanos = Duration.ofDays(1).toNanos();

    void pass(Duration duration) {
      nanos += duration.toNanos();
    }

    @Override
    public long currentTimeNanos() {
      return nanos;
    }

    @Override
    public boolean isWallClockBased() {
      return false;
    }
  }
}
