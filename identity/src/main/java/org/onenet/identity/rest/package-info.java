/** Who sends a REST request, by the identity server's access tokens; for services-api. */
package org.onenet.identity.rest;
