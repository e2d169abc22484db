package org.onenet.identity.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Keycloak, unpacked and built once, never written to again: each data folder has a home of its own
 * that points here. It is made beside its place and moved there when whole, so an interrupted start
 * leaves nothing half done.
 */
record Installation(Path folder) {
  /**
   * Options that Keycloak fixes at its build; they name the folder, so that a changed list is a new
   * installation.
   */
  private static final List<String> BUILD_OPTIONS =
      List.of(
          "--db=postgres",
          "--health-enabled=false",
          "--metrics-enabled=false",
          "--features-disabled=impersonation,device-flow,ciba,docker,kerberos,twitter-broker,instagram-broker");

  private static final long BUILD_MINUTES = 5;

  static Installation in(Path installs, Path distribution, Consumer<String> progress)
      throws IOException, InterruptedException {
    String name = distribution.getFileName().toString().replaceFirst("\\.zip$", "");
    String build = Integer.toHexString((BUILD_OPTIONS + "|" + Files.size(distribution)).hashCode());
    Path place = installs.resolve(name + "-" + build);
    if (Files.isDirectory(place)) {
      return new Installation(place);
    }
    Files.createDirectories(installs);
    try (FileChannel channel =
            FileChannel.open(
                installs.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      if (lock.isValid() && !Files.isDirectory(place)) {
        Path half = installs.resolve(".half-" + place.getFileName());
        delete(half);
        progress.accept("unpacking Keycloak (once)");
        unzip(distribution, half);
        progress.accept("building Keycloak (once, about half a minute)");
        build(half);
        Files.move(half, place, StandardCopyOption.ATOMIC_MOVE);
      }
    }
    return new Installation(place);
  }

  private static void build(Path home) throws IOException, InterruptedException {
    Path log = home.resolve("build.log");
    List<String> command =
        KeycloakCommand.java(home, 512, Stream.concat(Stream.of("build"), BUILD_OPTIONS.stream()));
    Process process =
        KeycloakCommand.process(command)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      if (!process.waitFor(BUILD_MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
        throw new KeycloakFailed("Keycloak's build failed", log);
      }
    } finally {
      process.destroyForcibly();
    }
  }

  private static void unzip(Path zip, Path target) throws IOException {
    try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        int top = entry.getName().indexOf('/');
        Path file = target.resolve(entry.getName().substring(top + 1)).normalize();
        if (!file.startsWith(target)) {
          throw new IOException(zip + " holds a path outside of itself: " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(file);
        } else {
          Files.createDirectories(file.getParent());
          copy(in, file);
        }
      }
    }
  }

  private static void copy(InputStream in, Path file) throws IOException {
    Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
  }

  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      all.sorted(Comparator.reverseOrder())
          .forEach(
              path -> {
                try {
                  Files.delete(path);
                } catch (IOException stuck) {
                  throw new UncheckedIOException(stuck);
                }
              });
    }
  }
}
