package org.onenet.contracts;

/**
 * A transaction signed but not sent. Keep it before it is sent: sent again it is the same
 * transaction, so that nothing happens twice.
 *
 * @param hash 0x and 64 hex digits, known before it is sent
 * @param raw the signed bytes as 0x hex
 */
public record SignedTransaction(String hash, String raw, long nonce, long gasLimit) {}
