package org.onenet.stack;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.onenet.contracts.OnChainRegistry;
import org.onenet.credentials.audit.AuditCheck;
import org.onenet.credentials.audit.AuditReport;
import org.onenet.credentials.audit.AuditSeal;
import org.onenet.credentials.audit.EntryProof;
import org.onenet.credentials.audit.MalformedExport;
import org.onenet.credentials.audit.SealsOnChain;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code ./onenet audit}: whether the audit log is as it was written. */
@Command(
    name = "audit",
    description = "The audit log, which nobody can rewrite unseen.",
    mixinStandardHelpOptions = true)
final class AuditCommand {
  private static final int HOLDS = 0;
  private static final int BROKEN = 1;
  private static final int COULD_NOT_CHECK = 2;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** How a proof begins; what comes before may be spaces. */
  private static final Pattern PROOF = Pattern.compile("\\s*\\{\\s*\"proof\"");

  private static final int BEGINNING = 200;

  /** Where the person at the terminal stands; the launcher goes into the checkout. */
  private final Path here = Path.of(System.getProperty("onenet.caller", ""));

  @Command(
      name = "verify",
      description = {
        "Check every row and every seal of a running stack's audit log, or of an export and the"
            + " chain alone; names the first row that was changed, removed, added or reordered.",
        "Or check the proof of a single entry, as an auditor or the person it is about downloads"
            + " it, against the chain alone.",
        "Exit codes: 0 all holds, 1 something is wrong, 2 could not check all of it, 64 wrong usage"
            + " or file.",
        "An export: GET /audit/export with an auditor's token. For the chain give --rpc, --contract"
            + " and --account, from a source that you trust: an export proves nothing by itself."
      },
      mixinStandardHelpOptions = true,
      showDefaultValues = true,
      exitCodeOnInvalidInput = VerifyCommand.USAGE,
      exitCodeOnExecutionException = COULD_NOT_CHECK)
  int verify(
      @Parameters(
              paramLabel = "FILE",
              arity = "0..1",
              description =
                  "an export, or an entry's proof; without it, a running stack as the account sun")
          Path file,
      @Option(names = "--rpc", paramLabel = "URL", description = "a node of the chain") String rpc,
      @Option(names = "--contract", paramLabel = "ADDRESS", description = "the registry there")
          String contract,
      @Option(
              names = "--account",
              paramLabel = "ADDRESS",
              description = "under which the city registers its seals")
          String account,
      @Option(names = "--api", defaultValue = "http://localhost:8081", paramLabel = "URL")
          String api,
      @Option(
              names = "--issuer",
              defaultValue = "http://localhost:8180/realms/onenet",
              paramLabel = "URL")
          String issuer) {
    boolean all = rpc != null && contract != null && account != null;
    if (!all && (rpc != null || contract != null || account != null)) {
      System.err.println("--rpc, --contract and --account go together.");
      return VerifyCommand.USAGE;
    }
    Optional<SealsOnChain> chain =
        all ? Optional.of(chain(rpc, contract, account)) : Optional.empty();
    try {
      if (file == null) return running(api, issuer, chain);
      Path given = here.resolve(file);
      return told(
          proof(given)
              .map(proof -> proof.check(chain, Clock.systemUTC()))
              .orElseGet(() -> AuditCheck.check(lines(given), chain, Clock.systemUTC())));
    } catch (MalformedExport | UncheckedIOException e) {
      System.err.println("The file cannot be read: " + e.getMessage());
      return VerifyCommand.USAGE;
    }
  }

  /** Empty when the file is an export. */
  private static Optional<EntryProof> proof(Path file) {
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      char[] beginning = new char[BEGINNING];
      int read = reader.read(beginning);
      boolean export = read < 0 || !PROOF.matcher(new String(beginning, 0, read)).lookingAt();
      return export ? Optional.empty() : Optional.of(EntryProof.parse(Files.readString(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(file + (Files.exists(file) ? "" : " does not exist"), e);
    }
  }

  private static int running(String api, String issuer, Optional<SealsOnChain> given) {
    Path file = null;
    try {
      file = Files.createTempFile("onenet-audit-", ".ndjson");
      ApiCaller.as("sun", api, issuer).download("/audit/export", file);
      SealsOnChain chain = given.orElseGet(() -> ofTheStack(api));
      return told(AuditCheck.check(lines(file), Optional.of(chain), Clock.systemUTC()));
    } catch (IOException e) {
      throw new StackFailure("The export could not be kept: " + e.getMessage(), e);
    } finally {
      if (file != null) file.toFile().delete();
    }
  }

  /** Where a running stack says its registry is, and under which account its seals are. */
  private static SealsOnChain ofTheStack(String api) {
    ApiCaller stranger = ApiCaller.stranger(api);
    JsonNode registry = stranger.get("/registry").expect(200).json();
    return RootAuthority.departments(api).stream()
        .filter(department -> department.credentialTypes().contains(AuditSeal.TYPE))
        .findFirst()
        .map(
            department ->
                chain(
                    registry.get("rpcUrl").asString(),
                    registry.get("contract").asString(),
                    department.account()))
        .orElseThrow(() -> new StackFailure(api + " does not say who registers its seals."));
  }

  private static SealsOnChain chain(String rpc, String contract, String account) {
    return new SealsOnChain(
        new OnChainRegistry(rpc, contract, PATIENCE), account.toLowerCase(java.util.Locale.ROOT));
  }

  private static Supplier<Stream<String>> lines(Path file) {
    return () -> {
      try {
        return Files.lines(file);
      } catch (IOException e) {
        throw new UncheckedIOException(file + (Files.exists(file) ? "" : " does not exist"), e);
      }
    };
  }

  private static int told(AuditReport report) {
    System.out.printf(
        "%d rows in %d streams; %d seals over %d rows, %d of them on chain.%n",
        report.entries(), report.streams(), report.seals(), report.sealed(), report.onChain());
    report.notes().forEach(note -> System.out.println("Note: " + note));
    report.open().forEach(open -> System.out.println("Could not check: " + open));
    report
        .findings()
        .forEach(finding -> System.out.println(finding.kind() + ": " + finding.sentence()));
    if (!report.findings().isEmpty()) return BROKEN;
    if (!report.open().isEmpty()) return COULD_NOT_CHECK;
    System.out.println("All of it holds.");
    return HOLDS;
  }
}
