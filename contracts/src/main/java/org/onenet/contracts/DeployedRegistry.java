package org.onenet.contracts;

/** Where the registry is; addresses are 0x and 40 lower-case hex digits. */
public record DeployedRegistry(long chainId, String contract, String rootAccount) {}
