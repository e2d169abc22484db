package org.onenet.journeys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A wire to a server of the stack's, at an address of its own, which can be cut and mended. */
final class Wire implements AutoCloseable {
  private final URI server;
  private final int port;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private ServerSocket door;

  private Wire(URI server) throws IOException {
    this.server = server;
    this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.port = door.getLocalPort();
    answer(door);
  }

  static Wire to(String server) throws IOException {
    return new Wire(URI.create(server));
  }

  /** Where the server is by this wire. */
  String address() {
    return "http://localhost:" + port;
  }

  /** Nobody comes through any more, and who is talking is cut off. */
  void cut() throws IOException {
    door.close();
    for (Socket socket : open) socket.close();
    open.clear();
  }

  void mend() throws IOException {
    door = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
    answer(door);
  }

  @Override
  public void close() {
    try {
      cut();
    } catch (IOException e) {
      throw new UncheckedIOException("a wire cannot be cut", e);
    }
  }

  private void answer(ServerSocket at) {
    Thread.ofVirtual()
        .start(
            () -> {
              while (!at.isClosed()) {
                try {
                  Socket caller = at.accept();
                  Socket callee = new Socket(server.getHost(), server.getPort());
                  open.add(caller);
                  open.add(callee);
                  carry(caller, callee);
                  carry(callee, caller);
                } catch (IOException e) {
                  // cut, or the server is away: the caller notices
                }
              }
            });
  }

  private void carry(Socket from, Socket to) {
    Thread.ofVirtual()
        .start(
            () -> {
              try (from;
                  to) {
                from.getInputStream().transferTo(to.getOutputStream());
              } catch (IOException e) {
                // one end has gone, so the other goes too
              }
              open.remove(from);
              open.remove(to);
            });
  }
}
