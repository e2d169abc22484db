package org.onenet.contracts;

import java.io.IOException;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.onenet.contracts.wrapper.CredentialRegistryContract;
import org.onenet.credentials.Did;
import org.onenet.credentials.Digest;
import org.onenet.credentials.RegistrationReceipt;
import org.web3j.abi.EventEncoder;
import org.web3j.protocol.core.DefaultBlockParameter;
import org.web3j.protocol.core.DefaultBlockParameterName;
import org.web3j.protocol.core.methods.request.EthFilter;
import org.web3j.protocol.core.methods.response.Log;

/**
 * What a worker needs to write to the registry with one department's account. It keeps no state:
 * the worker takes a nonce, signs, stores the signed transaction, broadcasts it, and asks for the
 * receipt; after a crash it broadcasts the stored one again. Only the first signature asks the node
 * (for its chain id), and none when the chain id is given.
 *
 * <p>Every method that asks the node throws {@link ChainUnreachable}, except {@link #broadcast}.
 */
public final class RegistrySender {
  /** Digests in one transaction: some way below the 16,777,216 gas of EIP-7825. */
  public static final int MAX_BATCH = 600;

  // Measured 24,600 a digest at 500 (RegistryBenchmark); what is not used is not paid for.
  private static final long GAS_PER_DIGEST = 26_000;
  private static final long GAS_PER_CALL = 80_000;
  // a path of twenty hashes is checked before the state changes
  private static final long GAS_PER_LEAF = 150_000;
  // the first key of a department takes two new words
  private static final long GAS_PER_KEY = 120_000;

  private final Rpc rpc;
  private final String contract;
  private final CredentialRegistryContract registry;
  private final DepartmentAccount account;
  private volatile Signing signing;

  public RegistrySender(String rpcUrl, String contract, DepartmentAccount account) {
    this.rpc = new Rpc(rpcUrl, Duration.ofSeconds(10));
    this.contract = contract;
    this.registry = rpc.registry(contract);
    this.account = account;
  }

  public RegistrySender(String rpcUrl, String contract, DepartmentAccount account, long chainId) {
    this(rpcUrl, contract, account);
    this.signing = new Signing(account.credentials(), chainId);
  }

  /**
   * Signs the registration of digests; those registered before are passed over on chain.
   *
   * @throws IllegalArgumentException when there is none, or more than {@link #MAX_BATCH}
   */
  public SignedTransaction register(
      String credentialType, List<Digest> digests, long nonce, Fees fees) {
    if (digests.isEmpty() || digests.size() > MAX_BATCH) {
      throw new IllegalArgumentException(
          "a batch has 1 to " + MAX_BATCH + " digests, not " + digests.size());
    }
    List<byte[]> words = digests.stream().map(Digest::bytes).toList();
    String data = registry.registerBatch(Rpc.keccak(credentialType), words).encodeFunctionCall();
    return sign(data, nonce, GAS_PER_CALL + GAS_PER_DIGEST * digests.size(), fees);
  }

  /**
   * Signs the registration of a batch by its Merkle root; the same again is passed over on chain.
   *
   * @param leafCount how many digests stand under the root
   */
  public SignedTransaction anchor(
      String credentialType, String root, int leafCount, long nonce, Fees fees) {
    String data =
        registry
            .anchorBatch(
                Rpc.keccak(credentialType),
                HexFormat.of().parseHex(root),
                BigInteger.valueOf(leafCount))
            .encodeFunctionCall();
    return sign(data, nonce, GAS_PER_CALL, fees);
  }

  /** As {@link #revoke(Digest, int, long, Fees)}, for a digest of a batch. */
  public SignedTransaction revoke(
      RegistrationReceipt place, int reasonCode, long nonce, Fees fees) {
    var call =
        registry.revokeLeaf(place.digest().bytes(), Calls.leaf(place), Calls.code(reasonCode));
    return sign(call.encodeFunctionCall(), nonce, GAS_PER_LEAF, fees);
  }

  /** As {@link #suspend(Digest, int, long, Fees)}, for a digest of a batch. */
  public SignedTransaction suspend(
      RegistrationReceipt place, int reasonCode, long nonce, Fees fees) {
    var call =
        registry.suspendLeaf(place.digest().bytes(), Calls.leaf(place), Calls.code(reasonCode));
    return sign(call.encodeFunctionCall(), nonce, GAS_PER_LEAF, fees);
  }

