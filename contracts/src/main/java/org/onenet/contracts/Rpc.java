package org.onenet.contracts;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okhttp3.OkHttpClient;
import org.onenet.contracts.wrapper.CredentialRegistryContract;
import org.web3j.abi.datatypes.Type;
import org.web3j.crypto.Hash;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.BatchRequest;
import org.web3j.protocol.core.DefaultBlockParameter;
import org.web3j.protocol.core.DefaultBlockParameterName;
import org.web3j.protocol.core.RemoteFunctionCall;
import org.web3j.protocol.core.Request;
import org.web3j.protocol.core.Response;
import org.web3j.protocol.core.methods.request.Transaction;
import org.web3j.protocol.core.methods.response.EthBlock;
import org.web3j.protocol.core.methods.response.EthCall;
import org.web3j.protocol.http.HttpService;
import org.web3j.tx.ReadonlyTransactionManager;
import org.web3j.tx.gas.StaticGasProvider;

/**
 * The door to a node: each question has one deadline, and no answer is {@link ChainUnreachable}.
 */
final class Rpc {
  private static final String NOBODY = "0x0000000000000000000000000000000000000000";

  final Web3j web3j;
  private final String url;

  Rpc(String url, Duration timeout) {
    this.url = url;
    this.web3j =
        Web3j.build(new HttpService(url, new OkHttpClient.Builder().callTimeout(timeout).build()));
  }

  <R extends Response<?>> R ask(Request<?, R> question) {
    try {
      R answer = question.send();
      if (answer.hasError()) {
        throw new ChainUnreachable(
            question.getMethod() + " at " + url + ": " + answer.getError().getMessage(), null);
      }
      return answer;
    } catch (IOException | RuntimeException e) {
      if (e instanceof ChainUnreachable known) {
        throw known;
      }
      throw new ChainUnreachable(
          "no answer to " + question.getMethod() + " from " + url + ": " + e.getMessage(), e);
    }
  }

  /** What the contract answers. Web3j declares plain Exception; without code it answers nothing. */
  <T> T call(RemoteFunctionCall<T> question) {
    T answer;
    try {
      answer = question.send();
    } catch (Exception e) {
      throw new ChainUnreachable("no answer to a call from " + url + ": " + e.getMessage(), e);
    }
    if (answer == null) throw new ChainUnreachable("no registry is deployed at " + url, null);
    return answer;
  }

  /** What the contract answers to each call, all sent as one JSON-RPC batch. */
  <T extends Type<?>> List<T> callTogether(
      String contract, List<RemoteFunctionCall<T>> calls, Class<T> type) {
    BatchRequest batch = web3j.newBatch();
    for (RemoteFunctionCall<T> call : calls) {
      batch.add(
          web3j.ethCall(
              Transaction.createEthCallTransaction(NOBODY, contract, call.encodeFunctionCall()),
              DefaultBlockParameterName.LATEST));
    }
    List<? extends Response<?>> answers;
    try {
      answers = batch.send().getResponses();
    } catch (IOException | RuntimeException e) {
      throw new ChainUnreachable("no answer to a batch from " + url + ": " + e.getMessage(), e);
    }
    Map<Long, Response<?>> byId = new HashMap<>();
    answers.forEach(answer -> byId.put(answer.getId(), answer));
    List<T> found = new ArrayList<>(calls.size());
    for (int i = 0; i < calls.size(); i++) {
      Response<?> answer = byId.get(batch.getRequests().get(i).getId());
      if (!(answer instanceof EthCall one) || one.hasError()) {
        throw new ChainUnreachable("a call in a batch had no answer from " + url, null);
      }
      List<Type> decoded = calls.get(i).decodeFunctionResponse(one.getValue());
      if (decoded.isEmpty()) throw new ChainUnreachable("no registry is deployed at " + url, null);
      found.add(type.cast(decoded.getFirst()));
    }
    return found;
  }

  /** For reading, and for encoding calls: it cannot send. */
  CredentialRegistryContract registry(String contract) {
    return CredentialRegistryContract.load(
        contract,
        web3j,
        new ReadonlyTransactionManager(web3j, NOBODY),
        new StaticGasProvider(BigInteger.ZERO, BigInteger.ZERO));
  }

  long chainId() {
    return ask(web3j.ethChainId()).getChainId().longValueExact();
  }

  String code(String address) {
    return ask(web3j.ethGetCode(address, DefaultBlockParameterName.LATEST)).getCode();
  }

  long nonce(String address, DefaultBlockParameterName at) {
    return ask(web3j.ethGetTransactionCount(address, at)).getTransactionCount().longValueExact();
  }

  BigInteger gasPrice() {
    return ask(web3j.ethGasPrice()).getGasPrice();
  }

  BigInteger balance(String address) {
    return ask(web3j.ethGetBalance(address, DefaultBlockParameterName.LATEST)).getBalance();
  }

  Head head() {
    return head(latest());
  }

  private static Head head(EthBlock.Block block) {
    return new Head(
        block.getNumber().longValueExact(),
        block.getHash(),
        Instant.ofEpochSecond(block.getTimestamp().longValueExact()));
  }

  Optional<Head> block(long number) {
    var at = DefaultBlockParameter.valueOf(BigInteger.valueOf(number));
    return Optional.ofNullable(ask(web3j.ethGetBlockByNumber(at, false)).getBlock()).map(Rpc::head);
  }

  Optional<TransactionReceipt> receipt(String hash) {
    return ask(web3j.ethGetTransactionReceipt(hash))
        .getTransactionReceipt()
        .map(
            r ->
                new TransactionReceipt(
                    r.getTransactionHash(),
                    r.getBlockNumber().longValueExact(),
                    r.getBlockHash(),
                    r.isStatusOK(),
                    r.getGasUsed().longValueExact()));
  }

  /** Twice the base fee covers six full blocks; a network whose gas is free is offered nothing. */
  Fees suggestedFees() {
    String base = latest().getBaseFeePerGasRaw();
    BigInteger price = gasPrice();
    if (base == null) {
      return new Fees.Legacy(price);
    }
    BigInteger baseFee = new BigInteger(base.substring(2), 16);
    BigInteger tip = price.subtract(baseFee).max(BigInteger.ZERO);
    return new Fees.Dynamic(baseFee.shiftLeft(1).add(tip), tip);
  }

  private EthBlock.Block latest() {
    return ask(web3j.ethGetBlockByNumber(DefaultBlockParameterName.LATEST, false)).getBlock();
  }

  static byte[] keccak(String text) {
    return Hash.sha3(text.getBytes(StandardCharsets.UTF_8));
  }
}
