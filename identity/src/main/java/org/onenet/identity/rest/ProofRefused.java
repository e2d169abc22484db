package org.onenet.identity.rest;

import java.io.Serial;

/** A DPoP proof is missing, or is not one of this request by this key. To the wire: 401 or 400. */
public final class ProofRefused extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  ProofRefused(String why, Throwable cause) {
    super(why, cause);
  }
}
