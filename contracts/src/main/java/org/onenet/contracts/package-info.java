/**
 * The registry on chain: deployed, accredited, written to by a department's account, read by a
 * verifier. Web3j's types end here. Calls are plain Ethereum JSON-RPC, so that the devnet and a
 * permissioned network are the same to all others.
 */
package org.onenet.contracts;
