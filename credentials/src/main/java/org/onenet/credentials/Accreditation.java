package org.onenet.credentials;

import java.time.Instant;
import java.util.Optional;

/**
 * The root authority's word that an issuer may issue a credential type.
 *
 * @param account the issuer's account, 0x and 40 lower-case hex digits
 * @param from first instant at which it may issue
 * @param until first instant at which it no longer may
 */
public record Accreditation(String account, Instant from, Optional<Instant> until) {
  /** Whether something issued at that instant was covered. */
  public boolean covers(Instant issuedAt) {
    return !issuedAt.isBefore(from) && until.map(issuedAt::isBefore).orElse(true);
  }
}
