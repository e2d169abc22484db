package org.onenet.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The processes of one data folder, noted in a file, so that those a killed launcher left behind
 * are ended before the next start instead of holding its ports and its database.
 */
final class Children {
  private final Path file;

  Children(Path dataFolder) {
    this.file = dataFolder.resolve("processes");
  }

  /** Notes a process with its start time: a number alone may since be somebody else's. */
  synchronized void note(ProcessHandle process) {
    String line = process.pid() + " " + startOf(process) + System.lineSeparator();
    try {
      Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  /** Ends what an earlier launcher left running, and forgets it. Returns how many there were. */
  int endLeftovers() {
    if (!Files.exists(file)) return 0;
    try {
      List<ProcessHandle> leftovers =
          Files.readAllLines(file).stream()
              .map(line -> line.split(" "))
              .filter(words -> words.length == 2)
              .flatMap(
                  words ->
                      ProcessHandle.of(Long.parseLong(words[0])).stream()
                          .filter(found -> startOf(found) == Long.parseLong(words[1])))
              .toList();
      leftovers.forEach(Children::end);
      Files.delete(file);
      return leftovers.size();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** Asks a process to end and waits; after fifteen seconds it is killed. */
  static void end(ProcessHandle process) {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    try {
      process.onExit().get(15, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static long startOf(ProcessHandle process) {
    return process.info().startInstant().map(java.time.Instant::toEpochMilli).orElse(0L);
  }
}
