package org.onenet.services.issuance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A Java process of ours that is told and answers by the line; it ends when we do. */
final class ChildProcess {
  private final Process process;
  private final BufferedReader answers;
  private final Path log;

  private ChildProcess(Process process, Path log) {
    this.process = process;
    this.answers = process.inputReader(StandardCharsets.UTF_8);
    this.log = log;
  }

  static ChildProcess start(Class<?> main, Path log, List<String> arguments) {
    // Short lives: what costs time at the start and pays back late is off.
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    command.addAll(arguments);
    try {
      return new ChildProcess(new ProcessBuilder(command).redirectError(log.toFile()).start(), log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void say(String line) {
    try {
      process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until it has said all of this, in any order. */
  void await(Collection<String> all) {
    Set<String> left = new HashSet<>(all);
    try {
      while (!left.isEmpty()) {
        String line = answers.readLine();
        if (line == null) {
          throw new AssertionError("it ended without " + left + ":\n" + Files.readString(log));
        }
        left.remove(line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code kill -9}; returns its exit value. */
  int kill() {
    try {
      return process.destroyForcibly().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
