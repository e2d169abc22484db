package org.onenet.contracts;

/**
 * A batch that was registered by its Merkle root, as a block tells it, whoever sent it.
 *
 * @param root 64 lower-case hexadecimal digits
 * @param transaction its hash with 0x
 */
public record SeenBatch(String root, long block, String transaction) {}
