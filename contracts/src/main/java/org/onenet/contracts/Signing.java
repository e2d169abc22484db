package org.onenet.contracts;

import java.math.BigInteger;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.Hash;
import org.web3j.crypto.RawTransaction;
import org.web3j.crypto.TransactionEncoder;
import org.web3j.utils.Numeric;

/** Transactions signed for one chain by one key, without asking anybody. */
record Signing(Credentials key, long chainId) {

  /**
   * @param to null makes a contract
   */
  SignedTransaction sign(String to, String data, long nonce, long gasLimit, Fees fees) {
    return sign(to, data, BigInteger.ZERO, nonce, gasLimit, fees);
  }

  /** The same with an amount of wei to go along. */
  SignedTransaction sign(
      String to, String data, BigInteger wei, long nonce, long gasLimit, Fees fees) {
    BigInteger number = BigInteger.valueOf(nonce);
    BigInteger limit = BigInteger.valueOf(gasLimit);
    RawTransaction transaction =
        switch (fees) {
          case Fees.Dynamic f ->
              RawTransaction.createTransaction(
                  chainId,
                  number,
                  limit,
                  to,
                  wei,
                  data,
                  f.maxPriorityFeePerGas(),
                  f.maxFeePerGas());
          case Fees.Legacy f ->
              RawTransaction.createTransaction(number, f.gasPrice(), limit, to, wei, data);
        };
    byte[] raw = TransactionEncoder.signMessage(transaction, chainId, key);
    return new SignedTransaction(
        Numeric.toHexString(Hash.sha3(raw)), Numeric.toHexString(raw), nonce, gasLimit);
  }
}
