package org.onenet.stack;

import java.nio.file.Path;
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

  @Command(
      name = "csr",
      description =
          "Print a certification request (PKCS#10) for a department's signing key, to send to a"
              + " certificate authority. Uses the demonstration account admin.",
      mixinStandardHelpOptions = true,
      showDefaultValues = true)
  int csr(
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
        ApiCaller.as("admin", api, issuer)
            .get("/departments/" + department + "/keys/request", "application/x-pem-file");
    if (answer.status() != 200) {
      throw new StackFailure("There is no request: " + answer.text());
    }
    System.out.print(answer.text());
    return 0;
  }

  @Command(
      name = "chain",
      description =
          "Put the chain that a certificate authority sent beside a department's signing key."
              + " Uses the demonstration account admin.",
      mixinStandardHelpOptions = true,
      showDefaultValues = true)
  int chain(
      @Parameters(paramLabel = "DEPARTMENT", description = "for example public-security")
          String department,
      @Parameters(
              paramLabel = "FILE",
              description = "PEM, the department's certificate first, each certified by the next")
          Path file,
      @Option(names = "--api", defaultValue = "http://localhost:8081", paramLabel = "URL")
          String api,
      @Option(
              names = "--issuer",
              defaultValue = "http://localhost:8180/realms/onenet",
              paramLabel = "URL")
          String issuer) {
    byte[] pem =
        CertificateFile.read(Path.of(System.getProperty("onenet.caller", "")).resolve(file))
            .bytes();
    ApiCaller.Answer answer =
        ApiCaller.as("admin", api, issuer)
            .send(
                "PUT",
                "/departments/" + department + "/keys/chain",
                pem,
                Map.of("Content-Type", "application/pem-certificate-chain"));
    if (answer.status() != 200) {
      throw new StackFailure("The chain was not taken: " + answer.text());
    }
    System.out.println("The key " + answer.json().get("kid").asString() + " has this chain now.");
    return 0;
  }
}
