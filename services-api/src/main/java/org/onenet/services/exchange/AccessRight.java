package org.onenet.services.exchange;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * That a department may ask a register for an evidence type, for one service, for a time, down to
 * the field. What no right covers is refused.
 *
 * @param owner the department that owns the data and gave the right
 * @param requester the department that may ask
 * @param service for which public service
 * @param until first instant at which it no longer holds
 * @param givenBy the account's name, or the document it was shipped in
 * @param version counts changes, from 1
 */
public record AccessRight(
    String id,
    String owner,
    String register,
    String evidenceType,
    List<String> fields,
    String requester,
    String service,
    Instant from,
    Instant until,
    String givenBy,
    Optional<Instant> endedAt,
    long version) {
  public boolean isInForce(Instant now) {
    return !now.isBefore(from) && now.isBefore(until) && endedAt.isEmpty();
  }
}
