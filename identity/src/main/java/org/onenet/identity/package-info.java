/**
 * Who is asking. Everything about Keycloak lives in this room: the realm, its start, the login of
 * the portal, and the one translation of claims into a {@link org.onenet.identity.Caller}. Nothing
 * outside mentions Keycloak or Nimbus' OpenID Connect types.
 */
package org.onenet.identity;
