package org.onenet.services.privacy.rest;

import org.onenet.services.catalogue.Department;
import org.onenet.services.platform.Text;
import org.onenet.services.privacy.Kept;

/**
 * One thing that is kept, on the wire.
 *
 * @param kind draft, case or certificate
 * @param until when its time is over; null while nobody can know
 * @param goesAt when it is deleted, once announced; {@code goneAt} when it was
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
    String goneAt) {
  static KeptView of(Kept kept) {
    return new KeptView(
        kept.kind().word(),
        kept.id(),
        kept.name(),
        Department.of(kept.department())
            .map(Department::name)
            .orElseGet(() -> Text.same(kept.department())),
        kept.since().toString(),
        kept.until().map(Object::toString).orElse(null),
        kept.months(),
        kept.ground(),
        kept.goesAt().map(Object::toString).orElse(null),
        kept.goneAt().map(Object::toString).orElse(null));
  }
}
