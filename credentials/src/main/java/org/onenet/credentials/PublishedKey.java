package org.onenet.credentials;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A public key as the DID document shows it.
 *
 * @param fragment the part of the DID URL behind #, for example {@code 2026-1}
 * @param jwk the public JWK (RFC 7517)
 * @param from first instant at which it signs
 * @param until first instant at which it no longer signs; what it signed before still verifies
 */
public record PublishedKey(
    String fragment, Map<String, Object> jwk, Instant from, Optional<Instant> until) {

  /** What the registry knows it by: RFC 7638, SHA-256, base64url. */
  public String thumbprint() {
    return SignatureCheck.thumbprint(jwk);
  }

  boolean hasThumbprint(String thumbprint) {
    try {
      return thumbprint().equals(thumbprint);
    } catch (MalformedCredential ofAnotherKind) {
      return false;
    }
  }
}
