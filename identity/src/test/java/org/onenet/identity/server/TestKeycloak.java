package org.onenet.identity.server;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The real Keycloak on a real PostgreSQL, both on free ports and in temporary folders. */
public final class TestKeycloak implements AutoCloseable {
  public static final String PORTAL_URL = "http://localhost:18080";
  public static final String PORTAL_SECRET = "portal-secret-of-a-test";
  public static final String SERVICES_SECRET = "services-secret-of-a-test";

  public final EmbeddedPostgres postgres;
  public final KeycloakOptions options;
  public final List<String> progress = new ArrayList<>();
  private EmbeddedKeycloak keycloak;

  private TestKeycloak(EmbeddedPostgres postgres, KeycloakOptions options) {
    this.postgres = postgres;
    this.options = options;
  }

  public static TestKeycloak start(boolean demo) throws InterruptedException {
    return start(demo, PORTAL_URL);
  }

  public static TestKeycloak start(boolean demo, String portalUrl) throws InterruptedException {
    try {
      Path data = Files.createTempDirectory("onenet-keycloak-");
      EmbeddedPostgres postgres =
          EmbeddedPostgres.builder().setServerConfig("listen_addresses", "127.0.0.1").start();
      int port = freePort();
      KeycloakOptions options =
          new KeycloakOptions(
              Path.of(System.getProperty("keycloak.distribution")),
              Path.of(System.getProperty("keycloak.installs")),
              data,
              port,
              KeycloakOptions.here(port),
              new KeycloakOptions.Database(
                  postgres.getJdbcUrl("postgres", "postgres"), "postgres", "postgres", "public"),
              portalUrl,
              PORTAL_SECRET,
              SERVICES_SECRET,
              demo,
              KeycloakOptions.USUAL_HEAP_MIB);
      TestKeycloak test = new TestKeycloak(postgres, options);
      boolean up = false;
      try {
        test.restart();
        up = true;
        return test;
      } finally {
        if (!up) {
          test.close();
        }
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  public EmbeddedKeycloak keycloak() {
    return keycloak;
  }

  public void restart() throws InterruptedException {
    keycloak = EmbeddedKeycloak.start(options, progress::add);
  }

  /** Changes settings of the running realm, as its administrator would. */
  public void setRealm(String json) throws IOException, InterruptedException {
    Http.sendJson("PUT", adminUrl(), json, adminToken());
  }

  /** Signs everybody out, as the realm's administrator would. */
  public void signEverybodyOut() throws IOException, InterruptedException {
    Http.sendJson("POST", adminUrl() + "/logout-all", "{}", adminToken());
  }

  private String adminUrl() {
    return "http://localhost:" + options.port() + "/admin/realms/onenet";
  }

  private String adminToken() throws IOException, InterruptedException {
    return Http.json(
            Http.postForm(
                    "http://localhost:"
                        + options.port()
                        + "/realms/master/protocol/openid-connect/token",
                    Map.of(
                        "grant_type", "password",
                        "client_id", "admin-cli",
                        "username", "admin",
                        "password", Files.readString(options.data().resolve("admin-password"))))
                .body())
        .get("access_token")
        .asString();
  }

  @Override
  public void close() {
    try {
      if (keycloak != null) {
        keycloak.kill();
      }
      postgres.close();
      Installation.delete(options.data());
    } catch (IOException left) {
      throw new UncheckedIOException(left);
    }
  }

  public static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
