/**
 * The city's public services as data: each service definition is a versioned document, checked when
 * it is loaded. A case keeps the version it was submitted under.
 */
package org.onenet.services.catalogue;
