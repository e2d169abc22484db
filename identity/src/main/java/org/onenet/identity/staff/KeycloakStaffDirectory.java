package org.onenet.identity.staff;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.onenet.identity.Role;
import org.onenet.identity.StaffDirectory;
import org.onenet.identity.StaffDirectoryUnreachable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Staff by Keycloak's admin REST interface, asked with the service account of client services-api,
 * which may view users and nothing else. A department's list is kept for a minute.
 */
@ApplicationScoped
public class KeycloakStaffDirectory implements StaffDirectory {
  private static final String CLIENT_ID = "services-api";
  private static final Duration KEPT = Duration.ofSeconds(60);
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration ANSWER = Duration.ofSeconds(10);
  private static final int PAGE = 200;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private record Listing(List<StaffMember> members, Instant until) {}

  private final String issuer;
  private final String secret;
  private final Clock clock;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT).build();
  private final Map<String, Listing> listings = new ConcurrentHashMap<>();

  /** For the container's proxy only. */
  protected KeycloakStaffDirectory() {
    this("", "", Clock.systemUTC());
  }

  @Inject
  public KeycloakStaffDirectory(
      @ConfigProperty(name = "onenet.oidc.issuer") String issuer,
      @ConfigProperty(name = "onenet.oidc.client-secret") String secret) {
    this(issuer, secret, Clock.systemUTC());
  }

  /**
   * @param issuer the realm's address, for example {@code http://localhost:8180/realms/onenet}
   * @param secret of client services-api
   */
  public KeycloakStaffDirectory(String issuer, String secret, Clock clock) {
    this.issuer = issuer;
    this.secret = secret;
    this.clock = clock;
  }

  @Override
  public List<StaffMember> clerksOf(String department) {
    Listing kept = listings.get(department);
    if (kept != null && clock.instant().isBefore(kept.until())) {
      return kept.members();
    }
    List<StaffMember> members = ask(department);
    listings.put(department, new Listing(members, clock.instant().plus(KEPT)));
    return members;
  }

  private List<StaffMember> ask(String department) {
    String bearer = "Bearer " + text(send(tokenRequest()), "access_token");
    List<StaffMember> clerks = new ArrayList<>();
    for (int first = 0; ; first += PAGE) {
      String query =
          "/users?enabled=true&briefRepresentation=false&first=%d&max=%d&q=%s"
              .formatted(
                  first,
                  PAGE,
                  URLEncoder.encode("department:\"" + department + "\"", StandardCharsets.UTF_8));
      JsonNode users = send(adminRequest(query, bearer));
      for (JsonNode user : users) {
        String id = text(user, "id");
        if (isExactly(department, user)
            && isClerk(
                send(adminRequest("/users/" + id + "/role-mappings/realm/composite", bearer)))) {
          clerks.add(new StaffMember(id, name(user)));
        }
      }
      if (users.size() < PAGE) {
        return clerks.stream().sorted(Comparator.comparing(StaffMember::name)).toList();
      }
    }
  }

  /** Keycloak's attribute search may be generous; who works where is not. */
  private static boolean isExactly(String department, JsonNode user) {
    JsonNode values = user.path("attributes").path("department");
    return values.size() == 1 && department.equals(values.get(0).asString());
  }

  private static boolean isClerk(JsonNode roles) {
    for (JsonNode role : roles) {
      if (Role.CLERK.claim().equals(role.path("name").asString())) {
        return true;
      }
    }
    return false;
  }

  /** As the realm's token says it: first name, last name. */
  private static String name(JsonNode user) {
    String name =
        Stream.of("firstName", "lastName")
            .map(part -> user.path(part).asString(""))
            .filter(part -> !part.isBlank())
            .collect(Collectors.joining(" "));
    return name.isBlank() ? text(user, "username") : name;
  }

  private HttpRequest tokenRequest() {
    String form =
        "grant_type=client_credentials&client_id=%s&client_secret=%s"
            .formatted(CLIENT_ID, URLEncoder.encode(secret, StandardCharsets.UTF_8));
    return HttpRequest.newBuilder(URI.create(issuer + "/protocol/openid-connect/token"))
        .timeout(ANSWER)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(HttpRequest.BodyPublishers.ofString(form))
        .build();
  }

  private HttpRequest adminRequest(String path, String bearer) {
    return HttpRequest.newBuilder(
            URI.create(issuer.replaceFirst("/realms/([^/]+)$", "/admin/realms/$1") + path))
        .timeout(ANSWER)
        .header("Authorization", bearer)
        .build();
  }

  private JsonNode send(HttpRequest request) {
    try {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new StaffDirectoryUnreachable(
            request.uri().getPath() + ": expected 200, actual " + answer.statusCode(), null);
      }
      return JSON.readTree(answer.body());
    } catch (IOException | JacksonException silent) {
      throw new StaffDirectoryUnreachable("no answer from " + request.uri().getPath(), silent);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new StaffDirectoryUnreachable("interrupted", stop);
    }
  }

  private static String text(JsonNode node, String property) {
    JsonNode value = node.get(property);
    if (value == null || !value.isString()) {
      throw new StaffDirectoryUnreachable("the answer has no " + property, null);
    }
    return value.asString();
  }
}
