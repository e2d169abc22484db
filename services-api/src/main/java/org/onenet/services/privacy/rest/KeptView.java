package org.onenet.services.privacy.rest;

import org.onenet.services.platform.Text;
import org.onenet.services.privacy.Kept;

/**
 * One thing that is kept, on the wire.
 *
 * @param kind draft, case, certificate or report
 * @param until when its time is over; null while nobody can know
 * @param goesAt when it is deleted, once announced; {@code goneAt} when it was
 * @param dueOn the last day for the answer to a report
 * @param revocationAskedAt when the person asked that the certificate be revoked
 */
record KeptView(
    String kind,
    String id,
    Text name,
    Text authority,
    String since,
    String until,
    int months,
    Text ground,
    String goesAt,
    String goneAt,
    String dueOn,
    String revocationAskedAt) {
  static KeptView of(Kept kept) {
    return new KeptView(
        kept.kind().word(),
        kept.id(),
        kept.name(),
        kept.authority(),
        kept.since().toString(),
        kept.until().map(Object::toString).orElse(null),
        kept.months(),
        kept.ground(),
        kept.goesAt().map(Object::toString).orElse(null),
        kept.goneAt().map(Object::toString).orElse(null),
        kept.dueOn().map(Object::toString).orElse(null),
        kept.revocationAskedAt().map(Object::toString).orElse(null));
  }
}
