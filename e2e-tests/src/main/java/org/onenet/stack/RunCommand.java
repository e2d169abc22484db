package org.onenet.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./onenet run}: starts the whole stack, tells where it is, and ends it on Ctrl-C. */
@Command(
    name = "run",
    description = "Start everything, print the link and the demo accounts, end it on Ctrl-C.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
final class RunCommand implements Callable<Integer> {
  private static final int REQUESTS_PER_MINUTE = 1_200;
  private static final List<String> STATE =
      List.of(
          "postgres",
          "keycloak",
          "devnet",
          "keys",
          "run",
          "logs",
          "secrets.properties",
          "processes");

  @Option(names = "--data", paramLabel = "DIR", description = "the folder that holds all state")
  private Path data = Path.of(".onenet");

  @Option(names = "--reset", description = "empty that folder first")
  private boolean reset;

  @Option(names = "--offline", description = "fetch nothing: the launcher's build acts on it")
  private boolean offline;

  @Option(
      names = "--demo",
      negatable = true,
      fallbackValue = "true",
      description = "demonstration accounts and a made-up city")
  private boolean demo = true;

  @Option(names = "--portal-port", paramLabel = "PORT")
  private int portal = Ports.usual().portal();

  @Option(names = "--api-port", paramLabel = "PORT")
  private int api = Ports.usual().api();

  @Option(names = "--keycloak-port", paramLabel = "PORT")
  private int keycloak = Ports.usual().keycloak();

  @Option(names = "--database-port", paramLabel = "PORT")
  private int database = Ports.usual().database();

  @Option(names = "--devnet-port", paramLabel = "PORT")
  private int devnet = Ports.usual().devnet();

  @Override
  public Integer call() throws InterruptedException {
    Path folder = data.toAbsolutePath().normalize();
    StackOptions options =
        new StackOptions(
            Path.of(System.getProperty("onenet.repository", ".")).toAbsolutePath().normalize(),
            folder,
            new Ports(portal, api, keycloak, database, devnet),
            demo,
            REQUESTS_PER_MINUTE,
            System.getenv().entrySet().stream()
                .filter(variable -> variable.getKey().startsWith("ONENET_"))
                .filter(variable -> !variable.getValue().isBlank())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    try (FolderLock lock = FolderLock.take(folder)) {
      int ended = new Children(folder).endLeftovers();
      if (ended > 0)
        System.out.println("Ended " + ended + " processes an earlier run left behind.");
      if (reset) empty(folder);
      run(options);
    }
    return 0;
  }

  private static void run(StackOptions options) throws InterruptedException {
    CountDownLatch ended = new CountDownLatch(1);
    Stack stack = new Stack(options, System.out::println);
    Thread onInterrupt =
        new Thread(
            () -> {
              System.out.println("Ending OneNet; its state stays in " + options.data());
              stack.close();
              ended.countDown();
            },
            "end");
    Runtime.getRuntime().addShutdownHook(onInterrupt);
    try {
      stack.start();
    } catch (RuntimeException e) {
      Runtime.getRuntime().removeShutdownHook(onInterrupt);
      stack.close();
      throw e;
    }
    Welcome.print(stack, System.out);
    System.out.println("OneNet is ready");
    ended.await();
  }

  /** Removes what a stack keeps, and nothing else that may lie in the folder. */
  private static void empty(Path folder) {
    try {
      for (String name : STATE) {
        MicroServer.deleteTree(folder.resolve(name));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot empty " + folder, e);
    }
  }

  /** Keeps two launchers out of one data folder. */
  private record FolderLock(java.nio.channels.FileChannel channel) implements AutoCloseable {
    static FolderLock take(Path folder) {
      try {
        Files.createDirectories(folder);
        java.nio.channels.FileChannel channel =
            java.nio.channels.FileChannel.open(
                folder.resolve("lock"),
                java.nio.file.StandardOpenOption.CREATE,
                java.nio.file.StandardOpenOption.WRITE);
        if (channel.tryLock() == null) {
          channel.close();
          throw new StackFailure(
              "Another OneNet runs on the data folder "
                  + folder
                  + ": end it, or choose another folder with --data DIR.");
        }
        return new FolderLock(channel);
      } catch (IOException e) {
        throw new StackFailure("The data folder " + folder + " cannot be written.", e);
      }
    }

    @Override
    public void close() {
      try {
        channel.close();
      } catch (IOException e) {
        throw new UncheckedIOException("cannot release the data folder", e);
      }
    }
  }
}
