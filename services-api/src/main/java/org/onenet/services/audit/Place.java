package org.onenet.services.audit;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.onenet.credentials.audit.AuditEntry;

/**
 * A place in the log as it is read, the newest first: the next page begins behind it, however many
 * entries were added meanwhile.
 */
public record Place(Instant at, String stream, long number) {
  public static Place of(AuditEntry entry) {
    return new Place(entry.at(), entry.stream(), entry.number());
  }

  /** As the {@code next} of an answer. */
  public String token() {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((at + " " + number + " " + stream).getBytes(StandardCharsets.UTF_8));
  }

  /** Empty when no answer gave this token. */
  public static Optional<Place> parse(String token) {
    try {
      String[] words =
          new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8).split(" ", 3);
      if (words.length < 3 || words[2].indexOf(0) >= 0) return Optional.empty();
      return Optional.of(new Place(Instant.parse(words[0]), words[2], Long.parseLong(words[1])));
    } catch (IllegalArgumentException | DateTimeException e) {
      return Optional.empty();
    }
  }
}
