package org.onenet.credentials;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import org.onenet.credentials.CompactReader.Refused;

/** The members of a payload by their kind; what is of another kind is refused by its name. */
final class Claims {
  private static final int WHOLE_SECONDS = "2026-11-23T09:00:00Z".length();

  private Claims() {}

  static String text(Map<String, Object> vc, String member) {
    if (!(vc.get(member) instanceof String text) || text.isBlank()) {
      throw refused(member + ": a text", vc.get(member));
    }
    return text;
  }

  /** RFC 7519 §2, NumericDate: whole seconds, or with a fraction that is cut off. */
  static Instant seconds(Map<String, Object> claims, String member) {
    Object value = claims.get(member);
    if (value instanceof Integer || value instanceof Long || value instanceof Double) {
      try {
        return Instant.ofEpochSecond(((Number) value).longValue());
      } catch (DateTimeException e) {
        // told below, with what was expected
      }
    }
    throw refused(member + ": seconds since 1970", value);
  }

  static Optional<Instant> secondsIfThere(Map<String, Object> claims, String member) {
    return claims.containsKey(member) ? Optional.of(seconds(claims, member)) : Optional.empty();
  }

  static Instant instant(Map<String, Object> vc, String member) {
    try {
      String time = text(vc, member);
      return time.length() == WHOLE_SECONDS && time.endsWith("Z")
          ? wholeSeconds(time)
          : OffsetDateTime.parse(time).toInstant();
    } catch (DateTimeParseException e) {
      throw refused(member + ": a time such as 2026-11-23T09:00:00Z", vc.get(member));
    }
  }

  /** The usual form, 2026-11-23T09:00:00Z, at a tenth of the general parser's cost. */
  private static Instant wholeSeconds(String time) {
    try {
      return LocalDateTime.of(
              digits(time, 0, 4, '-'),
              digits(time, 5, 7, '-'),
              digits(time, 8, 10, 'T'),
              digits(time, 11, 13, ':'),
              digits(time, 14, 16, ':'),
              digits(time, 17, 19, 'Z'))
          .toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      return OffsetDateTime.parse(time).toInstant();
    }
  }

  private static int digits(String time, int from, int to, char behind) {
    int number = 0;
    for (int i = from; i < to; i++) {
      int digit = time.charAt(i) - '0';
      if (digit < 0 || digit > 9) throw new DateTimeException("not a digit");
      number = number * 10 + digit;
    }
    if (time.charAt(to) != behind) throw new DateTimeException("not " + behind);
    return number;
  }

  static Refused refused(String expected, Object actual) {
    return new Refused(VerdictCode.PAYLOAD_REFUSED, expected, String.valueOf(actual));
  }
}
