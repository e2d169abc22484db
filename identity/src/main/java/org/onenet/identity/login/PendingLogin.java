package org.onenet.identity.login;

import java.io.Serializable;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * A sign-in between leaving for the identity server and coming back.
 *
 * @param state ties the answer to this browser (RFC 6749, 10.12)
 * @param nonce ties the ID token to this sign-in (OpenID Connect Core, 3.1.2.1)
 * @param verifier the secret behind the code challenge (RFC 7636)
 * @param returnTo where the person wanted to go: a path of ours, see {@link ReturnTo}
 * @param addsPasskey whether the identity server shall also let the person add a passkey
 */
record PendingLogin(
    String state, String nonce, String verifier, String returnTo, boolean addsPasskey)
    implements Serializable {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int BYTES = 32;

  static PendingLogin to(String returnTo) {
    return new PendingLogin(random(), random(), random(), returnTo, false);
  }

  static PendingLogin toAddPasskey(String returnTo) {
    return new PendingLogin(random(), random(), random(), returnTo, true);
  }

  /** 256 random bits as 43 characters: also the length that a code verifier needs. */
  static String random() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Without the secrets. */
  @Override
  public String toString() {
    return "PendingLogin[to " + returnTo + "]";
  }
}
