package org.onenet.services.privacy;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.onenet.services.platform.Text;

/**
 * One thing that is kept of a person.
 *
 * @param id a draft's id, a case's reference, a certificate's id
 * @param department who answers for it
 * @param name the service's, or the certificate's
 * @param since a draft was saved last, a case came in, a certificate began
 * @param until when its time is over; empty while nobody can know: an open case, a certificate in
 *     force without an end
 * @param months the rule's
 * @param goesAt when it is deleted, once that was announced
 * @param goneAt when what it says was deleted
 */
public record Kept(
    Kind kind,
    String id,
    String department,
    Text name,
    Instant since,
    Optional<Instant> until,
    int months,
    Text ground,
    Optional<Instant> goesAt,
    Optional<Instant> goneAt) {
  /** Its words on the wire and in tables are lower case. */
  public enum Kind {
    DRAFT,
    CASE,
    CERTIFICATE;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whether it stands against erasing the person: a draft never does. */
  public boolean mustStay(Instant now) {
    return kind != Kind.DRAFT && goneAt.isEmpty() && until.map(now::isBefore).orElse(true);
  }
}
