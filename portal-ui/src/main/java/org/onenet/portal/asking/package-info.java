/** A registered verifier asks wallets for certificates and reads what is shown. */
package org.onenet.portal.asking;
