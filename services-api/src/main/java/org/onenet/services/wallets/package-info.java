/**
 * Certificates in their holders' wallets, by OpenID4VCI 1.0: an offer is redeemed once, a wallet
 * proves its keys and is given a copy for each, or waits for a decision; the holder sees where each
 * certificate is and can end it there.
 */
package org.onenet.services.wallets;
