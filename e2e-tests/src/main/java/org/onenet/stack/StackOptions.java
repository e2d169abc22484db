package org.onenet.stack;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How one stack is to be started.
 *
 * @param repository the checkout that holds the built wars
 * @param data the one folder that holds all state
 * @param ports where the parts listen
 * @param demo whether the demonstration accounts and the made-up population are there
 * @param offline whether nothing may be fetched
 * @param requestsPerMinute what one address may ask of the API in a minute; 0 for no limit
 * @param jdbcUrl an own PostgreSQL instead of the embedded one
 * @param issuer an own OIDC issuer instead of the embedded Keycloak
 * @param rpcUrl an own EVM node instead of the devnet
 * @param contract the registry's address on that node
 */
public record StackOptions(
    Path repository,
    Path data,
    Ports ports,
    boolean demo,
    boolean offline,
    int requestsPerMinute,
    String jdbcUrl,
    String issuer,
    URI rpcUrl,
    String contract) {

  /** The embedded parts on free ports, with the demonstration accounts: what tests want. */
  public static StackOptions forTests(Path repository, Path data) {
    return new StackOptions(repository, data, Ports.free(), true, true, 0, null, null, null, null);
  }

  Optional<String> externalJdbcUrl() {
    return Optional.ofNullable(jdbcUrl);
  }

  Optional<String> externalIssuer() {
    return Optional.ofNullable(issuer);
  }

  Optional<URI> externalRpcUrl() {
    return Optional.ofNullable(rpcUrl);
  }

  /** The file or folder that the build put under {@code e2e-tests/target/stack}. */
  public Path product(String name) {
    return repository.resolve("e2e-tests/target/stack").resolve(name);
  }
}
