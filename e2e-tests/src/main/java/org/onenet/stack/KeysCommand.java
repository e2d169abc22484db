package org.onenet.stack;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code ./onenet keys}: the issuers' signing keys of a running stack. */
@Command(
    name = "keys",
    description = "The departments' signing keys.",
    mixinStandardHelpOptions = true)
final class KeysCommand {
  @Command(
      name = "rotate",
      description =
          "Give a department a new signing key; what the old one signed still verifies."
              + " Uses the demonstration account admin.",
      mixinStandardHelpOptions = true,
      showDefaultValues = true)
  int rotate(
      @Parameters(paramLabel = "DEPARTMENT", description = "for example public-security")
          String department,
      @Option(names = "--api", defaultValue = "http://localhost:8081", paramLabel = "URL")
          String api,
      @Option(
              names = "--issuer",
              defaultValue = "http://localhost:8180/realms/onenet",
              paramLabel = "URL")
          String issuer) {
    ApiCaller.Answer answer =
        ApiCaller.as("admin", api, issuer).post("/departments/" + department + "/keys", Map.of());
    if (answer.status() != 201) {
      throw new StackFailure("The key was not rotated: " + answer.text());
    }
    JsonNode key = answer.json();
    System.out.println(
        "New signing key "
            + key.get("kid").asString()
            + ", in use from "
            + key.get("from").asString());
    return 0;
  }
}
