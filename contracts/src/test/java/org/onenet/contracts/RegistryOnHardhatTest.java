package org.onenet.contracts;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.web3j.protocol.core.Request;
import org.web3j.protocol.http.HttpService;

/** The same against Hardhat's node, another implementation of the EVM; here gas has a price. */
class RegistryOnHardhatTest extends RegistryTests {
  private Process node;
  private String rpcUrl;

  @Override
  String start() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    rpcUrl = "http://127.0.0.1:" + port;
    Path log = folder.resolve("hardhat.log");
    node =
        new ProcessBuilder(
                "node",
                "node_modules/hardhat/internal/cli/cli.js",
                "--config",
                "networks/hardhat.config.js",
                "node",
                "--hostname",
                "127.0.0.1",
                "--port",
                String.valueOf(port))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    Rpc rpc = new Rpc(rpcUrl, Duration.ofSeconds(2));
    Instant end = Instant.now().plusSeconds(60);
    while (node.isAlive() && Instant.now().isBefore(end)) {
      try {
        rpc.chainId();
        return rpcUrl;
      } catch (ChainUnreachable notYet) {
        LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
      }
    }
    throw new IllegalStateException("Hardhat's node did not start: " + Files.readString(log));
  }

  @Override
  String rpcUrl() {
    return rpcUrl;
  }

  @Override
  void fund(String account) {
    new Rpc(rpcUrl, Duration.ofSeconds(5))
        .ask(
            new Request<>(
                "hardhat_setBalance",
                List.of(account, "0x3635c9adc5dea00000"),
                new HttpService(rpcUrl),
                Devnet.AnyResponse.class));
  }

  @AfterEach
  void stop() throws InterruptedException {
    node.destroyForcibly().waitFor();
  }
}
