package org.onenet.contracts.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.onenet.contracts.BroadcastResult;
import org.onenet.contracts.DepartmentAccounts;
import org.onenet.contracts.DepartmentAccreditation;
import org.onenet.contracts.Deployment;
import org.onenet.contracts.Devnet;
import org.onenet.contracts.DevnetOptions;
import org.onenet.contracts.RegistrySender;
import org.onenet.contracts.SignedTransaction;
import org.onenet.contracts.TransactionReceipt;
import org.onenet.credentials.Did;
import org.onenet.credentials.Digest;
import org.onenet.credentials.MerkleTree;
import tools.jackson.databind.json.JsonMapper;

/**
 * Registers digests on a fresh devnet and prints one line of JSON: gas per digest from real
 * receipts, digests per second from the first signature to the last receipt at one block a second,
 * whole batches in both modes, and a million leaves hashed and proved. First argument: the folder
 * {@code contracts}, where it is not the working directory.
 */
public final class RegistryBenchmark {
  private static final String TYPE = "ResidenceCertificate";
  private static final int BATCHES = 20;

  private RegistryBenchmark() {}

  public static void main(String[] arguments) throws IOException {
    Path module = Path.of(arguments.length > 0 ? arguments[0] : "");
    Path folder = Files.createTempDirectory("registry-benchmark");
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    try (Devnet devnet = Devnet.start(new DevnetOptions(Devnet.binary(module), folder, port))) {
      System.out.println(JsonMapper.builder().build().writeValueAsString(measure(devnet, folder)));
    }
  }

  private static Map<String, Object> measure(Devnet devnet, Path keys) {
    String url = devnet.rpcUrl();
    var account = DepartmentAccounts.open(keys, "benchmark").account("department");
    var deployed = Deployment.deploy(url, keys, "benchmark");
    var department =
        new DepartmentAccreditation(new Did("did:web:localhost"), account.address(), List.of(TYPE));
    Deployment.accredit(url, deployed.contract(), keys, "benchmark", List.of(department));
    RegistrySender sender = new RegistrySender(url, deployed.contract(), account);

    Map<String, Object> gas = new LinkedHashMap<>();
    for (int size : new int[] {1, 100, 500}) {
      SignedTransaction sent = send(sender, sender.nextNonce(), digests("gas " + size, size));
      gas.put(String.valueOf(size), await(sender, sent).gasUsed() / size);
    }
    long nonce = sender.nextNonce();
    long start = System.nanoTime();
    List<SignedTransaction> sent = new ArrayList<>();
    for (int batch = 0; batch < BATCHES; batch++) {
      sent.add(send(sender, nonce + batch, digests("rate " + batch, 500)));
    }
    sent.forEach(transaction -> await(sender, transaction));
    double seconds = seconds(start);

    Map<String, Object> batches = new LinkedHashMap<>();
    for (int size : new int[] {1, 1_000, 100_000}) {
      List<Digest> some = digests("batch " + size, size);
      batches.put(
          String.valueOf(size), Map.of("digests", one(sender, some), "root", root(sender, some)));
    }
    Map<String, Object> measured = new LinkedHashMap<>();
    measured.put("batches", batches);
    measured.put("million", million());
    measured.put("gasPerDigest", gas);
    measured.put("digests", BATCHES * 500);
    measured.put("digestsPerSecond", Math.round(BATCHES * 500 / seconds));
    return measured;
  }

  /** Digest by digest, in as many transactions as it takes, one behind the other in the pool. */
  private static Measured one(RegistrySender sender, List<Digest> digests) {
    long nonce = sender.nextNonce();
    long start = System.nanoTime();
    List<SignedTransaction> sent = new ArrayList<>();
    for (int from = 0; from < digests.size(); from += RegistrySender.MAX_BATCH) {
      int to = Math.min(digests.size(), from + RegistrySender.MAX_BATCH);
      sent.add(send(sender, nonce + sent.size(), digests.subList(from, to)));
    }
    long gas = sent.stream().mapToLong(transaction -> await(sender, transaction).gasUsed()).sum();
    return new Measured(gas, seconds(start), sent.size());
  }

  /** By one root, the tree's making included. */
  private static Measured root(RegistrySender sender, List<Digest> digests) {
    long start = System.nanoTime();
    MerkleTree tree = MerkleTree.of(digests);
    SignedTransaction signed =
        sender.anchor(
            TYPE, tree.root(), tree.leafCount(), sender.nextNonce(), sender.suggestedFees());
    long gas = await(sender, broadcast(sender, signed)).gasUsed();
    return new Measured(gas, seconds(start), 1);
  }

  /**
   * @param seconds from the first signature to the last receipt; a block comes each second
   */
  private record Measured(long gas, double seconds, int transactions) {}

  /** A million leaves on this one thread: the tree, and each leaf's path. */
  private static Map<String, Object> million() {
    List<Digest> digests = digests("leaf", 1_000_000);
    long start = System.nanoTime();
    MerkleTree tree = MerkleTree.of(digests);
    double hashed = seconds(start);
    start = System.nanoTime();
    long hashes = 0;
    for (int leaf = 0; leaf < tree.leafCount(); leaf++) hashes += tree.path(leaf).size();
    double proved = seconds(start);
    for (int leaf = 0; leaf < tree.leafCount(); leaf += 9_973) {
      if (!MerkleTree.includes(
          tree.root(), tree.leafCount(), leaf, digests.get(leaf), tree.path(leaf))) {
        throw new IllegalStateException("leaf " + leaf + " does not lead to the root");
      }
    }
    return Map.of("secondsHashed", hashed, "secondsProved", proved, "pathHashes", hashes);
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private static List<Digest> digests(String name, int count) {
    return IntStream.range(0, count).mapToObj(i -> Digest.ofCompact(name + " " + i)).toList();
  }

  private static SignedTransaction send(RegistrySender sender, long nonce, List<Digest> digests) {
    SignedTransaction signed = sender.register(TYPE, digests, nonce, sender.suggestedFees());
    return broadcast(sender, signed);
  }

  private static SignedTransaction broadcast(RegistrySender sender, SignedTransaction signed) {
    BroadcastResult result = sender.broadcast(signed);
    if (!(result instanceof BroadcastResult.Accepted)) {
      throw new IllegalStateException("not accepted: " + result);
    }
    return signed;
  }

  private static TransactionReceipt await(RegistrySender sender, SignedTransaction sent) {
    while (true) {
      var receipt = sender.receipt(sent.hash());
      if (receipt.isPresent()) {
        if (!receipt.get().succeeded()) {
          throw new IllegalStateException("refused: " + sent.hash());
        }
        return receipt.get();
      }
      LockSupport.parkNanos(50_000_000);
    }
  }
}
