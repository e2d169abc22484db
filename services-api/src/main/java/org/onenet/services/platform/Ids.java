package org.onenet.services.platform;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/** Ids: UUIDv7 (RFC 9562 §5.7) where order helps an index, random tokens where nobody may guess. */
public final class Ids {
  private static final SecureRandom RANDOM = new SecureRandom();

  private Ids() {}

  /** A UUID that sorts by the time it was made. */
  public static UUID next(Clock clock) {
    long random = RANDOM.nextLong();
    long high = (clock.millis() << 16) | 0x7000 | (RANDOM.nextInt() & 0x0fff);
    long low = (random & 0x3fffffffffffffffL) | 0x8000000000000000L;
    return new UUID(high, low);
  }

  /** What somebody else wrote as a UUID (RFC 9562 §4); empty when it is none. */
  public static Optional<UUID> uuid(String text) {
    try {
      return Optional.ofNullable(text).map(UUID::fromString);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** 144 random bits as 24 characters that a URL takes as they are. */
  public static String token() {
    byte[] bytes = new byte[18];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
