package org.onenet.contracts;

/** What became of a mined transaction; {@code succeeded} is false when the contract refused it. */
public record TransactionReceipt(
    String hash, long block, String blockHash, boolean succeeded, long gasUsed) {}
