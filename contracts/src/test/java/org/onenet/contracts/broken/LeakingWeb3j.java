package org.onenet.contracts.broken;

import org.web3j.protocol.Web3j;

/** Deliberately wrong: shows that the architecture test bites. */
public final class LeakingWeb3j {
  public Web3j web3j() {
    return null;
  }
}
