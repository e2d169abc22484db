package org.onenet.services.privacy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import org.onenet.services.platform.Text;

/**
 * One thing that is kept of a person.
 *
 * @param id a draft's id, a case's reference, a certificate's id, a report's id
 * @param authority who answers for it
 * @param name the service's, or the certificate's
 * @param since a draft was saved last, a case or a report came in, a certificate began
 * @param until when its time is over; empty while nobody can know: an open case, an open report, a
 *     certificate in force without an end
 * @param months the rule's; 0 of a report, which none counts for
 * @param goesAt when it is deleted, once that was announced
 * @param goneAt when what it says was deleted
 * @param dueOn the last day for the answer to a report
 * @param revocationAskedAt when the person asked that the certificate be revoked
 */
public record Kept(
    Kind kind,
    String id,
    Text authority,
    Text name,
    Instant since,
    Optional<Instant> until,
    int months,
    Text ground,
    Optional<Instant> goesAt,
    Optional<Instant> goneAt,
    Optional<LocalDate> dueOn,
    Optional<Instant> revocationAskedAt) {
  /** Its words on the wire and in tables are lower case. */
  public enum Kind {
    DRAFT,
    CASE,
    CERTIFICATE,
    /** Of a use of their data: while an auditor's answer is due. */
    REPORT;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whether it stands against erasing the person: a draft never does. */
  public boolean mustStay(Instant now) {
    return kind != Kind.DRAFT && goneAt.isEmpty() && until.map(now::isBefore).orElse(true);
  }
}
