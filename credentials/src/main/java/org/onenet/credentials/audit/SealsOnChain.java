package org.onenet.credentials.audit;

import org.onenet.credentials.Registry;

/**
 * Where seals are registered.
 *
 * @param account under which they must be, 0x and 40 lower-case hex digits
 */
public record SealsOnChain(Registry registry, String account) {}
