package org.onenet.identity.server;

import java.nio.file.Path;
import java.util.Objects;

/**
 * How to start Keycloak.
 *
 * @param distribution {@code keycloak-quarkus-dist-26.7.3.zip}
 * @param installs folder for unpacked distributions; may be shared by any number of data folders
 * @param data folder of this realm's own: log, import file, the bootstrap administrator's password
 * @param port HTTP port on 127.0.0.1
 * @param publicUrl the address people know it by, without a slash at its end: that of a proxy with
 *     TLS before it, or {@link #here}
 * @param database where Keycloak keeps everything; the schema must exist
 * @param portalUrl the portal's base address without a slash at its end: redirects go nowhere else
 * @param portalSecret secret of the client portal-ui
 * @param servicesSecret secret of the client services-api
 * @param demo whether the realm gets the demonstration's accounts and the client onenet-cli; counts
 *     at first start only
 * @param heapMiB the JVM's largest heap
 */
public record KeycloakOptions(
    Path distribution,
    Path installs,
    Path data,
    int port,
    String publicUrl,
    Database database,
    String portalUrl,
    String portalSecret,
    String servicesSecret,
    boolean demo,
    int heapMiB) {

  /**
   * A PostgreSQL database by JDBC. {@code schema} is usually {@code public} in a database of
   * Keycloak's own.
   */
  public record Database(String jdbcUrl, String user, String password, String schema) {
    @Override
    public String toString() {
      return "Database[" + jdbcUrl + " as " + user + ", schema " + schema + "]";
    }
  }

  /** What a demonstration on one machine needs; the heap was measured, see README. */
  public static final int USUAL_HEAP_MIB = 384;

  public KeycloakOptions {
    Objects.requireNonNull(distribution, "distribution");
    Objects.requireNonNull(database, "database");
    installs = installs.toAbsolutePath().normalize();
    data = data.toAbsolutePath().normalize();
    if (publicUrl.endsWith("/")) {
      throw new IllegalArgumentException("publicUrl ends with a slash: " + publicUrl);
    }
    if (portalUrl.endsWith("/")) {
      throw new IllegalArgumentException("portalUrl ends with a slash: " + portalUrl);
    }
    if (portalSecret.isBlank() || servicesSecret.isBlank()) {
      throw new IllegalArgumentException("a client secret is empty");
    }
  }

  /** Its address on this machine. */
  public static String here(int port) {
    return "http://localhost:" + port;
  }

  /** Without the secrets. */
  @Override
  public String toString() {
    return "KeycloakOptions[port "
        + port
        + ", "
        + database
        + ", data "
        + data
        + (demo ? ", demo]" : "]");
  }
}
