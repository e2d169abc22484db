package org.onenet.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import org.onenet.stack.bench.Bench;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./onenet bench}: measures a stack of its own and prints the table the README shows. */
@Command(
    name = "bench",
    description = "Measure everything on a stack of its own, as ratios to peers in the same run.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
final class BenchCommand implements Callable<Integer> {
  @Option(names = "--offline", description = "fetch nothing: the launcher's build acts on it")
  private boolean offline;

  @Option(names = "--seconds", description = "how long each load runs")
  private int seconds = 20;

  @Option(
      names = "--only",
      split = ",",
      description = "some parts alone: ${COMPLETION-CANDIDATES}, with commas between")
  private Set<Bench.Part> only = EnumSet.allOf(Bench.Part.class);

  @Override
  public Integer call() {
    Path repository =
        Path.of(System.getProperty("onenet.repository", ".")).toAbsolutePath().normalize();
    try {
      Path data =
          Files.createTempDirectory(
              Files.createDirectories(repository.resolve("e2e-tests/target/data")), "bench-");
      System.out.print(
          new Bench(StackOptions.forTests(repository, data), java.time.Duration.ofSeconds(seconds))
              .run(only));
      return 0;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make the bench's data folder", e);
    }
  }
}
