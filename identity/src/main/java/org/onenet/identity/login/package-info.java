/**
 * The portal's login: OpenID Connect's code flow with PKCE as a Jakarta Security mechanism that
 * guards {@code /app/*} and answers {@code /sign-in}, {@code /callback} and {@code /logout}. Pages
 * inject {@link org.onenet.identity.login.SignedInUser}; no other page of the portal opens a
 * session.
 */
package org.onenet.identity.login;
