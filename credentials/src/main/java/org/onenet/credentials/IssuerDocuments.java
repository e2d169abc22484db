package org.onenet.credentials;

import java.util.Optional;

/** Where issuers' public keys come from: their DID documents, retired keys included. */
public interface IssuerDocuments {
  /**
   * The key of an issuer under that fragment of a DID URL.
   *
   * @return empty when the issuer has no such key
   * @throws Unreachable when its document cannot be had
   * @throws MalformedCredential when its document is not one
   */
  Optional<PublishedKey> keyOf(Did issuer, String fragment);
}
