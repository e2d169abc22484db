package org.onenet.contracts;

import java.math.BigInteger;

/** What a transaction offers per unit of gas, in wei. Zero is right on a network without fees. */
public sealed interface Fees {
  /** For a chain with a base fee (EIP-1559). */
  record Dynamic(BigInteger maxFeePerGas, BigInteger maxPriorityFeePerGas) implements Fees {}

  /** For a chain without. */
  record Legacy(BigInteger gasPrice) implements Fees {}

  /** Enough to replace a transaction of these fees in the pool: a quarter more, and one wei. */
  default Fees raised() {
    return switch (this) {
      case Dynamic d -> new Dynamic(more(d.maxFeePerGas), more(d.maxPriorityFeePerGas));
      case Legacy l -> new Legacy(more(l.gasPrice));
    };
  }

  private static BigInteger more(BigInteger wei) {
    return wei.add(wei.shiftRight(2)).add(BigInteger.ONE);
  }
}
