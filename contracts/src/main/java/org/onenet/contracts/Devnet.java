package org.onenet.contracts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.web3j.protocol.core.Request;
import org.web3j.protocol.http.HttpService;

/**
 * A development chain: one anvil process on 127.0.0.1 with a block each second and gas for free, as
 * on a permissioned network. Its state survives {@link #close()} and a new start in the same data
 * folder. It ends with this process, also when this process is killed: a small shell watches a
 * pipe.
 */
public final class Devnet implements AutoCloseable {
  private static final String STATE = "state.json";
  // Ends anvil when our end of its input closes. Background jobs of a shell read /dev/null, so the
  // watcher gets the input as descriptor 3.
  private static final String WATCHED =
      "exec 3<&0; \"$@\" </dev/null 3<&- & a=$!; (cat <&3 >/dev/null; kill -TERM $a 2>/dev/null) & "
          + "w=$!; exec 3<&-; wait $a; r=$?; kill $w 2>/dev/null; exit $r";

  private final Process process;
  private final String rpcUrl;
  private final Path binary;
  private final Thread hook = new Thread(this::stop, "devnet-stop");

  private Devnet(Process process, String rpcUrl, Path binary) {
    this.process = process;
    this.rpcUrl = rpcUrl;
    this.binary = binary;
  }

  /**
   * Starts anvil and waits until it answers.
   *
   * @throws IllegalStateException when it ends, or does not answer in time; the message has the log
   */
  public static Devnet start(DevnetOptions options) {
    try {
      Files.createDirectories(options.dataDir());
      Path log = options.dataDir().resolve("anvil.log");
      List<String> command = new ArrayList<>(List.of("sh", "-c", WATCHED, "devnet"));
      command.addAll(
          List.of(
              options.binary().toString(),
              "--host",
              "127.0.0.1",
              "--port",
              String.valueOf(options.port()),
              "--chain-id",
              String.valueOf(options.chainId()),
              "--block-time",
              "1",
              "--block-base-fee-per-gas",
              "0",
              "--gas-price",
              "0",
              "--disable-min-priority-fee",
              "--gas-limit",
              "300000000",
              "--state",
              options.dataDir().resolve(STATE).toString(),
              "--state-interval",
              String.valueOf(Math.max(1, options.stateInterval().toSeconds())),
              "--prune-history"));
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      Devnet devnet = new Devnet(process, "http://127.0.0.1:" + options.port(), options.binary());
      Runtime.getRuntime().addShutdownHook(devnet.hook);
      devnet.awaitAnswer(options, log);
      return devnet;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start the devnet", e);
    }
  }

  private void awaitAnswer(DevnetOptions options, Path log) throws IOException {
    Rpc rpc = new Rpc(rpcUrl, Duration.ofSeconds(2));
    Instant end = Instant.now().plus(options.startTimeout());
    while (process.isAlive() && Instant.now().isBefore(end)) {
      try {
        if (rpc.chainId() == options.chainId() && process.isAlive()) {
          return;
        }
      } catch (ChainUnreachable e) {
        // not yet
      }
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
    String said = Files.readString(log);
    close();
    throw new IllegalStateException(
        "the devnet did not start on "
            + rpcUrl
            + ": "
            + said.substring(Math.max(0, said.length() - 2_000)));
  }

  public String rpcUrl() {
    return rpcUrl;
  }

  /** Gives an account a thousand ether, for fees above zero. */
  public void fund(String address) {
    act("anvil_setBalance", address, "0x3635c9adc5dea00000");
  }

  /** Takes a transaction out of the pool, as a node under pressure does. */
  public void dropTransaction(String hash) {
    act("anvil_dropTransaction", hash);
  }

  /** Stops or resumes mining: with seconds 0 transactions stay in the pool. */
  public void blockEvery(int seconds) {
    act("evm_setIntervalMining", seconds);
  }

  private void act(String method, Object... arguments) {
    Rpc rpc = new Rpc(rpcUrl, Duration.ofSeconds(10));
    rpc.ask(new Request<>(method, List.of(arguments), new HttpService(rpcUrl), AnyResponse.class));
  }

  /** An answer whose content is of no interest. */
  static final class AnyResponse extends org.web3j.protocol.core.Response<Object> {}

  /** Ends it as {@code kill -9} does: what was not yet written to the state file is lost. */
  public void kill() {
    process
        .descendants()
        .filter(p -> p.info().command().map(c -> c.endsWith(name())).orElse(false))
        .forEach(ProcessHandle::destroyForcibly);
    await();
    forgetHook();
  }

  /** Ends it and waits until its state is written. */
  @Override
  public void close() {
    stop();
    forgetHook();
  }

  private void stop() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      // it is closed then
    }
    await();
  }

  private void await() {
    try {
      if (!process.waitFor(15, TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private void forgetHook() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // the machine is going down, and the hook with it
    }
  }

  private String name() {
    return binary.getFileName().toString();
  }

  /** Removes the state, so that the next start has a fresh chain. */
  public static void forget(Path dataDir) {
    try {
      Files.deleteIfExists(dataDir.resolve(STATE));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove the devnet's state", e);
    }
  }

  /**
   * Where anvil is: what npm brought into the module, or else on the path.
   *
   * @param contractsModuleDir the folder {@code contracts} of the repository
   * @throws IllegalStateException when there is none, saying what to do
   */
  public static Path binary(Path contractsModuleDir) {
    Path brought =
        contractsModuleDir.resolve("node_modules/@foundry-rs/anvil-linux-amd64/bin/anvil");
    if (Files.isExecutable(brought)) {
      return brought.toAbsolutePath();
    }
    String path = System.getenv().getOrDefault("PATH", "");
    for (String folder : path.split(java.io.File.pathSeparator)) {
      Path found = Path.of(folder, "anvil");
      if (Files.isExecutable(found)) {
        return found;
      }
    }
    throw new IllegalStateException(
        "no anvil in "
            + brought.getParent()
            + " nor on the path: build contracts, or install Foundry");
  }
}
