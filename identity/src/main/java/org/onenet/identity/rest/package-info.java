/** The caller of a REST request, for services-api. */
package org.onenet.identity.rest;
