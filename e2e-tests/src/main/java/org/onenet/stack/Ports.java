package org.onenet.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The five ports a stack listens on, all of them on the loopback address only.
 *
 * @param portal the portal's HTTP port
 * @param api the API's HTTP port
 * @param keycloak Keycloak's HTTP port
 * @param database PostgreSQL's port
 * @param devnet the devnet's JSON-RPC port
 */
public record Ports(int portal, int api, int keycloak, int database, int devnet) {

  /** The ports that the README names. */
  public static Ports usual() {
    return new Ports(8080, 8081, 8180, 5433, 8545);
  }

  /** Five ports that were free a moment ago: for tests, which run beside each other. */
  public static Ports free() {
    ServerSocket[] held = new ServerSocket[5];
    try {
      for (int i = 0; i < held.length; i++) {
        held[i] = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
      }
      return new Ports(
          held[0].getLocalPort(),
          held[1].getLocalPort(),
          held[2].getLocalPort(),
          held[3].getLocalPort(),
          held[4].getLocalPort());
    } catch (IOException e) {
      throw new StackFailure("No free port could be had on the loopback address.", e);
    } finally {
      for (ServerSocket socket : held) {
        closeQuietly(socket);
      }
    }
  }

  /**
   * Refuses before anything starts, naming every port that somebody else listens on.
   *
   * @throws StackFailure with the ports, whose they would be, and the option that changes each
   */
  void mustBeFree(StackOptions options) {
    Map<String, Integer> wanted = new LinkedHashMap<>();
    wanted.put("--portal-port", portal);
    wanted.put("--api-port", api);
    if (options.ownIssuer().isEmpty()) wanted.put("--keycloak-port", keycloak);
    if (options.needsDatabase()) wanted.put("--database-port", database);
    if (options.ownRpcUrl().isEmpty()) wanted.put("--devnet-port", devnet);
    StringBuilder taken = new StringBuilder();
    wanted.forEach(
        (option, port) -> {
          if (isTaken(port)) {
            taken.append(
                "Port %d is taken by another program: end it, or choose another with %s.%n"
                    .formatted(port, option));
          }
        });
    if (!taken.isEmpty()) {
      throw new StackFailure(taken.toString().strip());
    }
  }

  private static boolean isTaken(int port) {
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  private static void closeQuietly(ServerSocket socket) {
    if (socket == null) return;
    try {
      socket.close();
    } catch (IOException e) {
      throw new StackFailure("A probed port could not be given back.", e);
    }
  }
}
