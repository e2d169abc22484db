package org.onenet.contracts;

import org.onenet.credentials.Digest;

/**
 * A registration as a block tells it, whoever sent it.
 *
 * @param transaction its hash with 0x
 */
public record SeenRegistration(Digest digest, long block, String transaction) {}