  /** As {@link #reinstate(Digest, int, long, Fees)}, for a digest of a batch. */
  public SignedTransaction reinstate(
      RegistrationReceipt place, int reasonCode, long nonce, Fees fees) {
    var call =
        registry.reinstateLeaf(place.digest().bytes(), Calls.leaf(place), Calls.code(reasonCode));
    return sign(call.encodeFunctionCall(), nonce, GAS_PER_LEAF, fees);
  }

  /**
   * Signs that a key signs for every credential type in which this account stands for its
   * department; refused on chain when it is not accredited for the type named.
   *
   * @param thumbprint the key's SHA-256 JWK thumbprint, in base64url (RFC 7638)
   */
  public SignedTransaction accreditKey(
      String anyType,
      String thumbprint,
      Instant from,
      Optional<Instant> until,
      long nonce,
      Fees fees) {
    return accreditKey(anyType, true, thumbprint, from, until, nonce, fees);
  }

  /** The same for one credential type alone. */
  public SignedTransaction accreditKeyForType(
      String credentialType,
      String thumbprint,
      Instant from,
      Optional<Instant> until,
      long nonce,
      Fees fees) {
    return accreditKey(credentialType, false, thumbprint, from, until, nonce, fees);
  }

  private SignedTransaction accreditKey(
      String type,
      boolean everyType,
      String thumbprint,
      Instant from,
      Optional<Instant> until,
      long nonce,
      Fees fees) {
    String data =
        registry
            .accreditKey(
                Rpc.keccak(type),
                everyType,
                Calls.thumbprint(thumbprint),
                Calls.seconds(from),
                Calls.end(until))
            .encodeFunctionCall();
    return sign(data, nonce, GAS_PER_KEY, fees);
  }

  /**
   * Signs that a key is stolen from that second on; refused on chain when it lies ahead, or is not
   * earlier than what was reported.
   */
  public SignedTransaction reportKeyStolen(
      Did issuer, String anyType, String thumbprint, Instant since, long nonce, Fees fees) {
    String data =
        registry
            .reportKeyStolen(
                Rpc.keccak(issuer.value()),
                Rpc.keccak(anyType),
                Calls.thumbprint(thumbprint),
                Calls.seconds(since))
            .encodeFunctionCall();
    return sign(data, nonce, GAS_PER_KEY, fees);
  }

  /** Signs a revocation: final; refused on chain when the digest is not ours or is revoked. */
  public SignedTransaction revoke(Digest digest, int reasonCode, long nonce, Fees fees) {
    return sign(
        registry.revoke(digest.bytes(), Calls.code(reasonCode)).encodeFunctionCall(),
        nonce,
        GAS_PER_CALL,
        fees);
  }

  /** Signs a suspension; refused on chain when the digest is not ours or not in force. */
  public SignedTransaction suspend(Digest digest, int reasonCode, long nonce, Fees fees) {
    return sign(
        registry.suspend(digest.bytes(), Calls.code(reasonCode)).encodeFunctionCall(),
        nonce,
        GAS_PER_CALL,
        fees);
  }

  /** Signs a reinstatement; refused on chain when the digest is not ours or not suspended. */
  public SignedTransaction reinstate(Digest digest, int reasonCode, long nonce, Fees fees) {
    return sign(
        registry.reinstate(digest.bytes(), Calls.code(reasonCode)).encodeFunctionCall(),
        nonce,
        GAS_PER_CALL,
        fees);
  }

  /** Sends a signed transaction; sending the same again does no harm. */
  public BroadcastResult broadcast(SignedTransaction transaction) {
    try {
      var answer = rpc.web3j.ethSendRawTransaction(transaction.raw()).send();
      return answer.hasError()
          ? refusal(transaction, answer.getError().getMessage())
          : new BroadcastResult.Accepted(transaction.hash());
    } catch (IOException | RuntimeException e) {
      return new BroadcastResult.Unreachable(String.valueOf(e.getMessage()));
    }
  }

