package org.onenet.stack;

import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands behind the launcher {@code ./onenet}. */
@Command(
    name = "./onenet",
    description = "OneNet: every public service of a city in one place.",
    subcommands = {
      RunCommand.class,
      BenchCommand.class,
      KeysCommand.class,
      RegistryCommand.class,
      AuditCommand.class,
      VerifyCommand.class
    },
    mixinStandardHelpOptions = true)
public final class Onenet {
  private Onenet() {}

  /**
   * Exit codes: 0 done, 1 could not (one sentence on standard error), 2 wrong usage; {@code verify}
   * and {@code audit} have their own.
   */
  public static void main(String[] words) {
    // Libraries tell of their starts at INFO; the person at the terminal reads Stack's lines.
    Logger.getLogger("").setLevel(Level.WARNING);
    System.exit(commands().execute(words));
  }

  static CommandLine commands() {
    CommandLine commands = new CommandLine(new Onenet()).setCaseInsensitiveEnumValuesAllowed(true);
    commands.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          if (failure instanceof StackFailure) {
            System.err.println(failure.getMessage());
          } else {
            failure.printStackTrace();
          }
          return command.getCommandSpec().exitCodeOnExecutionException();
        });
    return commands;
  }
}
