package org.onenet.services.wallets;

import java.time.Instant;
import java.util.Optional;

/**
 * What an access token lets a wallet fetch: certificates of one holder, and with a redeemed offer
 * only that of one case.
 *
 * @param caseReference empty for any of the holder's (authorisation code)
 * @param client what the wallet calls itself
 * @param since when the right was given; empty when only the identity server knows
 */
public record WalletRight(
    String holder,
    Optional<String> caseReference,
    Optional<String> client,
    Optional<Instant> since) {}
