/** Keycloak's list of a department's staff, for services-api. */
package org.onenet.identity.staff;
