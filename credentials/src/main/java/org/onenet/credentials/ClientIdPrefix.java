package org.onenet.credentials;

import java.util.Locale;

/**
 * How a wallet may know who asks: what stands before the first colon of a {@code client_id}.
 *
 * @see <a
 *     href="https://openid.net/specs/openid-4-verifiable-presentations-1_0.html#section-5.9.3">OpenID4VP
 *     1.0 §5.9.3</a>
 */
public enum ClientIdPrefix {
  /** A host name that stands in the certificate beside the request. */
  X509_SAN_DNS,
  /** The SHA-256 of that certificate; HAIP 1.0 knows no other. */
  X509_HASH,
  /** A DID, whose document has the key. */
  DECENTRALIZED_IDENTIFIER;

  /** As it is written in a {@code client_id}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  String with(String rest) {
    return word() + ":" + rest;
  }

  boolean isOfCertificate() {
    return this != DECENTRALIZED_IDENTIFIER;
  }
}
