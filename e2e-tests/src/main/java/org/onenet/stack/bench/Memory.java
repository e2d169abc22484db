package org.onenet.stack.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Resident memory of processes, as Linux tells it. */
final class Memory {
  /** Of each generation of the serial collector; "committed" and class space stand elsewhere. */
  private static final Pattern USED = Pattern.compile("\\s+total \\d+K, used (\\d+)K");

  private Memory() {}

  /** Resident set of a process and of all its descendants, in MiB. */
  static long residentMiB(long pid) {
    ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
    return (own(pid) + process.descendants().mapToLong(child -> own(child.pid())).sum()) / 1024;
  }

  /** What a Java process still holds after a collection of its garbage, in KiB. */
  static long liveHeapKiB(long pid) {
    jcmd(pid, "GC.run");
    Matcher used = USED.matcher(jcmd(pid, "GC.heap_info"));
    long sum = 0;
    while (used.find()) sum += Long.parseLong(used.group(1));
    if (sum == 0) throw new IllegalStateException("this JVM tells of its heap in other words");
    return sum;
  }

  private static String jcmd(long pid, String command) {
    try {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                  String.valueOf(pid),
                  command)
              .redirectErrorStream(true)
              .start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) throw new IllegalStateException("jcmd: " + said);
      return said;
    } catch (IOException e) {
      throw new UncheckedIOException("jcmd cannot be run", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the bench was interrupted", e);
    }
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
