package org.onenet.credentials.cli;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.onenet.credentials.Inspection;
import org.onenet.credentials.MalformedCredential;
import org.onenet.credentials.SigningKey;
import org.onenet.credentials.Verdict;

/**
 * {@code java -cp … org.onenet.credentials.cli.Main COMMAND …}, without a server. Exit codes: 0
 * valid or done, 1 invalid, 2 could not check, 64 wrong usage or a file that cannot be read.
 */
public final class Main {
  static final int VALID = 0;
  static final int INVALID = 1;
  static final int COULD_NOT_CHECK = 2;

  /** EX_USAGE of BSD's sysexits.h. */
  static final int USAGE = 64;

  private static final String HELP =
      """
      key --kid DID_URL                     a new private key, as a JWK
      issue --key FILE --type T --claims FILE.json [--sd-jwt [--holder-key FILE]]
            [--status LIST#PLACE] [--valid-until TIME]
                                            sign a vc+jwt, or an SD-JWT VC
      verify FILE [--bundle FILE] [--trust FILE] [--receipt FILE]
                                            a verdict on a text, or on the PDF that carries one:
                                            0 valid, 1 invalid, 2 could not check
      inspect FILE                          header, claims, disclosures; no verdict

      --key is a private JWK whose kid is a DID URL, --trust the city's did.json or one public JWK,
      --bundle what /trust-bundle of a city gives, --receipt says where in a batch it is registered.""";

  private final PrintStream out;
  private final PrintStream err;
  private final Clock clock;

  Main(PrintStream out, PrintStream err, Clock clock) {
    this.out = out;
    this.err = err;
    this.clock = clock;
  }

  public static void main(String[] words) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    int code = COULD_NOT_CHECK;
    try {
      code = new Main(out, err, Clock.systemUTC()).run(List.of(words));
    } catch (RuntimeException broken) {
      broken.printStackTrace(err); // and it is not called invalid because of it
    }
    System.exit(code);
  }

  int run(List<String> words) {
    try {
      if (words.isEmpty()) throw new UsageError("a command is missing");
      List<String> rest = words.subList(1, words.size());
      return switch (words.getFirst()) {
        case "key" -> key(rest);
        case "issue" -> new IssueCommand(out, err, clock).run(rest);
        case "verify" -> new VerifyCommand(out, clock).run(rest);
        case "inspect" -> inspect(rest);
        case "help", "--help", "-h" -> {
          out.println(HELP);
          yield VALID;
        }
        default -> throw new UsageError("there is no command " + words.getFirst());
      };
    } catch (UsageError e) {
      err.println(e.getMessage());
      err.println();
      err.println(HELP);
      return USAGE;
    }
  }

  private int key(List<String> words) {
    Arguments asked = Arguments.of(words, Set.of("--kid"), Set.of());
    asked.none();
    try {
      out.println(SigningKey.fresh(asked.required("--kid")).privateJwk());
      return VALID;
    } catch (IllegalArgumentException e) {
      throw new UsageError("--kid " + asked.required("--kid") + ": " + e.getMessage());
    }
  }

  private int inspect(List<String> words) {
    String file = Arguments.of(words, Set.of(), Set.of()).only("FILE");
    try {
      out.println(Inspection.json(Inputs.text("FILE", file)));
      return VALID;
    } catch (MalformedCredential e) {
      err.println(file + ": " + e.getMessage());
      return INVALID;
    }
  }

  static int exitCode(Verdict.Outcome overall) {
    return switch (overall) {
      case VALID -> VALID;
      case INVALID -> INVALID;
      case COULD_NOT_CHECK, NOT_RUN -> COULD_NOT_CHECK;
    };
  }
}
