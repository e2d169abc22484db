package org.onenet.contracts;

import java.time.Instant;

/**
 * A batch that stands in the registry under its Merkle root.
 *
 * @param leafCount how many digests stand under it
 * @param anchoredAt time of the block that has it
 */
public record AnchoredBatch(long leafCount, Instant anchoredAt) {}
