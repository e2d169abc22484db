package org.onenet.stack.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Resident memory of processes, as Linux tells it. */
final class Memory {
  private Memory() {}

  /** Resident set of a process and of all its descendants, in MiB. */
  static long residentMiB(long pid) {
    ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
    return (own(pid) + process.descendants().mapToLong(child -> own(child.pid())).sum()) / 1024;
  }

  private static long own(long pid) {
    try {
      return Files.readAllLines(Path.of("/proc", String.valueOf(pid), "status")).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
          .sum();
    } catch (IOException e) {
      throw new UncheckedIOException("no such process: " + pid, e);
    }
  }
}
