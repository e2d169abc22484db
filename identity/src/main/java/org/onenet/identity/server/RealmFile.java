package org.onenet.identity.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The realm as Keycloak imports it, put together from small files: {@code onenet-realm.json} (its
 * shape in production), {@code onenet-claims.json} (what tokens say, once for every client that
 * people use), {@code onenet-user-profile.json} (which Keycloak wants as JSON inside a string) and,
 * for a demonstration only, {@code onenet-demo.json}. The placeholders {@code ${ONENET_…}} stay in
 * it: Keycloak fills them from its environment at the import, so that no secret is written to this
 * file.
 */
final class RealmFile {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String DEMO_PASSWORD = "demo";

  private RealmFile() {}

  static void write(Path file, boolean demo) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(realm(demo)));
  }

  static ObjectNode realm(boolean demo) {
    ObjectNode realm = (ObjectNode) read("onenet-realm.json");
    if (demo) {
      add((ObjectNode) read("onenet-demo.json"), realm);
    }
    for (JsonNode client : realm.get("clients")) {
      boolean usedByPeople = !client.path("serviceAccountsEnabled").asBoolean(false);
      if (usedByPeople && !client.has("protocolMappers")) {
        ((ObjectNode) client).set("protocolMappers", read("onenet-claims.json"));
      }
    }
    realm
        .putObject("components")
        .putArray("org.keycloak.userprofile.UserProfileProvider")
        .addObject()
        .put("providerId", "declarative-user-profile")
        .putObject("config")
        .putArray("kc.user.profile.config")
        .add(JSON.writeValueAsString(read("onenet-user-profile.json")));
    return realm;
  }

  /** Lists grow, everything else is overruled; demonstration users get their password here. */
  private static void add(ObjectNode demo, ObjectNode realm) {
    for (JsonNode user : demo.get("users")) {
      ObjectNode account = (ObjectNode) user;
      account.put("enabled", true);
      account
          .putArray("credentials")
          .addObject()
          .put("type", "password")
          .put("value", DEMO_PASSWORD);
    }
    for (Map.Entry<String, JsonNode> entry : demo.properties()) {
      if (entry.getValue() instanceof ArrayNode more
          && realm.get(entry.getKey()) instanceof ArrayNode list) {
        list.addAll(more);
      } else {
        realm.set(entry.getKey(), entry.getValue());
      }
    }
  }

  private static JsonNode read(String resource) {
    try (InputStream in = RealmFile.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("identity.jar lacks " + resource);
      }
      return JSON.readTree(in);
    } catch (IOException broken) {
      throw new IllegalStateException("cannot read " + resource, broken);
    }
  }
}
