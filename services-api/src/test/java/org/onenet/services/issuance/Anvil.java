package org.onenet.services.issuance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.onenet.contracts.Devnet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A real anvil that mines when it is told to. Unlike {@link Devnet} it keeps its history, because
 * only so can blocks be taken back.
 */
final class Anvil implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Path folder;
  private final int port;
  private Process process;
  private String mark;

  private Anvil(Path folder, int port) {
    this.folder = folder;
    this.port = port;
  }

  /** Mines at once what is sent to it, until {@link #stopMining()}. */
  static Anvil start(Path folder) {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Files.createDirectories(folder);
      Anvil anvil = new Anvil(folder, free.getLocalPort());
      free.close();
      anvil.start();
      return anvil;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** At the same address again, with its blocks but with an empty pool. */
  void start() {
    List<String> command = new ArrayList<>();
    // It ends with this process, however that ends: the shell reads our pipe until it closes.
    command.addAll(List.of("sh", "-c", "\"$@\" & cat >/dev/null; kill $!; wait", "anvil"));
    command.addAll(List.of(Devnet.binary(Path.of("../contracts")).toString()));
    command.addAll(List.of("--host", "127.0.0.1", "--port", String.valueOf(port)));
    command.addAll(List.of("--block-base-fee-per-gas", "0", "--gas-price", "0"));
    command.addAll(List.of("--disable-min-priority-fee", "--gas-limit", "300000000"));
    command.addAll(List.of("--state", state().toString()));
    Path log = folder.resolve("anvil.log");
    try {
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      Instant end = Instant.now().plusSeconds(20);
      while (!answers()) {
        if (Instant.now().isAfter(end)) throw new IllegalStateException(Files.readString(log));
        LockSupport.parkNanos(20_000_000);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void stop() {
    mark = null;
    try {
      process.getOutputStream().close();
      if (!process.waitFor(15, TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException("anvil does not end", e);
    }
  }

  /** While it is stopped: the next start has a fresh chain. */
  void forget() {
    try {
      Files.delete(state());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    stop();
  }

  private Path state() {
    return folder.resolve("state.json");
  }

  private boolean answers() {
    try {
      send("eth_chainId");
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  String rpcUrl() {
    return "http://127.0.0.1:" + port;
  }

  /** Remembers the chain as it is, for {@link #backToMark()}; a restart forgets it. */
  void mark() {
    mark = ask("evm_snapshot").asString();
  }

  /** The chain as it was when it was marked, with an empty pool; false when there is no mark. */
  boolean backToMark() {
    if (mark == null) return false;
    ask("anvil_dropAllTransactions");
    boolean back = ask("evm_revert", mark).asBoolean();
    mark = null;
    return back;
  }

  void stopMining() {
    ask("evm_setAutomine", false);
  }

  void mineAtOnce() {
    ask("evm_setAutomine", true);
  }

  void mine(int blocks) {
    for (int i = 0; i < blocks; i++) ask("evm_mine");
  }

  void drop(String hash) {
    ask("anvil_dropTransaction", hash);
  }

  /** Of the next block; after an empty one it falls by an eighth. */
  void baseFee(long wei) {
    ask("anvil_setNextBlockBaseFeePerGas", hex(wei));
  }

  void fund(String address) {
    ask("anvil_setBalance", address, "0x3635c9adc5dea00000");
  }

  void setNonce(String address, long nonce) {
    ask("anvil_setNonce", address, hex(nonce));
  }

  long nonce(String address) {
    return number(ask("eth_getTransactionCount", address, "latest"));
  }

  /** Takes so many blocks back and puts as many others there, the first with these transactions. */
  void reorganise(int blocks, String... raw) {
    ask("anvil_reorg", blocks, Arrays.stream(raw).map(bytes -> List.of(bytes, 0)).toList());
  }

  long block() {
    return number(ask("eth_blockNumber"));
  }

  boolean inPool(String hash) {
    JsonNode found = ask("eth_getTransactionByHash", hash);
    return !found.isNull() && found.get("blockHash").isNull();
  }

  /** What a transaction offers per unit of gas, in wei. */
  long fee(String hash) {
    return number(ask("eth_getTransactionByHash", hash).get("maxFeePerGas"));
  }

  /** The digests of the events of that name on the chain as it is now, in their order. */
  List<String> digests(String contract, String event) {
    String signature =
        event.equals("Registered") ? "(bytes32,address)" : "(bytes32,address,uint16)";
    return topics(contract, event + signature, 1);
  }

  /** The roots of the batches on the chain as it is now, in their order. */
  List<String> roots(String contract) {
    return topics(contract, "BatchAnchored(address,bytes32,bytes32,uint32)", 3);
  }

  private List<String> topics(String contract, String event, int place) {
    String text = "CredentialRegistry" + event;
    String topic =
        ask("web3_sha3", "0x" + java.util.HexFormat.of().formatHex(text.getBytes())).asString();
    JsonNode logs =
        ask(
            "eth_getLogs",
            Map.of("fromBlock", "0x0", "address", contract, "topics", List.of(topic)));
    List<String> found = new ArrayList<>();
    logs.forEach(log -> found.add(log.get("topics").get(place).asString().substring(2)));
    return Collections.unmodifiableList(found);
  }

  private JsonNode ask(String method, Object... arguments) {
    try {
      return send(method, arguments);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JsonNode send(String method, Object... arguments) throws IOException {
    String body =
        JSON.writeValueAsString(
            Map.of("jsonrpc", "2.0", "id", 1, "method", method, "params", List.of(arguments)));
    HttpRequest question =
        HttpRequest.newBuilder(URI.create(rpcUrl()))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      JsonNode answer =
          JSON.readTree(HTTP.send(question, HttpResponse.BodyHandlers.ofString()).body());
      if (answer.has("error")) throw new AssertionError(method + ": " + answer.get("error"));
      return answer.get("result");
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String hex(long number) {
    return "0x" + Long.toHexString(number);
  }

  private static long number(JsonNode hex) {
    return Long.parseLong(hex.asString().substring(2), 16);
  }
}