  /** Nodes differ in their words for the same refusal (anvil, Besu, Geth). */
  private static BroadcastResult refusal(SignedTransaction transaction, String message) {
    String words = message.toLowerCase(Locale.ROOT);
    if (words.contains("already known")
        || words.contains("already imported")
        || words.contains("known transaction")) {
      return new BroadcastResult.AlreadyKnown(transaction.hash());
    }
    if (words.contains("nonce too low")) {
      return new BroadcastResult.NonceTooLow(message);
    }
    if (words.contains("underpriced")
        || words.contains("less than block base fee")
        || words.contains("below configured minimum")) {
      return new BroadcastResult.Underpriced(message);
    }
    return new BroadcastResult.Refused(message);
  }

  /** Empty while the transaction is not mined, and again when its block was reorganised away. */
  public Optional<TransactionReceipt> receipt(String hash) {
    return rpc.receipt(hash);
  }

  /** The first nonce that no mined transaction of this account has used. */
  public long nextNonce() {
    return rpc.nonce(account.address(), DefaultBlockParameterName.LATEST);
  }

  public Head head() {
    return rpc.head();
  }

  /** The hash of a block by its number: another one than remembered means a reorganisation. */
  public Optional<String> blockHash(long block) {
    return block(block).map(Head::hash);
  }

  /** A block by its number. */
  public Optional<Head> block(long number) {
    return rpc.block(number);
  }

  /**
   * What this account has registered digest by digest, as the blocks themselves tell it.
   *
   * @param from the first block asked about
   * @param to the last; nodes answer about a few thousand at once
   */
  public List<SeenRegistration> registrations(long from, long to) {
    EthFilter filter = events(from, to);
    filter.addSingleTopic(
        EventEncoder.encode(CredentialRegistryContract.CREDENTIALREGISTRYREGISTERED_EVENT));
    filter.addNullTopic();
    filter.addSingleTopic(ownTopic());
    return seen(filter)
        .map(
            log ->
                new SeenRegistration(
                    new Digest(topic(log, 1)),
                    log.getBlockNumber().longValueExact(),
                    log.getTransactionHash()))
        .toList();
  }

  /** The same of what it has registered in batches. */
  public List<SeenBatch> batches(long from, long to) {
    EthFilter filter = events(from, to);
    filter.addSingleTopic(
        EventEncoder.encode(CredentialRegistryContract.CREDENTIALREGISTRYBATCHANCHORED_EVENT));
    filter.addSingleTopic(ownTopic());
    return seen(filter)
        .map(
            log ->
                new SeenBatch(
                    topic(log, 3), log.getBlockNumber().longValueExact(), log.getTransactionHash()))
        .toList();
  }

  private EthFilter events(long from, long to) {
    return new EthFilter(
        DefaultBlockParameter.valueOf(BigInteger.valueOf(from)),
        DefaultBlockParameter.valueOf(BigInteger.valueOf(to)),
        contract);
  }

  private String ownTopic() {
    return "0x" + "0".repeat(24) + account.address().substring(2);
  }

  private Stream<Log> seen(EthFilter filter) {
    return rpc.ask(rpc.web3j.ethGetLogs(filter)).getLogs().stream().map(found -> (Log) found.get());
  }

  private static String topic(Log log, int place) {
    return log.getTopics().get(place).substring(2).toLowerCase(Locale.ROOT);
  }

  /** The batch that this account registered by this root, in the newest block. */
  public Optional<AnchoredBatch> batch(String root) {
    return Optional.of(rpc.call(registry.batch(account.address(), HexFormat.of().parseHex(root))))
        .filter(found -> found.anchoredAt.signum() > 0)
        .map(
            found ->
                new AnchoredBatch(
                    found.leafCount.longValueExact(),
                    Instant.ofEpochSecond(found.anchoredAt.longValueExact())));
  }

  public Fees suggestedFees() {
    return rpc.suggestedFees();
  }

  public long chainId() {
    return signing().chainId();
  }

  public String address() {
    return account.address();
  }

  private SignedTransaction sign(String data, long nonce, long gasLimit, Fees fees) {
    return signing().sign(contract, data, nonce, gasLimit, fees);
  }

  private Signing signing() {
    if (signing == null) {
      signing = new Signing(account.credentials(), rpc.chainId());
    }
    return signing;
  }
}
