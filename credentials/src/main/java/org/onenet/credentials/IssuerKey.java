package org.onenet.credentials;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.ECKey;
import java.security.PrivateKey;
import java.security.Provider;
import java.util.Optional;

/**
 * A private signing key and the fragment of its DID URL. Stays inside this room.
 *
 * @param jwk with its private part, when that is in our file
 * @param privateKey the key, or the handle of one that a key store does not give away
 * @param provider who signs with it; empty when Java must look for one
 */
record IssuerKey(String fragment, ECKey jwk, PrivateKey privateKey, Optional<Provider> provider) {

  /** One whose private part is at hand. */
  static IssuerKey of(String fragment, ECKey jwk) {
    try {
      return new IssuerKey(
          fragment,
          jwk,
          CryptoProvider.own(jwk.toECPrivateKey()),
          Optional.of(CryptoProvider.get()));
    } catch (JOSEException e) {
      throw new IllegalStateException("not a P-256 key: " + fragment, e);
    }
  }

  @Override
  public String toString() {
    return "IssuerKey[" + fragment + "]";
  }
}
