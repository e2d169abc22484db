package org.onenet.identity.login;

import java.net.URI;
import java.util.Locale;
import java.util.Map;

/** The identity server as the login sees it: OpenID Connect without its library's types. */
interface IdentityServer {

  /**
   * Where the browser goes to sign in.
   *
   * @throws IdentityServerUnreachable when it does not answer now
   */
  URI signInAddress(PendingLogin pending, Locale language);

  /**
   * What the browser brought back, exchanged for tokens that were checked: issuer, audience,
   * expiry, nonce, signature.
   *
   * @param answer the callback's parameters
   * @throws LoginRefused when the identity server or a check says no
   * @throws IdentityServerUnreachable when it does not answer
   */
  Tokens redeem(Map<String, String> answer, PendingLogin pending);

  /**
   * Fresh tokens by the refresh token.
   *
   * @throws SessionEnded when the identity server's own session is over
   * @throws IdentityServerUnreachable when it does not answer
   */
  Tokens renew(Tokens held);

  /**
   * Where the browser goes to sign out there too.
   *
   * @throws IdentityServerUnreachable when it does not answer now
   */
  URI signOutAddress(String idToken, Locale language);
}
