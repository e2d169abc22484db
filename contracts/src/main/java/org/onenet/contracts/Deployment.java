package org.onenet.contracts;

import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.onenet.contracts.wrapper.CredentialRegistryContract;
import org.onenet.credentials.Accreditation;
import org.onenet.credentials.Did;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.datatypes.Address;
import org.web3j.crypto.ContractUtils;
import org.web3j.crypto.Credentials;
import org.web3j.protocol.core.DefaultBlockParameterName;

/**
 * The root authority's acts: deploys the registry and accredits the departments. Both may be
 * repeated at every start. Run it from one process at a time: it takes its nonces from the chain.
 *
 * <p>All throw {@link ChainUnreachable}, {@link DeploymentFailed} and {@link KeyFileUnusable}.
 */
public final class Deployment {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long DEPLOY_GAS = 5_000_000;
  private static final long ACCREDIT_GAS = 200_000;
  private static final long TRANSFER_GAS = 21_000;
  // a full batch takes up to 13 million
  private static final BigInteger ENOUGH_GAS = BigInteger.valueOf(3_000_000_000L);
  // how many of the root authority's earlier transactions are searched for the one that deployed
  private static final long SEARCHED = 32;

  private Deployment() {}

  /**
   * Finds the root authority's registry, or deploys it. The first transaction of the root account
   * makes it, so that a chain that lost its state gets it back at the same address.
   *
   * @param keysDir folder of {@code root.json}, made when it is not there
   */
  public static DeployedRegistry deploy(String rpcUrl, Path keysDir, String password) {
    Rpc rpc = new Rpc(rpcUrl, Duration.ofSeconds(10));
    Credentials root = root(keysDir, password);
    long chainId = rpc.chainId();
    long nonce = rpc.nonce(root.getAddress(), DefaultBlockParameterName.LATEST);
    for (long used = 0; used < Math.min(nonce, SEARCHED); used++) {
      String address =
          ContractUtils.generateContractAddress(root.getAddress(), BigInteger.valueOf(used));
      if (!rpc.code(address).equals("0x")) {
        return deployed(chainId, address, root);
      }
    }
    String code =
        CredentialRegistryContract.BINARY
            + FunctionEncoder.encodeConstructor(List.of(new Address(root.getAddress())));
    send(rpc, new Signing(root, chainId), null, "0x" + code, nonce, DEPLOY_GAS);
    return deployed(
        chainId,
        ContractUtils.generateContractAddress(root.getAddress(), BigInteger.valueOf(nonce)),
        root);
  }

  /**
   * Makes the accreditations on chain agree with the list; those that agree already cost nothing,
   * and those not listed stay. An accreditation that was ended is begun again.
   */
  public static void accredit(
      String rpcUrl,
      String contract,
      Path keysDir,
      String password,
      List<DepartmentAccreditation> accreditations) {
    Rpc rpc = new Rpc(rpcUrl, Duration.ofSeconds(10));
    Signing root = new Signing(root(keysDir, password), rpc.chainId());
    OnChainRegistry registry = new OnChainRegistry(rpcUrl, contract, Duration.ofSeconds(10));
    CredentialRegistryContract encoder = rpc.registry(contract);
    for (DepartmentAccreditation wanted : accreditations) {
      for (String type : wanted.credentialTypes()) {
        String account = wanted.account().toLowerCase(Locale.ROOT);
        var expected = new Accreditation(account, wanted.from(), Optional.empty());
        if (registry.accreditation(wanted.did(), type).filter(expected::equals).isPresent()) {
          continue;
        }
        String call =
            encoder
                .accredit(
                    Rpc.keccak(wanted.did().value()),
                    Rpc.keccak(type),
                    account,
                    BigInteger.valueOf(wanted.from().getEpochSecond()),
                    BigInteger.ZERO)
                .encodeFunctionCall();
        long nonce = rpc.nonce(root.key().getAddress(), DefaultBlockParameterName.LATEST);
        send(rpc, root, contract, call, nonce, ACCREDIT_GAS);
      }
    }
  }

  /**
   * The root authority's word that a department's key is stolen, for when the department itself
   * cannot say so; see {@link RegistrySender#reportKeyStolen}.
   */
  public static void reportKeyStolen(
      String rpcUrl,
      String contract,
      Path keysDir,
      String password,
      Did issuer,
      String thumbprint,
      Instant since) {
    Rpc rpc = new Rpc(rpcUrl, Duration.ofSeconds(10));
    Signing root = new Signing(root(keysDir, password), rpc.chainId());
    String call =
        rpc.registry(contract)
            .reportKeyStolen(
                Rpc.keccak(issuer.value()),
                new byte[32],
                Calls.thumbprint(thumbprint),
                Calls.seconds(since))
            .encodeFunctionCall();
    long nonce = rpc.nonce(root.key().getAddress(), DefaultBlockParameterName.LATEST);
    send(rpc, root, contract, call, nonce, ACCREDIT_GAS);
  }

  /**
   * Gives accounts that have next to nothing enough for some hundred batches, out of the root
   * authority's; on a chain whose gas is free, nothing is needed and nothing done.
   */
  public static void fund(String rpcUrl, Path keysDir, String password, List<String> accounts) {
    Rpc rpc = new Rpc(rpcUrl, Duration.ofSeconds(10));
    Signing root = new Signing(root(keysDir, password), rpc.chainId());
    BigInteger price = rpc.gasPrice();
    BigInteger enough = price.multiply(ENOUGH_GAS);
    for (String account : accounts) {
      if (rpc.balance(account).compareTo(enough.shiftRight(1)) >= 0) {
        continue;
      }
      long nonce = rpc.nonce(root.key().getAddress(), DefaultBlockParameterName.LATEST);
      send(rpc, root, account, "0x", enough, nonce, TRANSFER_GAS);
    }
  }

  /** The root authority's address, for a chain where it needs funds first. */
  public static String rootAccount(Path keysDir, String password) {
    return root(keysDir, password).getAddress().toLowerCase(Locale.ROOT);
  }

  private static Credentials root(Path keysDir, String password) {
    return new KeyFiles(keysDir, password).key("root");
  }

  private static DeployedRegistry deployed(long chainId, String address, Credentials root) {
    return new DeployedRegistry(
        chainId, address.toLowerCase(Locale.ROOT), root.getAddress().toLowerCase(Locale.ROOT));
  }

  private static void send(
      Rpc rpc, Signing root, String to, String data, long nonce, long gasLimit) {
    send(rpc, root, to, data, BigInteger.ZERO, nonce, gasLimit);
  }

  private static void send(
      Rpc rpc, Signing root, String to, String data, BigInteger wei, long nonce, long gasLimit) {
    SignedTransaction signed = root.sign(to, data, wei, nonce, gasLimit, rpc.suggestedFees());
    rpc.ask(rpc.web3j.ethSendRawTransaction(signed.raw()));
    Instant end = Instant.now().plus(PATIENCE);
    while (Instant.now().isBefore(end)) {
      Optional<TransactionReceipt> receipt = rpc.receipt(signed.hash());
      if (receipt.isPresent()) {
        if (!receipt.get().succeeded()) {
          throw new DeploymentFailed("the chain refused transaction " + signed.hash());
        }
        return;
      }
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    }
    throw new DeploymentFailed("transaction " + signed.hash() + " was not mined in " + PATIENCE);
  }
}
