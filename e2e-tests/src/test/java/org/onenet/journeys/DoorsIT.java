package org.onenet.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.onenet.stack.Ports;
import org.onenet.stack.Stack;

/** What of the running stack can be reached at all: its own ports on the loopback, no more. */
@Journey
final class DoorsIT {
  private static final String LISTENING = "0A";
  private static final Set<String> LOOPBACK =
      Set.of("0100007F", "00000000000000000000000001000000", "0000000000000000FFFF00000100007F");

  @Test
  void every_part_listens_on_its_port_of_the_loopback_and_nowhere_else(Stack stack)
      throws IOException {
    assumeTrue(Files.exists(Path.of("/proc/net/tcp")), "only Linux tells");
    Ports ports = stack.options().ports();
    Set<Integer> ours =
        Set.of(ports.portal(), ports.api(), ports.keycloak(), ports.database(), ports.devnet());
    Map<String, String> owners = new TreeMap<>();
    for (Map.Entry<String, Long> part : stack.processes().entrySet()) {
      ProcessHandle process = ProcessHandle.of(part.getValue()).orElseThrow();
      Stream.concat(Stream.of(process), process.descendants())
          .flatMap(one -> sockets(one.pid()).stream())
          .forEach(socket -> owners.put(socket, part.getKey()));
    }
    int seen = 0;
    for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
      for (String line : Files.readAllLines(Path.of(table))) {
        String[] words = line.strip().split("\\s+");
        String owner = owners.get("socket:[" + words[9] + "]");
        if (!LISTENING.equals(words[3]) || owner == null) continue;
        String[] local = words[1].split(":");
        int port = Integer.parseInt(local[1], 16);
        assertTrue(LOOPBACK.contains(local[0]), owner + ": " + port + " is open on " + local[0]);
        // Keycloak's transaction manager tells its processes apart by a socket of the loopback.
        boolean known = ours.contains(port) || owner.equals("Keycloak");
        assertTrue(known, owner + ": nobody asked for port " + port);
        seen++;
      }
    }
    assertTrue(seen >= 4, "the stack's own ports are among those found, not " + seen);
  }

  @Test
  void the_servers_tell_their_health_and_offer_no_administration(Stack stack) throws Exception {
    for (String door :
        List.of("/health", "/health/live", "/health/ready", "/metrics", "/openapi")) {
      assertEquals(200, status(stack.api() + door), door);
    }
    for (String server : List.of(stack.api(), stack.portal())) {
      for (String door :
          List.of("/management/domain", "/monitoring/domain", "/__asadmin/version")) {
        int status = status(server + door);
        assertTrue(status == 404 || status == 401, server + door + " answers " + status);
      }
    }
  }

  private static int status(String address) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(address)).build(),
            HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  private static Set<String> sockets(long pid) {
    Set<String> sockets = new TreeSet<>();
    try (Stream<Path> files = Files.list(Path.of("/proc", String.valueOf(pid), "fd"))) {
      for (Path file : files.toList()) {
        if (!Files.isSymbolicLink(file)) continue;
        String to = Files.readSymbolicLink(file).toString();
        if (to.startsWith("socket:")) sockets.add(to);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot see the files of process " + pid, e);
    }
    return sockets;
  }
}
