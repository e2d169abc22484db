package org.onenet.credentials;

import com.nimbusds.jose.jwk.ECKey;

/** A private signing key and the fragment of its DID URL. Stays inside this room. */
record IssuerKey(String fragment, ECKey jwk) {
  @Override
  public String toString() {
    return "IssuerKey[" + fragment + "]";
  }
}
