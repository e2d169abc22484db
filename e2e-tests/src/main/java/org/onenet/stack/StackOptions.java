package org.onenet.stack;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.onenet.identity.server.KeycloakOptions;

/**
 * How one stack is to be started.
 *
 * @param repository the checkout that holds the built wars
 * @param data the one folder that holds all state
 * @param ports where the parts listen
 * @param demo whether the demonstration accounts and the made-up city are there
 * @param requestsPerMinute what one address may ask of the API in a minute; 0 for no limit
 * @param own settings of one's own by their environment variables ({@code ONENET_…}); they go to
 *     the wars as they are, and a part that they name instead of ours is not started
 */
public record StackOptions(
    Path repository,
    Path data,
    Ports ports,
    boolean demo,
    int requestsPerMinute,
    Map<String, String> own) {

  public StackOptions {
    own = Map.copyOf(own);
  }

  /** The embedded parts on free ports, the demonstration accounts, a small city: for tests. */
  public static StackOptions forTests(Path repository, Path data) {
    return new StackOptions(
        repository,
        data,
        Ports.free(),
        true,
        0,
        Map.of("ONENET_DEMO_PEOPLE", "2000", "ONENET_RETENTION_PAUSE_SECONDS", "2"));
  }

  /** The same beside it, with a demonstration city of that many people. */
  public StackOptions withPeople(int people, Path ownData) {
    Map<String, String> settings = new HashMap<>(own);
    settings.put("ONENET_DEMO_PEOPLE", String.valueOf(people));
    return new StackOptions(repository, ownData, Ports.free(), demo, requestsPerMinute, settings);
  }

  /** An own PostgreSQL instead of the embedded one. */
  Optional<String> ownJdbcUrl() {
    return Optional.ofNullable(own.get("ONENET_JDBC_URL"));
  }

  /** An own OIDC issuer instead of the embedded Keycloak. */
  Optional<String> ownIssuer() {
    return Optional.ofNullable(own.get("ONENET_OIDC_ISSUER"));
  }

  /** Where the embedded Keycloak is reached from outside: a proxy with TLS, or itself. */
  String identityUrl() {
    return own.getOrDefault("ONENET_IDENTITY_URL", KeycloakOptions.here(ports.keycloak()));
  }

  /** An own EVM node instead of the devnet. */
  Optional<URI> ownRpcUrl() {
    return Optional.ofNullable(own.get("ONENET_CHAIN_RPC_URL")).map(URI::create);
  }

  /** The registry's address on that node; without it the root authority deploys one. */
  Optional<String> ownContract() {
    return Optional.ofNullable(own.get("ONENET_CHAIN_CONTRACT"));
  }

  /** PostgreSQL holds Keycloak's state too: it is needed unless both are one's own. */
  boolean needsDatabase() {
    return ownJdbcUrl().isEmpty() || ownIssuer().isEmpty();
  }

  /** The file or folder that the build put under {@code e2e-tests/target/stack}. */
  public Path product(String name) {
    return repository.resolve("e2e-tests/target/stack").resolve(name);
  }
}
