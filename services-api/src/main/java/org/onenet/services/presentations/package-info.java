/**
 * Certificates shown from wallets, by OpenID4VP 1.0: a registered verifier, or the city for an
 * application, asks for no more than its purpose allows; a wallet answers once; what it showed is
 * judged, told to who asked and forgotten.
 */
package org.onenet.services.presentations;
