package org.onenet.identity.login;

/** The identity server as the login sees it. */
interface IdentityServer {
  Tokens renew(Tokens held);
}
