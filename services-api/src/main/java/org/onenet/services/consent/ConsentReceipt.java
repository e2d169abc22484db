package org.onenet.services.consent;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A citizen's agreement that, for one application, departments may be asked for what they hold.
 *
 * @param owner the citizen's account
 * @param service what they apply for; {@code requester} the department that answers for it
 * @param record the signed record, a compact JWS
 * @param withdrawal the signed record of its withdrawal
 */
public record ConsentReceipt(
    UUID id,
    String owner,
    UUID application,
    String service,
    String requester,
    List<Item> items,
    Instant givenAt,
    Instant expiresAt,
    Optional<Instant> withdrawnAt,
    String record,
    Optional<String> withdrawal) {

  /**
   * What may be asked of one provider.
   *
   * @param holder the department that owns the register
   */
  public record Item(String evidenceType, String register, String holder, List<String> fields) {}

  /** The same with its signed record. */
  ConsentReceipt signed(String compact) {
    return new ConsentReceipt(
        id,
        owner,
        application,
        service,
        requester,
        items,
        givenAt,
        expiresAt,
        withdrawnAt,
        compact,
        withdrawal);
  }

  /** The same, taken back then. */
  ConsentReceipt withdrawnAt(Instant at) {
    return new ConsentReceipt(
        id,
        owner,
        application,
        service,
        requester,
        items,
        givenAt,
        expiresAt,
        Optional.of(at),
        record,
        withdrawal);
  }

  /** Whether somebody may be asked under it now. */
  public boolean isInForce(Instant now) {
    return withdrawnAt.isEmpty() && now.isBefore(expiresAt);
  }

  /** Whether it covers these fields of that evidence. */
  public boolean covers(String evidenceType, List<String> fields) {
    return items.stream()
        .anyMatch(
            item -> item.evidenceType().equals(evidenceType) && item.fields().containsAll(fields));
  }
}
