/** The realm {@code onenet} as files, and a real Keycloak to run it on this machine. */
package org.onenet.identity.server;
